import type { Sandbox } from '@samling/sandbox';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { networkSeed } from '../../festival/seed.ts';
import { connect, type Database } from '../../src/database/client.ts';
import { forgetPaces } from '../../src/delivery/booking.ts';
import { LeaseWatch, renewLeases, takeLease } from '../../src/delivery/leases.ts';
import { type Clock, systemClock } from '../../src/time/clock.ts';
import { freshDatabase } from '../database/harness.ts';
import { quiet } from '../scenarios/world.ts';
import { channelsOf, type Engine, LINE, lines, SUBJECT, startEngine } from './engine.ts';

const HOUR_MS = 60 * 60_000;
const LEASE_MS = 36_000;

let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
/** By how much the machine's clock was set, and how much time has passed beside the real one, ms. */
let set = 0;
let passed = 0;
const clock: Clock = {
  ...systemClock,
  machine: () => systemClock.machine() + passed + set,
  monotonic: () => systemClock.monotonic() + passed,
};

beforeAll(async () => {
  const seed = networkSeed({ guilds: 3, teams: 1 });
  [sandbox, database] = await Promise.all([startFestival({ seed }), freshDatabase()]);
  db = connect(database.url);
});
afterAll(async () => {
  await db.close();
  await sandbox.stop();
  await database.drop();
});
beforeEach(async () => {
  set = 0;
  await db.prisma.$executeRaw`TRUNCATE "Delivery", "Lease", "Pace", "Placement" CASCADE`;
});

const start = () => startEngine({ databaseUrl: database.url, sandbox, clock });

/** One to each channel. */
const toAll = (engine: Engine, name: string) => lines(engine, channelsOf(sandbox.seed), name);

const arrived = async () => (await db.prisma.delivery.findMany()).map(({ state }) => state);

test('after a start with a clock that was set back, what lies far ahead goes out', async () => {
  const before = await start();
  const machine = clock.machine();
  const copies = toAll(before, 'left');
  await before.stop();
  const from = { kind: LINE, subjectId: SUBJECT, details: { number: 1 }, createdAt: new Date(machine) };
  const ahead = (ms: number) => new Date(machine + ms);
  for (const [index, { spaceId, key, to }] of copies.entries())
    await db.prisma.delivery.create({
      data: {
        ...from,
        spaceId,
        key,
        channel: 'channel' in to ? to.channel : '',
        // Taken never, put off for a while, and tried with an answer that was lost.
        attempts: index % 3,
        wakeAt: ahead(index % 3 === 0 ? 60_000 : 2 * HOUR_MS),
        firstTriedAt: index % 3 === 2 ? ahead(2 * HOUR_MS) : null,
        lastTriedAt: index % 3 === 2 ? ahead(2 * HOUR_MS) : null,
      },
    });
  await db.prisma.pace.deleteMany();
  const keys = copies.flatMap(({ to }) =>
    'channel' in to
      ? [`discord post ${to.channel}`, ...sandbox.seed.slack.teams.map(({ id }) => `slack ${id} ${to.channel}`)]
      : [],
  );
  for (const key of ['discord', ...sandbox.seed.slack.teams.map(({ id }) => `slack ${id}`), ...keys])
    await db.prisma.pace.create({ data: { key, nextAt: machine + 24 * HOUR_MS } });

  const after = await start();
  await quiet(db);
  expect(await arrived()).toEqual(copies.map(() => 'sent'));
  await after.stop();
});

test('while the bot runs, a clock that is set back or forward stops nothing', async () => {
  const engine = await start();
  const copies = toAll(engine, 'jumps');
  await engine.send(copies.slice(0, 2));
  await quiet(db);
  // What is paused until a time of the old clock, and what is due by it.
  await db.prisma.$transaction(async (tx) => {
    await engine.outbox.send(tx, copies.slice(2));
    await tx.delivery.updateMany({ where: { state: 'pending' }, data: { wakeAt: new Date(clock.machine() + 2_000) } });
  });
  set -= HOUR_MS;
  await quiet(db);
  await engine.send(toAll(engine, 'back'));
  await quiet(db);
  set += 3 * HOUR_MS;
  await engine.send(toAll(engine, 'forward'));
  await quiet(db);
  const states = await arrived();
  expect(states).toEqual(states.map(() => 'sent'));
  expect(states).toHaveLength(3 * copies.length);
  await engine.stop();
});

test('a lease is over when it was seen for so long, whatever the clock says', async () => {
  const engine = await start();
  const [copy] = toAll(engine, 'held');
  await engine.stop();
  if (!copy || !('channel' in copy.to)) throw new Error('No channel.');
  const { spaceId, key } = copy;
  const times = { wakeAt: new Date(0), createdAt: new Date(0) };
  const row = { spaceId, key, channel: copy.to.channel, kind: LINE, subjectId: SUBJECT, ...times };
  const { id } = await db.prisma.delivery.create({ data: row });
  const machine = clock.machine();
  const lease = await takeLease(db.prisma, [{ id, attempts: 0 }], { from: machine, until: machine + LEASE_MS });
  const requeued = (watch: LeaseWatch) => watch.requeueAbandoned(db.prisma);

  const watch = new LeaseWatch(clock, LEASE_MS, { leases: [], settledAt: 0 });
  expect(await requeued(watch)).toBe(0);
  set += HOUR_MS;
  expect(await requeued(watch), 'set forward').toBe(0);
  passed += LEASE_MS - 10_000;
  expect(await requeued(new LeaseWatch(clock, LEASE_MS, { leases: [], settledAt: 0 })), 'just come').toBe(0);
  expect(await renewLeases(db.prisma, [lease], machine + 2 * LEASE_MS)).toEqual(new Set([lease]));
  expect(await requeued(watch), 'renewed').toBe(0);
  passed += LEASE_MS - 10_000;
  expect(await requeued(watch)).toBe(0);
  set -= 2 * HOUR_MS;
  passed += 20_000;
  expect(await requeued(watch), 'set back').toBe(1);
  expect(await requeued(watch)).toBe(0);
  expect(await renewLeases(db.prisma, [lease], machine)).toEqual(new Set());

  await takeLease(db.prisma, [{ id, attempts: 1 }], { from: machine, until: machine + LEASE_MS });
  const [{ id: left } = { id: '' }] = await db.prisma.lease.findMany();
  const alone = new LeaseWatch(clock, LEASE_MS, { leases: [left], settledAt: clock.monotonic() + 5_000 });
  expect(await requeued(alone)).toBe(0);
  passed += 5_000;
  expect(await requeued(alone), 'nobody is there who could send it').toBe(1);
});

test('limits that nobody has used for a while are forgotten', async () => {
  const machine = clock.machine();
  const paces = { past: machine - 1, soon: machine + 1_000, later: machine + 20 * 60_000 };
  for (const [key, nextAt] of Object.entries(paces)) await db.prisma.pace.create({ data: { key, nextAt } });
  await forgetPaces(db.prisma, machine);
  expect((await db.prisma.pace.findMany()).map(({ key }) => key).sort()).toEqual(['later', 'soon']);
});
