import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../src/database/client.ts';
import type { ScratchDatabase } from '../../src/database/scratch-database.ts';
import { startQueue } from '../../src/delivery/queue.ts';
import { freshDatabase } from './harness.ts';

let database: ScratchDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

/** Takes a connection out of a pool and breaks it before anybody listens: an uncaught error fails the whole run. */
async function breakOnTheWay(pool: pg.Pool): Promise<void> {
  const taken = await pool.connect();
  const { rows } = await taken.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const ended = new Promise((resolve) => taken.once('end', resolve));
  const other = new pg.Client(database.url);
  await other.connect();
  await other.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await other.end();
  await ended;
  taken.release(true);
}

test('a connection that breaks while nobody listens to it ends nothing, and the next one works', async () => {
  const db = connect(database.url);
  await breakOnTheWay(db.pool);
  expect(await db.prisma.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  await db.close();
});

test('those of the queue are of the same kind', async () => {
  const boss = await startQueue(database.url, pino({ level: 'silent' }));
  const { pool } = boss.getDb() as unknown as { pool: pg.Pool };
  await breakOnTheWay(pool);
  expect(await boss.getQueues()).not.toEqual([]);
  await boss.stop({ graceful: false });
});
