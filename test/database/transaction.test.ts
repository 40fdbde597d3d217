import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connect, type Database } from '../../src/database/client.ts';
import type { ScratchDatabase } from '../../src/database/scratch-database.ts';
import { type Tx, transaction } from '../../src/database/transaction.ts';
import { emptyDatabase } from './harness.ts';

let database: ScratchDatabase;
let db: Database;

beforeAll(async () => {
  database = await emptyDatabase();
  db = connect(database.url);
  await db.prisma.$executeRaw`CREATE TABLE account (name TEXT PRIMARY KEY, balance INT)`;
});

beforeEach(async () => {
  await db.prisma.$executeRaw`TRUNCATE account`;
  await db.prisma.$executeRaw`INSERT INTO account VALUES ('a', 0), ('b', 0)`;
});

afterAll(async () => {
  await db.close();
  await database.drop();
});

const add = (tx: Tx, name: string) => tx.$executeRaw`UPDATE account SET balance = balance + 1 WHERE name = ${name}`;

async function balances(): Promise<number[]> {
  const rows = await db.prisma.$queryRaw<{ balance: number }[]>`SELECT balance FROM account ORDER BY name`;
  return rows.map(({ balance }) => balance);
}

/** @returns a function that resolves when it has been called by both of two */
function meetingOfTwo(): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let came = 0;
  return async () => {
    came += 1;
    if (came >= 2) resolve();
    await promise;
  };
}

test('keeps all or nothing', async () => {
  await transaction(db, (tx) => add(tx, 'a'));
  const failing = transaction(db, async (tx) => {
    await add(tx, 'b');
    throw new Error('changed its mind');
  });
  await expect(failing).rejects.toThrow('changed its mind');
  expect(await balances()).toEqual([1, 0]);
});

test('runs the loser of a deadlock again', async () => {
  const meet = meetingOfTwo();
  let runs = 0;
  const both = (first: string, second: string) =>
    transaction(db, async (tx) => {
      runs += 1;
      await add(tx, first);
      await meet();
      await add(tx, second);
    });
  await Promise.all([both('a', 'b'), both('b', 'a')]);
  expect(runs).toBe(3);
  expect(await balances()).toEqual([2, 2]);
});

test('runs the loser of a serialization conflict again', async () => {
  const meet = meetingOfTwo();
  const copySum = (name: string) =>
    transaction(
      db,
      async (tx) => {
        const rows = await tx.$queryRaw<{ sum: number }[]>`SELECT sum(balance)::int FROM account`;
        await meet();
        await tx.$executeRaw`UPDATE account SET balance = ${(rows[0]?.sum ?? 0) + 1} WHERE name = ${name}`;
      },
      { isolationLevel: 'Serializable' },
    );
  await Promise.all([copySum('a'), copySum('b')]);
  expect((await balances()).sort()).toEqual([1, 2]);
});

test('gives up in the end, with the conflict', async () => {
  let runs = 0;
  const losing = transaction(
    db,
    async (tx) => {
      runs += 1;
      await tx.$executeRaw`DO $$ BEGIN RAISE SQLSTATE '40001'; END $$`;
    },
    { retries: 2 },
  );
  await expect(losing).rejects.toThrow();
  expect(runs).toBe(3);
});

test('does not run again what failed for another reason', async () => {
  let runs = 0;
  const failing = transaction(db, async (tx) => {
    runs += 1;
    await tx.$executeRaw`INSERT INTO account VALUES ('a', 0)`;
  });
  await expect(failing).rejects.toThrow();
  expect(runs).toBe(1);
});
