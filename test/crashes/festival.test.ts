import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectSandbox, type RemoteSandbox } from '@samling/sandbox/control/client.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import festival from '../cases/festival.json' with { type: 'json' };
import { links, NOON, Person, publishes } from '../scenarios/world.ts';
import { type BotProcess, startProcess } from './bot-process.ts';

let folder: string;
let bot: BotProcess;
let sandbox: RemoteSandbox;

/** With nothing configured: the embedded PostgreSQL, the sandbox and the bot in one process. */
async function start(): Promise<void> {
  bot = await startProcess({ DATA_DIR: folder, PORT: '0' });
  sandbox = connectSandbox(/http:\/\/127\.0\.0\.1:\d+/.exec(bot.output())?.[0] ?? '');
}

const person = (platform: 'discord' | 'slack', part: string) => new Person(sandbox, platform, part);
const titled = (title: string) => (message: { text: string; onlyYou: boolean }) =>
  !message.onlyYou && (message.text.split('\n')[0] ?? '').endsWith(title);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samling ærø '));
  await start();
  await sandbox.setTime(Date.parse(NOON));
});
afterAll(async () => {
  await bot.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a festival lives on both platforms, and through a kill', async () => {
  await person('discord', 'soren').uses('setup settings', { channel: 'arrangementer' });
  await links({ person });
  for (const [index, { capacity, ...meetup }] of festival.meetups.entries()) {
    const organiser = index % 2 === 0 ? person('discord', 'maja') : person('slack', 'aase');
    await publishes(organiser, { ...meetup, ...(capacity && { capacity: String(capacity) }) });
  }
  const [yusuf, bent] = [person('discord', 'yusuf'), person('slack', 'bent')];
  for (const { title } of festival.meetups) for (const someone of [yusuf, bent]) await someone.finds(titled(title));
  await yusuf.answers('Kommer', 'Lav dit første beat');
  await bent.answers('Kommer', 'Lav dit første beat');
  await bent.answers('Måske', 'Åben scene');
  await person('slack', 'aase').uses('meetup edit', { meetup: 'Filmklub', where: 'Biografen, sal 1' });
  await person('slack', 'aase').uses('meetup cancel', { meetup: 'Natløb' });
  await person('slack', 'aase').presses('Ja, aflys');
  await bent.finds(titled('Aflyst: Natløb for unge'));

  await bot.kill();
  await start();

  for (const someone of [person('discord', 'yusuf'), person('slack', 'bent')]) {
    const beat = await someone.finds((one) => titled('Lav dit første beat')(one) && one.text.includes('Kommer (2)'));
    expect(beat.text).toContain('6 ledige pladser af 8');
    await someone.finds((one) => one.text.startsWith('Filmklub: kortfilm') && one.text.includes('Biografen, sal 1'));
    for (const { title } of festival.meetups) {
      const copies = (await someone.sees()).filter((message) => message.text.split('\n')[0]?.endsWith(title));
      expect([title, copies.length]).toEqual([title, 1]);
    }
  }
  await sandbox.setTime(Date.parse('2026-11-26T16:00:05+01:00'));
  await person('discord', 'yusuf').isTold('Husk Lav dit første beat');
  await person('slack', 'bent').isTold('Husk Lav dit første beat');
});

test('the bot tells on the sandbox’s port how it stands', async () => {
  const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(bot.output())?.[0];
  const textOf = async (path: string, accept = '*/*') =>
    (await fetch(`${origin}${path}`, { headers: { accept } })).text();
  expect(await textOf('/ready/all')).toBe('ready\n');
  expect(await textOf('/metrics')).toContain('samling_database_up 1');
  expect(await textOf('/', 'text/html')).toContain('<!doctype html>');
  expect(await textOf('/elsewhere')).toContain('This is a sandbox');
});

test('what people write never pings and never breaks the layout', async () => {
  for (const someone of [person('discord', 'yusuf'), person('slack', 'bent')]) {
    const card = await someone.finds(titled('Strik & snak <3 (med *te* & _kage_)'));
    expect(card.text).toContain('@everyone er velkomne, og <!channel> skal ikke have besked');
    expect(card.pinged).toEqual([]);
  }
});
