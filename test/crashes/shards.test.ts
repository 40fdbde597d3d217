import type { Sandbox } from '@samling/sandbox';
import type { Outcome } from '@samling/sandbox/contract.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { festivalSeed } from '../../festival/seed.ts';
import { connect, type Database } from '../../src/database/client.ts';
import { freshDatabase, temporaryFolder } from '../database/harness.ts';
import { links, Person, publishes, quiet, tellsPublished } from '../scenarios/world.ts';
import { eventually } from '../waiting.ts';
import { type BotProcess, startProcess } from './bot-process.ts';

/** Both servers of the festival happen to be of one shard: the second one is moved to the other. */
const seed = festivalSeed();
const [first, second] = seed.discord.guilds;
if (!first || !second) throw new Error('The festival has two servers.');
first.id = '1198779478535176192';
second.id = '1198779478539370496';

let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let bot: BotProcess | undefined;
let worker: BotProcess | undefined;

const environmentOf = (more: Record<string, string>) => {
  const { application } = seed.slack;
  return {
    PORT: '0',
    DATABASE_URL: database.url,
    DISCORD_TOKEN: seed.discord.application.token,
    DISCORD_API_URL: sandbox.discordApiUrl,
    SLACK_BOT_TOKEN: application.botToken,
    SLACK_APP_TOKEN: application.appToken,
    SLACK_API_URL: sandbox.slackApiUrl,
    SLACK_LATE_SECONDS: '2',
    ...more,
  };
};
const start = async (environment: Record<string, string> = {}) => {
  bot = await startProcess(environmentOf(environment), 'sharded');
  return bot;
};

/** The newest process of each shard, by its own words. */
const processes = (output: string) =>
  new Map([...output.matchAll(/shard (\d+) of 2, process (\d+)/g)].map(([, id, pid]) => [Number(id), Number(pid)]));
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const ended = (pids: Iterable<number>) => eventually(() => expect([...pids].filter(isAlive)).toEqual([]));

const inFirst = (part: string) => new Person(sandbox, 'discord', part);
const inSecond = (part: string) => new Person(sandbox, 'discord', part, { space: 'Suburban Lyd' });
const onSlack = (part: string) => new Person(sandbox, 'slack', part);
const copies = async (title: string) =>
  Promise.all(
    [inFirst('member'), inSecond('member'), onSlack('member')].map(
      async (one) => (await one.sees()).filter((message) => !message.onlyYou && message.text.startsWith(title)).length,
    ),
  );
const answered = ({ result }: Outcome) => result !== 'failed';

/** Short wait for a person's outcome: while nobody serves them they would wait in vain. */
const SHORT_MS = 10_000;

/** Three spaces, one community. */
const joins = async () => {
  await links({ person: (platform, part) => new Person(sandbox, platform, part) });
  await inFirst('admin').uses('setup link');
  const { text } = await inFirst('admin').reads('/setup join', 'Her er koden');
  await inSecond('admin').uses('setup join', { code: /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(text)?.[0] ?? '' });
  await inSecond('admin').reads('I er forbundet');
};

/** @param maxConcurrency with 1 the second shard waits five seconds for the first, with 2 it does not */
const opens = async (maxConcurrency: number) => {
  sandbox = await startFestival({
    seed,
    unlimited: true,
    patienceMs: SHORT_MS,
    discord: { shards: 2, maxConcurrency },
  });
};

beforeEach(async () => {
  database = await freshDatabase();
  db = connect(database.url);
});
afterEach(async () => {
  await Promise.all([bot?.stop(), worker?.stop()]);
  [bot, worker] = [undefined, undefined];
  await db.close();
  await sandbox.stop();
  await database.drop();
});

