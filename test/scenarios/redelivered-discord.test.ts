import { InteractionResponseType } from 'discord.js';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bot, startBot } from '../../src/bot.ts';
import { connect, type Database } from '../../src/database/client.ts';
import { createDiscord } from '../../src/discord/index.ts';
import { systemClock } from '../../src/time/clock.ts';
import { freshDatabase } from '../database/harness.ts';
import { type BareDiscord, bareDiscord, command, TOKEN } from '../platforms/bare-discord.ts';
import { eventually } from '../waiting.ts';

let discord: BareDiscord;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let bots: Bot[];

async function start(): Promise<Bot> {
  const log = pino({ level: 'error' });
  const platforms = [createDiscord({ token: TOKEN, apiUrl: discord.apiUrl, log })];
  return startBot({ databaseUrl: database.url, clock: systemClock, log, platforms });
}

beforeAll(async () => {
  [discord, database] = await Promise.all([bareDiscord(), freshDatabase()]);
  db = connect(database.url);
  bots = [await start(), await start()];
});
afterAll(async () => {
  await Promise.all(bots.map((bot) => bot.stop()));
  await discord.stop();
  await db.close();
  await database.drop();
});

const tell = (id: string, name: string, options: object[] = []) =>
  discord.dispatch(
    'INTERACTION_CREATE',
    command(id, { data: { id: '5', type: 1, name: 'meetup', options: [{ type: 1, name, options }] } }),
  );
const text = (name: string, value: string) => ({ type: 3, name, value });
/**
 * Answers that are shown. On a slow machine an answer is promised first, also by a process that then hears that another
 * one answers; of two promises Discord takes the first.
 */
const answersTo = (id: string) =>
  discord.asked.filter(({ path, body }) => path.includes(`token-of-${id}/`) && !isPromise(body));
const isPromise = (body: unknown) => {
  const type = (body as { type?: number } | null)?.type;
  return (
    type === InteractionResponseType.DeferredChannelMessageWithSource ||
    type === InteractionResponseType.DeferredMessageUpdate
  );
};

// This Discord takes every answer: it is the two processes that must agree on who gives it.
test.each([
  ['a list', '21', 'list', []],
  ['a form', '22', 'create', []],
  ['an error', '23', 'show', [text('meetup', 'findes ikke')]],
  [
    'a change',
    '24',
    'create',
    [text('title', 'Filmklub'), text('when', 'i morgen kl. 20'), text('where', 'Biografen')],
  ],
])('an interaction that two processes are told is answered by one: %s', async (_what, id, name, options) => {
  tell(id, name, options);
  await eventually(() => expect(answersTo(id).length).toBeGreaterThan(0));
  tell(id, name, options);
  // What comes after it is answered after it.
  tell(`${id}9`, 'list');
  await eventually(() => expect(answersTo(`${id}9`)).toHaveLength(1));
  await eventually(async () => expect(await db.prisma.callClaim.count({ where: { id, answered: true } })).toBe(1));
  expect(answersTo(id)).toHaveLength(1);
  expect(JSON.stringify(answersTo(id))).not.toContain('gik galt');
  expect(await db.prisma.meetup.count()).toBe(name === 'create' && options.length > 0 ? 1 : 0);
});

test('a mention that two processes are told, again and again, is answered by one, once', async () => {
  const person = { id: '3', username: 'maja', discriminator: '0' };
  const mention = (id: string, author: object = person) =>
    discord.dispatch('MESSAGE_CREATE', {
      ...{ id, type: 0, channel_id: '8', guild_id: '7', author, content: '<@1> hej' },
      mentions: [{ id: '1' }],
    });
  const posted = () => discord.asked.filter(({ method, path }) => method === 'POST' && path === '/channels/8/messages');
  const before = posted().length;
  mention('41');
  await eventually(() => expect(posted()).toHaveLength(before + 1));
  mention('41');
  mention('42', { ...person, bot: true });
  mention('43', { id: '1', username: 'Samling' });
  tell('449', 'list');
  await eventually(() => expect(answersTo('449')).toHaveLength(1));
  await eventually(async () =>
    expect(await db.prisma.callClaim.count({ where: { id: '41', answered: true } })).toBe(1),
  );
  expect(posted()).toHaveLength(before + 1);
  expect(posted().at(-1)?.body).toMatchObject({ enforce_nonce: true, allowed_mentions: { parse: [] } });
});
