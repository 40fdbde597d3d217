import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connect, type Database } from '../../src/database/client.ts';
import { withSession } from '../../src/database/session.ts';
import { type DatabaseState, type Watch, watchDatabase } from '../../src/database/watch.ts';
import { eventually } from '../waiting.ts';
import { freshDatabase, serverUrl } from './harness.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let watch: Watch | undefined;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url);
});
afterEach(async () => {
  await watch?.stop();
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const name = () => new URL(database.url).pathname.slice(1);
const onServer = (sql: string) => withSession(serverUrl(), (session) => session.query(sql));
const reaches = (state: DatabaseState) => eventually(() => expect(watch?.state()).toBe(state));

test('notices that the database may only be read, tells whoever writes, and notices when that is over', async () => {
  const changes: DatabaseState[] = [];
  await onServer(`ALTER DATABASE "${name()}" SET default_transaction_read_only = on`);
  watch = watchDatabase(database.url, (state) => changes.push(state));
  await reaches('unwritable');
  const write = () => db.prisma.$executeRaw`CREATE TABLE never (n int)`;
  await expect(watch.whileThere(write)).rejects.toMatchObject({ outage: 'unwritable' });
  // What only reads goes on.
  expect(await watch.whileThere(() => db.prisma.network.count())).toBe(0);
  await onServer(`ALTER DATABASE "${name()}" RESET default_transaction_read_only`);
  await onServer(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name()}'`);
  await reaches('well');
  expect(changes[0]).toBe('unwritable');
  expect(changes.at(-1)).toBe('well');
});

test('takes a failed write at its word before it has tried itself', async () => {
  const changes: DatabaseState[] = [];
  watch = watchDatabase(database.url, (state) => changes.push(state));
  await reaches('well');
  const full = Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' });
  await expect(watch.whileThere(() => Promise.reject(full))).rejects.toMatchObject({ outage: 'unwritable' });
  expect(changes).toEqual(['unwritable']);
  await reaches('well');
});

test('goes without trying where it may make no temporary tables', async () => {
  await onServer(`CREATE ROLE "${name()}" LOGIN PASSWORD 'x'; REVOKE TEMPORARY ON DATABASE "${name()}" FROM PUBLIC`);
  const url = new URL(database.url);
  url.username = name();
  url.password = 'x';
  const changes: DatabaseState[] = [];
  watch = watchDatabase(url.href, (state) => changes.push(state));
  await eventually(async () => {
    const { rows } = await onServer(
      `SELECT query FROM pg_stat_activity WHERE usename = '${name()}' AND query NOT LIKE '%samling_trial%'`,
    );
    expect(rows).toHaveLength(1);
  });
  expect(changes).toEqual([]);
  await watch.stop();
  watch = undefined;
  await onServer(`DROP ROLE "${name()}"`);
});