test('as many processes as Discord recommends share its servers; one that is killed is replaced, and nothing comes twice', async () => {
  await opens(1);
  const { output } = await start();
  expect([sandbox.discord.connections(), sandbox.slack.connections()]).toEqual([2, 1]);
  expect(sandbox.discord.requests().filter(({ method }) => method === 'PUT')).toHaveLength(1);
  await joins();
  await publishes(inSecond('organiser'), { title: 'Cykeltur', when: 'på lørdag kl. 11-14', where: 'Naturskolen' });
  await eventually(async () => expect(await copies('Cykeltur')).toEqual([1, 1, 1]));

  // Whoever serves the second server dies.
  const shard = Number((BigInt(second.id) >> 22n) % 2n);
  const before = processes(output());
  process.kill(before.get(shard) ?? 0, 'SIGKILL');
  await eventually(() => expect(sandbox.discord.connections()).toBe(1));
  const [there, here] = await Promise.all([
    inSecond('member').uses('meetup list'),
    inFirst('member').uses('meetup list'),
  ]);
  expect([answered(there), answered(here)]).toEqual([false, true]);
  // What is sent does not depend on who receives: the card in the second server moves on all the same.
  await inFirst('member').answers('Kommer', 'Cykeltur');
  await inSecond('member').finds((one) => one.text.startsWith('Cykeltur') && one.text.includes('Kommer (1)'));

  await eventually(() => expect(processes(output()).get(shard)).not.toBe(before.get(shard)));
  expect(sandbox.discord.connections()).toBe(2);
  const after = processes(output());
  expect(after.get(1 - shard)).toBe(before.get(1 - shard));
  await inSecond('other').answers('Kommer', 'Cykeltur');
  await inFirst('member').finds((one) => one.text.startsWith('Cykeltur') && one.text.includes('Kommer (2)'));
  await quiet(db);
  expect(await copies('Cykeltur')).toEqual([1, 1, 1]);
  expect(sandbox.discord.requests().filter(({ method }) => method === 'PUT')).toHaveLength(1);

  // All processes kept to Discord's limit together: nobody was sent away for coming too early.
  const seen = sandbox.discord.identified();
  expect(seen.map(({ refused }) => refused)).toEqual(seen.map(() => false));
  expect(seen.map((one) => one.shard)).toEqual([
    [0, 2],
    [1, 2],
    [shard, 2],
  ]);

  expect(await bot?.stop()).toBe(0);
  await ended(processes(output()).values());
  expect([sandbox.discord.connections(), sandbox.slack.connections()]).toEqual([0, 0]);
});

test('without a PostgreSQL the first process brings one up for all, and when it is killed the others end too', async () => {
  await opens(2);
  const folder = await temporaryFolder();
  const environment = { DATABASE_URL: '', DATA_DIR: folder, SHARDS: '2' };
  const { output, kill } = await start(environment);
  await publishes(inSecond('organiser'), { title: 'Cykeltur', when: 'på lørdag kl. 11-14', where: 'Naturskolen' });
  await kill();
  await ended(processes(output()).values());
  await eventually(() => expect(sandbox.discord.connections()).toBe(0));
  expect(output()).not.toContain('Error');

  // The server of the killed one is adopted, with all that it holds.
  const again = await start(environment);
  await inSecond('member').answers('Kommer', 'Cykeltur');
  await inSecond('member').finds((one) => one.text.startsWith('Cykeltur') && one.text.includes('Kommer (1)'));
  expect(await again.stop()).toBe(0);
});

test('shards that only receive leave all sending to workers', async () => {
  await opens(2);
  await start({ ROLE: 'gateway' });
  await inSecond('organiser').uses('meetup create', {
    title: 'Cykeltur',
    when: 'på lørdag kl. 11-14',
    where: 'Skoven',
  });
  await inSecond('organiser').presses('Slå op');
  await inSecond('organiser').finds(tellsPublished);
  expect(await db.prisma.delivery.count({ where: { attempts: { gt: 0 } } })).toBe(0);
  worker = await startProcess({ ...environmentOf({}), ROLE: 'worker' });
  await inSecond('member').card('Cykeltur');
  expect(sandbox.discord.connections()).toBe(2);
  expect(await worker.stop()).toBe(0);
});

test('a token that is refused ends all with one sentence, and starts nothing again', async () => {
  await opens(2);
  await expect(start({ DISCORD_TOKEN: 'wrong' })).rejects.toThrow(/code 1.*DISCORD_TOKEN is refused/s);
  expect(sandbox.discord.identified()).toEqual([]);
});
