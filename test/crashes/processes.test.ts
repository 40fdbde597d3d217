import type { Sandbox } from '@samling/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { connect, type Database } from '../../src/database/client.ts';
import { freshDatabase } from '../database/harness.ts';
import { links, Person, PLATFORMS, publishes } from '../scenarios/world.ts';
import { eventually, PATIENCE_MS } from '../waiting.ts';
import { type BotProcess, connectedTo, startProcess } from './bot-process.ts';

let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let running: BotProcess[] = [];

const start = async (role: 'everything' | 'gateway' | 'worker') => {
  const bot = await startProcess({
    ROLE: role,
    PORT: '0',
    DATABASE_URL: database.url,
    ...connectedTo(sandbox),
  });
  running.push(bot);
  return bot;
};
const person = (platform: 'discord' | 'slack', part: string) => new Person(sandbox, platform, part);
const copies = (title: string) =>
  Promise.all(
    PLATFORMS.map(async (platform) => {
      const seen = await person(platform, 'member').sees();
      return seen.filter((message) => !message.onlyYou && message.text.startsWith(title)).length;
    }),
  );
const meetup = { when: 'på lørdag kl. 11-14', where: 'Naturskolen' };

beforeAll(async () => {
  [sandbox, database] = await Promise.all([
    startFestival({ unlimited: true, patienceMs: PATIENCE_MS }),
    freshDatabase(),
  ]);
  db = connect(database.url);
});
afterAll(async () => {
  await Promise.all(running.map((bot) => bot.stop()));
  await db.close();
  await sandbox.stop();
  await database.drop();
});

test('one process receives, two send; when one of them is killed the other takes over, and nothing comes twice', async () => {
  const [, first] = await Promise.all([start('gateway'), start('worker')]);
  // A worker is not connected: what people do goes to the gateway process alone.
  expect([sandbox.discord.connections(), sandbox.slack.connections()]).toEqual([1, 1]);
  await links({ person });
  await publishes(person('discord', 'organiser'), { title: 'Cykeltur', ...meetup });
  await eventually(async () => expect(await copies('Cykeltur')).toEqual([1, 1]));

  // The first worker dies with a message on its way; the platform does the work all the same.
  const post = { discord: '^POST /channels/\\d+/messages$', slack: '^chat\\.postMessage$' } as const;
  const held = sandbox.addFault({ platform: 'slack', on: post.slack, times: 1, does: { kind: 'hold' } });
  await person('discord', 'organiser').uses('meetup create', { title: 'Strikkecafé', ...meetup });
  await person('discord', 'organiser').presses('Slå op', (one) => one.text.startsWith('Strikkecafé'));
  await eventually(() => expect(sandbox.faults()[0]?.struck).toBe(1));
  await first.kill();
  running = running.filter((bot) => bot !== first);
  sandbox.removeFault(held.id);
  await Promise.all([start('worker'), start('worker')]);

  // The live card moves on at once; what the dead one had claimed when its lease is over.
  await person('discord', 'member').answers('Kommer', 'Cykeltur');
  await person('discord', 'member').finds((one) => one.text.startsWith('Cykeltur') && one.text.includes('Kommer (1)'));
  await eventually(async () => expect(await db.prisma.delivery.count({ where: { state: { not: 'sent' } } })).toBe(0));
  expect(await copies('Strikkecafé')).toEqual([1, 1]);
});
