import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../src/database/migrate.ts';
import { type ScratchDatabase, withDatabase } from '../../src/database/scratch-database.ts';
import { withSession } from '../../src/database/session.ts';
import { emptyDatabase, freshDatabase, serverUrl, temporaryFolder } from './harness.ts';

let database: ScratchDatabase;
let folder: string;

beforeEach(async () => {
  database = await emptyDatabase();
  folder = await temporaryFolder();
});

afterEach(async () => {
  await database.drop();
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, 'migration.sql'), sql);
}

const rows = (sql: string) => withSession(database.url, async (session) => (await session.query(sql)).rows);
const spaces = '20260801120000_spaces';
const names = '20260802120000_names';

test('applies migrations in their order, once, and keeps their checksums as Prisma does', async () => {
  await write(names, 'ALTER TABLE "Space" ADD COLUMN "name" TEXT');
  await write(spaces, 'CREATE TABLE "Space" ("id" INT)');
  expect(await migrate(database.url, { folder })).toEqual([spaces, names]);
  expect(await migrate(database.url, { folder })).toEqual([]);
  const history = await rows(
    `SELECT migration_name, checksum, applied_steps_count AS steps, finished_at >= started_at AS finished,
            logs, rolled_back_at FROM _prisma_migrations ORDER BY started_at`,
  );
  const checksum = createHash('sha256').update('CREATE TABLE "Space" ("id" INT)').digest('hex');
  expect(history).toHaveLength(2);
  expect(history[0]).toEqual({
    migration_name: spaces,
    checksum,
    steps: 1,
    finished: true,
    logs: null,
    rolled_back_at: null,
  });
});

test('applies later migrations to a database that has the earlier ones', async () => {
  await write(spaces, 'CREATE TABLE "Space" ("id" INT)');
  await migrate(database.url, { folder });
  await write(names, 'ALTER TABLE "Space" ADD COLUMN "name" TEXT');
  expect(await migrate(database.url, { folder })).toEqual([names]);
});

test('takes a script whole, with semicolons in functions, comments and texts', async () => {
  await write(
    spaces,
    `-- one; two
     CREATE TABLE "Space" ("name" TEXT DEFAULT 'a;b');
     CREATE FUNCTION shout() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN NEW.name = upper(NEW.name); RETURN NEW; END; $$;
     CREATE TRIGGER shouts BEFORE INSERT ON "Space" FOR EACH ROW EXECUTE FUNCTION shout();`,
  );
  await migrate(database.url, { folder });
  expect(await rows('INSERT INTO "Space" DEFAULT VALUES RETURNING "name"')).toEqual([{ name: 'A;B' }]);
});

test('applies each migration once when ten processes start together', async () => {
  await write(spaces, 'CREATE TABLE "Space" ("id" INT); INSERT INTO "Space" VALUES (1)');
  await write(names, 'INSERT INTO "Space" VALUES (2)');
  const applied = await Promise.all(Array.from({ length: 10 }, () => migrate(database.url, { folder })));
  expect(applied.flat()).toEqual([spaces, names]);
  expect(await rows('SELECT count(*)::int FROM "Space"')).toEqual([{ count: 2 }]);
});

test('keeps nothing of a migration that fails, says where, and takes it when it is mended', async () => {
  await write(spaces, 'CREATE TABLE "Space" ("id" INT)');
  await write(names, 'INSERT INTO "Space" VALUES (1);\n\nALTER TABLE "Spaec" ADD COLUMN "name" TEXT');
  await expect(migrate(database.url, { folder })).rejects.toThrow(
    `The migration ${names} fails: relation "Spaec" does not exist. Nothing of it is kept.`,
  );
  expect(await rows('SELECT count(*)::int FROM "Space"')).toEqual([{ count: 0 }]);
  await write(names, 'ALTER TABLE "Space" ADD COLUMN "name" TEXT');
  expect(await migrate(database.url, { folder })).toEqual([names]);
});

test('says in which line a migration is no SQL', async () => {
  await write(spaces, 'CREATE TABLE "Space" ("id" INT);\n\nCREATE TABEL "Meetup" ()');
  await expect(migrate(database.url, { folder })).rejects.toThrow(`${spaces} fails in line 3: syntax error at or near`);
});

test('refuses a database when one of its migrations was changed afterwards', async () => {
  await write(spaces, 'CREATE TABLE "Space" ("id" INT)');
  await migrate(database.url, { folder });
  await write(spaces, 'CREATE TABLE "Space" ("id" BIGINT)');
  await expect(migrate(database.url, { folder })).rejects.toThrow(`${spaces} was changed after it had been applied`);
});

test('takes no offence at the line ends of a checkout on Windows', async () => {
  await write(spaces, 'CREATE TABLE "Space" (\n"id" INT)');
  await migrate(database.url, { folder });
  await write(spaces, 'CREATE TABLE "Space" (\r\n"id" INT)');
  expect(await migrate(database.url, { folder })).toEqual([]);
});

test('refuses a database that a newer version of the bot has used', async () => {
  await write(spaces, 'CREATE TABLE "Space" ("id" INT)');
  await write(names, 'ALTER TABLE "Space" ADD COLUMN "name" TEXT');
  await migrate(database.url, { folder });
  await rm(path.join(folder, names), { recursive: true });
  await expect(migrate(database.url, { folder })).rejects.toThrow(
    `${names}, which this version of Samling does not have`,
  );
});

test('refuses a database in which another tool left a migration unfinished', async () => {
  await write(spaces, 'CREATE TABLE "Space" ("id" INT)');
  await migrate(database.url, { folder });
  await rows('UPDATE _prisma_migrations SET finished_at = NULL');
  await expect(migrate(database.url, { folder })).rejects.toThrow(
    `${spaces} was begun by another tool and did not finish`,
  );
  await rows('UPDATE _prisma_migrations SET rolled_back_at = now(); DROP TABLE "Space"');
  expect(await migrate(database.url, { folder })).toEqual([spaces]);
});

test('says what is wrong with the address of a database', async () => {
  const url = new URL(serverUrl());
  await expect(migrate(withDatabase(url.href, 'nowhere'))).rejects.toThrow(
    /has no database "nowhere"\. .*DATABASE_URL/,
  );
  const refused = new URL(url);
  refused.password = 'guessed';
  await expect(migrate(refused.href)).rejects.toThrow(/refuses the user "samling"\. .*DATABASE_URL/);
  await expect(migrate('postgresql://localhost:1/samling')).rejects.toThrow(
    'No PostgreSQL answers at localhost:1. Check DATABASE_URL, and that the server runs.',
  );
});

test('gives each test file a migrated database of its own', async () => {
  const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
  await withSession(one.url, (session) => session.query('CREATE TABLE mine ()'));
  await expect(withSession(other.url, (session) => session.query('SELECT FROM mine'))).rejects.toThrow(
    'does not exist',
  );
  expect(await migrate(one.url)).toEqual([]);
  await Promise.all([one.drop(), other.drop()]);
});
