import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Platform } from '../../src/chat/platform.ts';
import { connect, type Database } from '../../src/database/client.ts';
import { transaction } from '../../src/database/transaction.ts';
import { type ClaimedDelivery, claimDeliveries } from '../../src/delivery/claim.ts';
import { LEASE_MS } from '../../src/delivery/deliver.ts';
import { claimCards, EDIT_LEASE_MS, finishEdit, holdCards } from '../../src/delivery/edits.ts';
import { type Attempt, type Ending, finishAttempts } from '../../src/delivery/finish.ts';
import { Finisher } from '../../src/delivery/finisher.ts';
import { LeaseWatch } from '../../src/delivery/leases.ts';
import { message } from '../../src/delivery/message.ts';
import { createOutbox, type Outbox } from '../../src/delivery/outbox.ts';
import { startQueue } from '../../src/delivery/queue.ts';
import { Room } from '../../src/delivery/room.ts';
import { FIRST_REFUSAL_PAUSE_MS, markChanged } from '../../src/delivery/store.ts';
import { sweepReminders } from '../../src/reminders/jobs.ts';
import { takeDueReminders } from '../../src/reminders/store.ts';
import { SettableClock, systemClock } from '../../src/time/clock.ts';
import { freshDatabase } from '../database/harness.ts';

const log = pino({ level: 'silent' });
const HOUR_MS = 3_600_000;
/** All that claiming asks of a platform: whom it belongs to, and that nothing limits it. */
const platform: Pick<Platform, 'name' | 'lanes' | 'unplanned'> = {
  name: 'discord',
  lanes: () => [],
  unplanned: () => [],
};

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let outbox: Outbox;
let stopQueue: () => Promise<void>;
const clock = new SettableClock();

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url);
  const boss = await startQueue(database.url, log);
  stopQueue = () => boss.stop();
  outbox = createOutbox(boss, clock);
});
afterAll(async () => {
  await stopQueue();
  await db.close();
  await database.drop();
});

async function makeSpace(): Promise<{ spaceId: string; communityId: string }> {
  const createdAt = new Date(clock.now());
  const community = await db.prisma.community.create({ data: { name: 'RÅ', createdAt } });
  const space = await db.prisma.space.create({
    data: { communityId: community.id, platform: 'discord', externalId: randomUUID(), name: 'RÅ', createdAt },
  });
  return { spaceId: space.id, communityId: community.id };
}

/** Writes deliveries to a channel. @returns their keys */
async function send(count: number, channel = '1'): Promise<string[]> {
  const { spaceId } = await makeSpace();
  const keys = Array.from({ length: count }, () => `test:${randomUUID()}`);
  const rows = keys.map((key) => ({ spaceId, kind: 'test', subjectId: randomUUID(), to: { channel }, key }));
  await transaction(db, (tx) => outbox.send(tx, rows));
  return keys;
}

async function claim(given: { room?: Room; max?: number } = {}): Promise<ClaimedDelivery[]> {
  const options = {
    platform: platform as Platform,
    by: { number: 1 },
    clock,
    leaseMs: LEASE_MS,
    max: 100,
    leewayMs: 0,
    room: new Room({ all: 512, space: 512, channel: 512 }),
    ...given,
  };
  return (await claimDeliveries(db, options)).deliveries.map(({ delivery }) => delivery);
}

const times = () => ({ now: clock.now(), machine: clock.machine() });
const sent = (message: string): Ending => ({
  state: 'sent',
  ref: { space: '1', channel: '1', message },
  fingerprint: '',
});
const stateOf = async (key: string) => (await db.prisma.delivery.findUniqueOrThrow({ where: { key } })).state;

const NO_ORPHANS = { leases: [], settledAt: 0 };

/** Watches the leases for so long. @returns how many deliveries were given up by their workers */
async function watchFor(ms: number): Promise<number> {
  let passed = 0;
  const watch = new LeaseWatch({ ...systemClock, monotonic: () => passed }, LEASE_MS, NO_ORPHANS);
  const before = await watch.requeueAbandoned(db.prisma);
  passed = ms;
  return before + (await watch.requeueAbandoned(db.prisma));
}

function attemptOf(delivery: ClaimedDelivery | undefined, ending: Ending): Attempt {
  if (!delivery) throw new Error('Nothing was claimed.');
  return { delivery, ending };
}

