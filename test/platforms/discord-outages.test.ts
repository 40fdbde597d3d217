import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Platform, Receiver } from '../../src/chat/platform.ts';
import { eventually } from '../waiting.ts';
import { type BareDiscord, bareDiscord, command, type Given, TOKEN } from './bare-discord.ts';
import { answered, COMMANDS, discordBot, shown, textCard } from './discord-world.ts';

let discord: BareDiscord;
let bot: Platform;
let log: string[];

const receiver: Receiver = {
  receive: () => answered('privately', shown('Tak')),
  suggest: async () => [],
  spaceChanged: async () => undefined,
};
const FAILED: Given = { status: 500, json: { message: '500: Internal Server Error', code: 0 } };
const REFUSED: Given = { status: 401, json: { message: '401: Unauthorized', code: 0 } };

const states = () => Object.fromEntries(bot.connections().map(({ name, state }) => [name, state]));
const isServed = async (id: string) => {
  discord.dispatch('INTERACTION_CREATE', command(id));
  await eventually(() => expect(discord.asked.map(({ path }) => path)).toContain(callback(id)));
};
const callback = (id: string) => `/interactions/${id}/token-of-${id}/callback`;
const warnings = () => log.filter((line) => JSON.parse(line).level >= 40);
const identified = () => discord.heard.filter((op) => op === 2).length;

beforeEach(async () => {
  discord = await bareDiscord();
  log = [];
  bot = discordBot({ apiUrl: discord.apiUrl, token: TOKEN, log });
});
afterEach(async () => {
  await bot.stop();
  await discord.stop();
});

it('a list of commands that Discord does not take stops nothing, and is written as soon as it does', async () => {
  discord.answer = ({ method }) => (method === 'PUT' ? FAILED : undefined);
  await bot.start(receiver, COMMANDS);
  expect(states()).toEqual({ connection: 'up', commands: 'down' });
  await isServed('11');
  const tries = () => discord.asked.filter(({ method }) => method === 'PUT').length;
  const before = tries();
  await eventually(() => expect(tries()).toBeGreaterThan(before + 3));
  expect(warnings().filter((line) => line.includes('list of commands'))).toHaveLength(1);
  discord.answer = () => undefined;
  await eventually(() => expect(states()).toEqual({ connection: 'up', commands: 'up' }));
  expect(identified()).toBe(1);
});

it('connects last: the commands are written before one of the connections of a day is used', async () => {
  discord.answer = ({ method }) => {
    if (method === 'PUT') expect(identified()).toBe(0);
    return undefined;
  };
  await bot.start(receiver, COMMANDS);
  expect(discord.asked.map(({ method }) => method)).toContain('PUT');
  expect(identified()).toBe(1);
});

it('without a connection left of the day waits, says so, and connects when there are some again', async () => {
  let remaining = 0;
  discord.answer = ({ path }) =>
    path === '/gateway/bot'
      ? {
          status: 200,
          json: {
            url: discord.apiUrl.replace(/^http(.*)\/api$/, 'ws$1'),
            shards: 1,
            session_start_limit: { total: 1000, remaining, reset_after: 1, max_concurrency: 1 },
          },
        }
      : undefined;
  await bot.start(receiver, []);
  expect(bot.hears()).toBe(false);
  expect(bot.connections()).toMatchObject([
    { name: 'connection', state: 'down', problem: expect.stringMatching(/^DISCORD_TOKEN .* none is left/) },
  ]);
  expect(identified()).toBe(0);
  // Sending needs no connection.
  expect(await bot.post({ space: '7', channel: '8' }, textCard('Hej'), 'key')).toMatchObject({ message: '99' });
  remaining = 1000;
  await eventually(() => expect(bot.hears()).toBe(true));
  expect(identified()).toBe(1);
  expect(warnings().filter((line) => line.includes('none is left'))).toHaveLength(1);
});

it('that is out of order at the start is connected to when it is back', async () => {
  discord.answer = () => ({ status: 502, html: '<html>' });
  await bot.start(receiver, []);
  expect(bot.connections()).toMatchObject([{ state: 'down', problem: expect.stringContaining('HTTP 502') }]);
  discord.answer = () => undefined;
  await eventually(() => expect(bot.hears()).toBe(true));
  await isServed('11');
});

it('a token that is refused while running costs no restart: what Discord takes again goes on', async () => {
  await bot.start(receiver, []);
  discord.answer = () => REFUSED;
  discord.close(4004);
  await eventually(() =>
    expect(bot.connections()).toContainEqual(
      expect.objectContaining({ state: 'refused', problem: expect.stringMatching(/^DISCORD_TOKEN is refused/) }),
    ),
  );
  expect(bot.hears()).toBe(false);
  discord.answer = () => undefined;
  await eventually(() => expect(bot.hears()).toBe(true));
  await isServed('12');
  expect(identified()).toBe(2);
});

it('sends while the process that receives is another, once Discord is reached', async () => {
  discord.answer = () => ({ status: 502, html: '<html>' });
  await bot.startSending();
  expect(bot.hears()).toBe(false);
  discord.answer = () => undefined;
  await eventually(() => expect(bot.hears()).toBe(true));
  expect(identified()).toBe(0);
});

it('a code that nobody has heard of is a no, and said once', async () => {
  discord.answer = ({ path }) =>
    path.endsWith('/messages') ? { status: 403, json: { message: 'New', code: 999_999 } } : undefined;
  for (const key of ['a', 'b'])
    await expect(bot.post({ space: '7', channel: '8' }, textCard('Hej'), key)).rejects.toMatchObject({
      outcome: { kind: 'never', reason: 'no-access', detail: '999999' },
    });
  expect(warnings().filter((line) => line.includes('999999'))).toHaveLength(1);
});
