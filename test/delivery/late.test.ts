import type { Sandbox } from '@samling/sandbox';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { networkSeed } from '../../festival/seed.ts';
import { type Clock, systemClock } from '../../src/time/clock.ts';
import { type DatabaseProxy, startProxy } from '../crashes/slow-database.ts';
import { freshDatabase } from '../database/harness.ts';
import { quiet } from '../scenarios/world.ts';
import { channelsOf, type Engine, lines, startEngine } from './engine.ts';

/** Makes what lies before a message take several times as long as its place may be late. */
const SLOW_MS = 40;
/**
 * A place that was missed twice in a row is booked with enough leeway; a machine that is kept busy by others is late by
 * itself besides. Without that leeway attempts grew as long as it was late.
 */
const ATTEMPTS_MAX = 6;

/** Its own limits are lifted: it knows nothing of the time that timers seem to take. Ours are kept. */
let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let proxy: DatabaseProxy;
let engines: Engine[];
/** By how much each timer is late, ms. */
let late = 0;

let waited = 0;
/** Each timer is late; nobody waits for it in earnest. */
const clock: Clock = {
  now: systemClock.now,
  machine: () => systemClock.machine() + waited,
  monotonic: () => systemClock.monotonic() + waited,
  async sleep(ms, signal) {
    await systemClock.sleep(ms, signal);
    waited += late;
  },
};

beforeAll(async () => {
  const seed = networkSeed({ guilds: 4, teams: 1 });
  [sandbox, database] = await Promise.all([startFestival({ seed, unlimited: true }), freshDatabase()]);
  proxy = await startProxy(() => new pg.Client({ connectionString: database.url }));
  engines = [await startEngine({ databaseUrl: proxy.url, sandbox, clock })];
});
afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.stop()));
  await proxy.stop();
  await sandbox.stop();
  await database.drop();
});
beforeEach(() => {
  late = 0;
  proxy.slow(0);
});

async function sendToAll(name: string): Promise<void> {
  const [engine] = engines;
  if (!engine) throw new Error('No engine.');
  const all = channelsOf(sandbox.seed);
  await engine.send(lines(engine, [...all, ...all.slice(-3)], name));
  await quiet(engine.db);
  const rows = await engine.db.prisma.delivery.findMany({ where: { key: { startsWith: `${name}:` } } });
  expect(rows.map(({ state }) => state)).toEqual(rows.map(() => 'sent'));
  expect(Math.max(...rows.map(({ attempts }) => attempts)), name).toBeLessThanOrEqual(ATTEMPTS_MAX);
}

async function sendWhenLate(who: string, byMs: number[]): Promise<void> {
  proxy.slow(SLOW_MS);
  await sendToAll(`${who}, slow`);
  proxy.slow(0);
  for (late of byMs) await sendToAll(`${who}, ${late} ms late`);
}

test('a process that is always late sends all the same', () => sendWhenLate('alone', [150, 500, 3_000]), 60_000);

test('and so do two that share the limits', async () => {
  engines.push(await startEngine({ databaseUrl: proxy.url, sandbox, clock }));
  await sendWhenLate('shared', [150, 3_000]);
});
