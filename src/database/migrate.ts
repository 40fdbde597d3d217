import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DatabaseError } from './error.ts';
import { hasCode } from './files.ts';
import { type Migration, migrationsFolder, readMigrations } from './migrations.ts';
import { refusalOf } from './refusals.ts';
import { withSession } from './session.ts';

/** The key under which Prisma's own tools migrate, so that they and we never do at the same time. */
const migrationLock = 72_707_369;
/**
 * Longest time that another process may migrate, or hold on to a table that is to be changed, before we give up (ms).
 */
const lockWithin = 60_000;

/** Prisma's own table, as its schema engine creates it. */
const historyTable = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

/** A row of `_prisma_migrations` that has not been rolled back. */
interface Applied {
  name: string;
  checksum: string;
  finished: boolean;
}

/**
 * Brings a database up to the migrations of the project and keeps `_prisma_migrations` as Prisma does. Each migration
 * and its row are one transaction: a process that is killed half-way leaves nothing behind. (Prisma's schema engine is
 * not used for this: through a driver adapter it cuts a script at every semicolon and runs the pieces one by one.)
 * @param options.folder of migrations; another than the project's in tests
 * @param options.names only these of them; all when left out
 * @returns the names of those that were applied now
 * @throws {DatabaseError} when the database cannot be reached or does not fit the migrations, or one fails
 */
export async function migrate(
  url: string,
  { folder = migrationsFolder, names }: { folder?: string; names?: readonly string[] } = {},
): Promise<string[]> {
  const all = await readMigrations(folder);
  const newer = names?.find((name) => !all.some((one) => one.name === name));
  if (newer) throw new DatabaseError(fromNewerVersion(newer));
  const migrations = names ? all.filter(({ name }) => names.includes(name)) : all;
  return await withSession(
    url,
    async (session) => {
      if (pending(migrations, await migrationHistory(session)).length === 0) return [];
      await takeLock(session);
      // Whoever had the lock before us may have done it all.
      const todo = pending(migrations, await migrationHistory(session));
      await session.query(historyTable);
      for (const migration of todo) await apply(session, migration);
      return todo.map(({ name }) => name);
    },
    { lock_timeout: lockWithin, application_name: 'samling: migrates' },
  );
}

/** Held until the session ends. */
async function takeLock(session: pg.Client): Promise<void> {
  try {
    await session.query('SELECT pg_advisory_lock($1)', [migrationLock]);
  } catch (cause) {
    if (!hasCode(cause, '55P03')) throw cause;
    throw new DatabaseError('Another process has been migrating this database for a minute. Try again later.', {
      cause,
    });
  }
}

/** @returns what a database has had, in no order */
export async function migrationHistory(session: pg.Client): Promise<Applied[]> {
  const { rows: tables } = await session.query(`SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS there`);
  if (!tables[0].there) return [];
  const { rows } = await session.query<Applied>(
    `SELECT "migration_name" AS "name", "checksum", "finished_at" IS NOT NULL AS "finished"
     FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`,
  );
  return rows;
}

/** @throws {DatabaseError} when what was applied is not what the folder holds */
function pending(migrations: readonly Migration[], history: readonly Applied[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished } of history) {
    const migration = known.get(name);
    if (!migration) throw new DatabaseError(fromNewerVersion(name));
    if (!finished) throw new DatabaseError(unfinished(name));
    if (migration.checksum !== checksum) throw new DatabaseError(edited(name));
  }
  const applied = new Set(history.map(({ name }) => name));
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(session: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await session.query('BEGIN');
  try {
    await session.query(sql);
    await session.query(
      `INSERT INTO "_prisma_migrations"
         ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await session.query('COMMIT');
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError)) throw cause;
    await session.query('ROLLBACK');
    const refusal = refusalOf(session, cause);
    if (refusal) throw refusal;
    throw new DatabaseError(
      `The migration ${name} fails${lineOf(sql, cause)}: ${cause.message}. Nothing of it is kept.`,
      {
        cause,
      },
    );
  }
}

function lineOf(sql: string, { position }: pg.DatabaseError): string {
  return position === undefined ? '' : ` in line ${sql.slice(0, Number(position)).split('\n').length}`;
}

function fromNewerVersion(name: string): string {
  return (
    `The database has had the migration ${name}, which this version of Samling does not have. ` +
    'Start the version that made it, or a newer one.'
  );
}

function unfinished(name: string): string {
  return (
    `The migration ${name} was begun by another tool and did not finish. See what it left in the database, ` +
    'put it right, and delete its row from _prisma_migrations.'
  );
}

function edited(name: string): string {
  return (
    `The migration ${name} was changed after it had been applied to this database. ` +
    'Put its migration.sql back as it was, and write a new migration for what is to change.'
  );
}
