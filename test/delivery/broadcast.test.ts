import type { Sandbox } from '@samling/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { networkSeed } from '../../festival/seed.ts';
import { freshDatabase } from '../database/harness.ts';
import { quiet } from '../scenarios/world.ts';
import { eventually, PATIENCE_MS } from '../waiting.ts';
import { channelsOf, type Engine, LINE, lines, SUBJECT, startEngine } from './engine.ts';

let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let engines: [Engine, Engine];
const settled: { id: string; state: string }[] = [];

beforeAll(async () => {
  const seed = networkSeed({ guilds: 60, teams: 1 });
  [sandbox, database] = await Promise.all([startFestival({ seed, patienceMs: PATIENCE_MS }), freshDatabase()]);
  const options = {
    databaseUrl: database.url,
    sandbox,
    // A little less than by default: here both workers and the platforms share one thread, and are late together.
    perSecond: 40,
    settled: async (_tx: unknown, ended: readonly { id: string; state: string }[]) => void settled.push(...ended),
  };
  // Two processes would do the same: what they share is the database alone.
  const first = await startEngine(options);
  engines = [first, await startEngine(options)];
});
afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.stop()));
  await sandbox.stop();
  await database.drop();
});

const refused = () =>
  [...sandbox.discord.requests(), ...sandbox.slack.requests()].filter(({ status }) => status === 429);

test('two workers send a broadcast once, and are never told that they are too quick', async () => {
  const [engine] = engines;
  const all = channelsOf(sandbox.seed);
  const few = [...all.slice(0, 3), ...all.slice(-3)];
  await engine.send(lines(engine, [...all, ...few, ...few, ...few, ...few], 'broadcast'));

  // Once a part has gone out, something urgent comes: it does not wait for the rest.
  await eventually(() => expect(settled.length).toBeGreaterThan(20));
  const [urgent] = lines(engine, [{ space: all[50]?.space ?? '', id: all[50]?.id ?? '' }], 'urgent');
  if (!urgent) throw new Error('No channel.');
  const sentBefore = settled.length;
  await engine.send([{ ...urgent, priority: 'urgent' }]);
  await quiet(engine.db);
  expect(refused()).toEqual([]);
  const rows = await engine.db.prisma.delivery.findMany({ where: { kind: LINE, subjectId: SUBJECT } });
  expect(rows.every(({ state }) => state === 'sent')).toBe(true);
  expect(new Set(rows.map(({ sentMessage, sentChannel }) => `${sentChannel} ${sentMessage}`)).size).toBe(rows.length);
  expect(settled).toHaveLength(rows.length);
  const { id } = await engine.db.prisma.delivery.findUniqueOrThrow({ where: { key: 'urgent:0' } });
  const place = settled.findIndex((one) => one.id === id);
  // Before most of what was left, however quickly that went.
  expect(place - sentBefore).toBeLessThan((rows.length - sentBefore) / 2);
});

test('what could not be sent because of the platform’s limit waits as a row, and goes out once', async () => {
  const [engine] = engines;
  const target = channelsOf(sandbox.seed)[60];
  if (!target) throw new Error('No channel.');
  sandbox.addFault({
    platform: 'discord',
    on: `^POST /channels/${target.id}/messages$`,
    times: 1,
    does: { kind: 'refuse', status: 429, retryAfterMs: 1_500 },
  });
  await engine.send(lines(engine, [target], 'limited'));
  const row = () => engine.db.prisma.delivery.findUniqueOrThrow({ where: { key: 'limited:0' } });
  await eventually(async () =>
    expect(await row()).toMatchObject({ state: 'pending', attempts: 1, firstTriedAt: null }),
  );
  await quiet(engine.db);
  expect(await row()).toMatchObject({ state: 'sent' });
  const path = `/channels/${target.id}/messages`;
  const posts = sandbox.discord.requests().filter((one) => one.method === 'POST' && one.path === path);
  expect(posts.slice(-2).map(({ status }) => status)).toEqual([429, 200]);
  expect(posts.filter(({ status }) => status === 429)).toHaveLength(1);
});

test('messages are passed on within the platform’s limit, while others are sent', async () => {
  const [engine] = engines;
  const channels = channelsOf(sandbox.seed).slice(0, 60);
  const before = refused().length;
  const passedOn = () =>
    sandbox.discord.requests().filter(({ method, path }) => method === 'POST' && path.endsWith('/crosspost')).length;
  await engine.send(lines(engine, channels, 'passed on').map((line) => ({ ...line, crosspost: true })));
  await engine.send(lines(engine, channels, 'beside'));

  await eventually(() => expect(passedOn()).toBe(channels.length));
  await quiet(engine.db);
  expect(refused().slice(before)).toEqual([]);
  await eventually(async () =>
    expect(await engine.db.prisma.delivery.count({ where: { crosspostAt: { not: null } } })).toBe(0),
  );
});