test('of an attempt whose lease went to somebody else nothing is written', async () => {
  const [key = ''] = await send(1);
  const [first] = await claim();
  await watchFor(LEASE_MS);
  const [second] = await claim();
  expect([first?.key, second?.key]).toEqual([key, key]);
  await finishAttempts(db, [attemptOf(first, { state: 'failed', reason: 'refused' })], times());
  expect(await stateOf(key)).toBe('pending');
  await finishAttempts(db, [attemptOf(second, sent('2'))], times());
  await finishAttempts(db, [attemptOf(first, sent('1'))], times());
  expect(await db.prisma.delivery.findUniqueOrThrow({ where: { key } })).toMatchObject({
    state: 'sent',
    sentMessage: '2',
  });
});

test('outcomes that come together are all written, though the database refuses them at first', async () => {
  const keys = await send(20);
  const claimed = await claim();
  expect(claimed).toHaveLength(keys.length);
  await db.prisma.$executeRaw`ALTER TABLE "Delivery" RENAME TO "Away"`;
  const finisher = new Finisher(
    { db, clock, log, presence: { number: 1, orphans: NO_ORPHANS }, platforms: new Map(), renderers: {} },
    () => false,
  );
  const written = Promise.all(claimed.map((delivery) => finisher.finish(attemptOf(delivery, sent(delivery.id)))));
  await db.prisma.$executeRaw`ALTER TABLE "Away" RENAME TO "Delivery"`;
  await written;
  const rows = await db.prisma.delivery.findMany({ where: { key: { in: keys } } });
  expect(rows.map(({ state }) => state)).toEqual(keys.map(() => 'sent'));
});

test('a lease lasts for as long as it is seen, wherever the time of day is set', async () => {
  const [key = ''] = await send(1);
  clock.set(clock.now() + 24 * HOUR_MS);
  expect(await claim()).toHaveLength(1);
  clock.set(clock.now() - 48 * HOUR_MS);
  expect(await watchFor(LEASE_MS - 1)).toBe(0);
  expect(await claim()).toEqual([]);
  expect(await watchFor(LEASE_MS)).toBe(1);
  expect((await claim()).map((delivery) => delivery.key)).toEqual([key]);
});

/** Writes a live card of which one change is not shown. */
async function makeStaleCard(): Promise<{ id: string; subjectId: string }> {
  const { spaceId } = await makeSpace();
  const subjectId = randomUUID();
  const { id } = await db.prisma.placement.create({
    data: { spaceId, kind: 'test', subjectId, channel: '1', message: '1', changes: 1, wakeAt: new Date(0) },
  });
  return { id, subjectId };
}

/** Takes a card up to edit it, at a time of the machine's clock (ms), if it may be edited then. */
const takeUp = (id: string, machine: number) =>
  transaction(db, async (tx) => {
    const held = await holdCards(tx, [id], machine);
    const taken = held.map((card) => ({ ...card, attempts: card.attempts + 1, takenAt: machine }));
    await claimCards(tx, taken);
    return taken;
  });

test('a card that is being edited is taken up by nobody else, and what an older attempt says is not written', async () => {
  const { id } = await makeStaleCard();
  const machine = clock.machine();
  const [first] = await takeUp(id, machine);
  if (!first) throw new Error('Nothing was taken up.');
  expect(await takeUp(id, machine + EDIT_LEASE_MS - 1)).toEqual([]);
  const [second] = await takeUp(id, machine + EDIT_LEASE_MS);
  expect(second?.unsureUntil).not.toBeNull();
  await finishEdit(db.prisma, first, { state: 'shown', fingerprint: 'old', now: clock.now(), wakeAt: machine });
  expect(await db.prisma.placement.findUniqueOrThrow({ where: { id } })).toMatchObject({ shown: 0, fingerprint: null });
});

test('a card that is refused is known as such although it changes all the time, and tried soon after each change', async () => {
  const { id, subjectId } = await makeStaleCard();
  const refusals = async () => (await db.prisma.placement.findUniqueOrThrow({ where: { id } })).refusals;
  let machine = clock.machine();
  for (const expected of [1, 2, 3, 3]) {
    const [taken] = await takeUp(id, machine);
    if (!taken) throw new Error('Nothing was taken up.');
    // Changed while the edit is under way.
    await markChanged(db.prisma, ['test'], [subjectId], machine);
    await finishEdit(db.prisma, taken, { state: 'refused', machine, pauseMs: 6 * HOUR_MS });
    expect(await refusals()).toBe(expected);
    machine += 2 * FIRST_REFUSAL_PAUSE_MS;
  }
});

