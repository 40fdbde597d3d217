import type { Sandbox } from '@samling/sandbox';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { connect, type Database } from '../../src/database/client.ts';
import { freshDatabase } from '../database/harness.ts';
import { links, Person, PLATFORMS, publishes, quiet, tellsPublished } from '../scenarios/world.ts';
import { eventually, PATIENCE_MS } from '../waiting.ts';
import { type BotProcess, connectedTo, startProcess } from './bot-process.ts';

let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let bot: BotProcess;

const POSTS = { discord: '^POST /channels/\\d+/messages$', slack: '^chat\\.postMessage$' } as const;
const workshop = { title: 'Insekthotel', when: 'på lørdag kl. 11-14', where: 'Naturskolen', capacity: '20' };

const start = () => {
  return startProcess({
    DATABASE_URL: database.url,
    ...connectedTo(sandbox),
  });
};
const person = (platform: 'discord' | 'slack', part: string) => new Person(sandbox, platform, part);
const world = { person: (platform: 'discord' | 'slack', part: string) => person(platform, part) };

/** The public cards of a meetup in the channel of a platform. */
const copies = async (platform: 'discord' | 'slack', title: string) =>
  (await person(platform, 'member').sees()).filter((message) => !message.onlyYou && message.text.startsWith(title));

/** Number of such cards on each platform. */
const counts = (title: string) =>
  Promise.all(PLATFORMS.map(async (platform) => (await copies(platform, title)).length));

beforeEach(async () => {
  [sandbox, database] = await Promise.all([
    startFestival({ unlimited: true, patienceMs: PATIENCE_MS }),
    freshDatabase(),
  ]);
  db = connect(database.url);
  bot = await start();
  await links(world);
});
afterEach(async () => {
  await bot.stop();
  await db.close();
  await sandbox.stop();
  await database.drop();
});

describe.each(PLATFORMS)('killed with -9, on %s', (platform) => {
  test('between commit and post, nothing is missing and nothing comes twice', async () => {
    const fault = sandbox.addFault({ platform, on: POSTS[platform], does: { kind: 'drop' } });
    await person('discord', 'organiser').uses('meetup create', workshop);
    await person('discord', 'organiser').presses('Slå op');
    await person('discord', 'organiser').finds(tellsPublished);
    await eventually(() => expect(struck()).toBeGreaterThan(0));
    await bot.kill();
    sandbox.removeFault(fault.id);
    expect(await copies(platform, 'Insekthotel')).toHaveLength(0);

    bot = await start();
    await quiet(db);
    expect(await counts('Insekthotel')).toEqual([1, 1]);
  });

  test('between post and bookkeeping, nothing is missing and nothing comes twice', async () => {
    sandbox.addFault({ platform, on: POSTS[platform], times: 1, does: { kind: 'lose' } });
    await person('discord', 'organiser').uses('meetup create', workshop);
    await person('discord', 'organiser').presses('Slå op');
    await eventually(async () => expect(await copies(platform, 'Insekthotel')).toHaveLength(1));
    await bot.kill();

    bot = await start();
    await quiet(db);
    expect(await counts('Insekthotel')).toEqual([1, 1]);
    const unclear = await db.prisma.delivery.count({ where: { state: { in: ['unknown', 'failed'] } } });
    expect(unclear).toBe(0);
    // The card that was found again is a live one.
    await person(platform, 'member').presses('Kommer', (message) => message.text.startsWith('Insekthotel'));
    await person(platform, 'member').finds(
      (one) => one.text.startsWith('Insekthotel') && one.text.includes('Kommer (1)'),
    );
  });

  test('with the answer to a post still on its way', async () => {
    const fault = sandbox.addFault({ platform, on: POSTS[platform], times: 1, does: { kind: 'hold' } });
    await person('discord', 'organiser').uses('meetup create', workshop);
    await person('discord', 'organiser').presses('Slå op');
    await eventually(() => expect(struck()).toBe(1));
    await bot.kill();
    // The request had left the bot: the platform does the work although nobody waits for the answer.
    sandbox.removeFault(fault.id);

    bot = await start();
    await quiet(db);
    expect(await counts('Insekthotel')).toEqual([1, 1]);
  });
});

// In one channel, which Slack lets through a message a second.
test('killed at any moment while twelve meetups are published and answered, everything is there once', async () => {
  const maja = person('discord', 'organiser');
  const titles = Array.from({ length: 12 }, (_, index) => `Træf ${String.fromCharCode(65 + index)}`);
  for (const title of titles.slice(0, 6)) await publishes(maja, { ...workshop, title });
  for (const title of titles.slice(6)) {
    await maja.uses('meetup create', { ...workshop, title });
    await maja.presses('Slå op', (message) => message.text.startsWith(title));
  }
  await bot.kill();
  bot = await start();
  await quiet(db);
  const published = await db.prisma.meetup.findMany({ where: { state: 'published' } });
  expect(published.length).toBeGreaterThanOrEqual(6);
  for (const { title } of published) expect([title, ...(await counts(title))]).toEqual([title, 1, 1]);
});

function struck(): number {
  return sandbox.faults().reduce((sum, fault) => sum + fault.struck, 0);
}
