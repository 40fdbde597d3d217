import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Database } from '../../src/database/client.ts';
import { transaction } from '../../src/database/transaction.ts';
import { book, lockPaces } from '../../src/delivery/booking.ts';
import { comeIn, type Presence } from '../../src/delivery/takeover.ts';
import { systemClock } from '../../src/time/clock.ts';
import { freshDatabase } from '../database/harness.ts';
import { eventually } from '../waiting.ts';

const LANE = { key: 'lane', burst: 1, everyMs: 10, sharedEveryMs: 15, cost: 1 };

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const enter = () => comeIn(database.url, db, systemClock, pino({ level: 'silent' }));

async function places(by: Pick<Presence, 'number'>): Promise<number[]> {
  const { go } = await transaction(db, async (tx) => {
    await lockPaces(tx);
    await tx.pace.deleteMany();
    const wishes = [1, 2, 3].map((item) => ({ item, lanes: [LANE] }));
    return book(tx, { wishes, by, now: 1_000, until: 2_000 });
  });
  return go.map(({ at }) => at);
}

test('a process takes more time for as many requests while another one is there', async () => {
  const first = await enter();
  expect(await places(first)).toEqual([1_000, 1_010, 1_020]);

  const second = await enter();
  expect(await places(first)).toEqual([1_000, 1_015, 1_030]);
  expect(await places(second)).toEqual([1_000, 1_015, 1_030]);

  await second.leave();
  // The server sees only a moment later that it has gone.
  await eventually(async () => expect(await places(first)).toEqual([1_000, 1_010, 1_020]));
  expect(await places(second), 'one that is not seen').toEqual([1_000, 1_015, 1_030]);
  await first.leave();
});

test('a limit that is further ahead than it can be holds up nobody for long', async () => {
  const alone = await enter();
  const slow = { key: 'slow', burst: 3, everyMs: 1_000, cost: 1 };
  const [now, set] = [5_000_000, 30 * 60_000];
  const { go, later } = await transaction(db, async (tx) => {
    await lockPaces(tx);
    for (const key of ['lane', 'slow'])
      await tx.pace.upsert({ where: { key }, create: { key, nextAt: now + set }, update: { nextAt: now + set } });
    const wishes = [LANE, slow].map((lane) => ({ item: lane.key, lanes: [lane] }));
    return book(tx, { wishes, by: alone, now, until: now + 60_000 });
  });
  expect(later).toEqual([]);
  expect(go.map(({ item, at }) => [item, at - now])).toEqual([
    ['lane', 15_010],
    ['slow', 16_000],
  ]);
  await alone.leave();
});