test('a card that hangs there under a former name of its kind is edited with those of the new one', async () => {
  const { id, subjectId } = await makeStaleCard();
  const renamed = message('test.new', {}, { formerly: ['test'] });
  const changes = async () => (await db.prisma.placement.findUniqueOrThrow({ where: { id } })).changes;
  await transaction(db, (tx) => outbox.changed(tx, message('test.new', {}), subjectId));
  expect(await changes()).toBe(1);
  await transaction(db, (tx) => outbox.changed(tx, renamed, subjectId));
  expect(await changes()).toBe(2);
});

/** Makes a meetup to which one person goes, with a reminder that is due. @returns the occurrence's id */
async function makeReminder(): Promise<string> {
  const { spaceId, communityId } = await makeSpace();
  const createdAt = new Date(clock.now());
  const account = await db.prisma.account.create({
    data: { platform: 'discord', tenant: '', externalId: randomUUID(), createdAt, person: { create: { createdAt } } },
  });
  const meetup = await db.prisma.meetup.create({
    data: {
      ...{ communityId, spaceId, organiserId: account.id, state: 'published', title: 'Kor', place: 'Salen' },
      ...{ zone: 'Europe/Copenhagen', createdAt },
    },
  });
  const occurrence = await db.prisma.occurrence.create({
    data: { meetupId: meetup.id, communityId, startsAt: new Date(clock.now() + HOUR_MS) },
  });
  const answer = { answer: 'going' as const, place: 1, answeredAt: createdAt };
  await db.prisma.rsvp.create({
    data: { occurrenceId: occurrence.id, personId: account.personId, accountId: account.id, spaceId, ...answer },
  });
  await db.prisma.reminder.create({
    data: { occurrenceId: occurrence.id, minutesBefore: 60, dueAt: new Date(clock.now()) },
  });
  return occurrence.id;
}

test('a reminder that one process takes is taken by no other', async () => {
  const occurrenceId = await makeReminder();
  await transaction(db, async (tx) => {
    expect((await takeDueReminders(tx, clock.now())).map((one) => one.occurrenceId)).toEqual([occurrenceId]);
    expect(await transaction(db, (other) => takeDueReminders(other, clock.now()))).toEqual([]);
  });
  expect(await transaction(db, (tx) => takeDueReminders(tx, clock.now()))).toEqual([]);
});

test('a reminder that could not be written to anybody stays due, and comes once', async () => {
  const occurrenceId = await makeReminder();
  const deliveries = () => db.prisma.delivery.count({ where: { subjectId: occurrenceId } });
  await db.prisma.$executeRaw`ALTER TABLE "Delivery" RENAME TO "Away"`;
  await expect(sweepReminders({ db, outbox, clock })).rejects.toThrow();
  await db.prisma.$executeRaw`ALTER TABLE "Away" RENAME TO "Delivery"`;
  expect(await db.prisma.reminder.count({ where: { occurrenceId, doneAt: null } })).toBe(1);
  await Promise.all([sweepReminders({ db, outbox, clock }), sweepReminders({ db, outbox, clock })]);
  expect(await deliveries()).toBe(1);
  await sweepReminders({ db, outbox, clock });
  expect(await deliveries()).toBe(1);
});

test('more than a channel has room for holds up nobody behind it', async () => {
  await db.prisma.delivery.updateMany({ where: { state: 'pending' }, data: { state: 'dropped' } });
  for (const channel of ['busy', 'busy too']) await send(60, channel);
  const [other] = await send(1, 'other');
  const claimed = await claim({ room: new Room({ all: 512, space: 40, channel: 4 }), max: 32 });
  expect(claimed.map(({ channel }) => channel)).toEqual([
    ...Array.from({ length: 4 }, () => 'busy'),
    ...Array.from({ length: 4 }, () => 'busy too'),
    'other',
  ]);
  expect(claimed.at(-1)?.key).toBe(other);
});
