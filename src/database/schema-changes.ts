import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { startEmbedded } from './embedded.ts';
import { DatabaseError } from './error.ts';
import { isThere } from './files.ts';
import { migrate } from './migrate.ts';
import { migrationsFolder } from './migrations.ts';
import { differenceFrom, schemaFolder } from './schema-engine.ts';
import { createScratchDatabase } from './scratch-database.ts';

/** Folders of schema and migrations; the project's own, save in tests. */
export interface SchemaPlaces {
  schema?: string;
  migrations?: string;
  /** A server for a scratch database; without one, an embedded server runs meanwhile. */
  server?: string;
}

/**
 * @returns the SQL that the schema needs beyond what the migrations do; '' when they agree
 * @throws {DatabaseError} when a migration fails on an empty database
 */
export async function pendingSchemaChanges(places: SchemaPlaces = {}): Promise<string> {
  const { schema = schemaFolder, migrations = migrationsFolder, server } = places;
  if (server === undefined) {
    return await withTemporaryServer((url) => pendingSchemaChanges({ ...places, server: url }));
  }
  const scratch = await createScratchDatabase(server);
  try {
    await migrate(scratch.url, { folder: migrations });
    return await differenceFrom(scratch.url, schema);
  } finally {
    await scratch.drop();
  }
}

/**
 * Writes the next migration from the difference between the schema and the migrations so far.
 * @param name what it does, as `add_waiting_list`
 * @param now ms since the epoch; becomes the beginning of the folder's name (UTC)
 * @returns the new migration.sql, or null when there is no difference
 * @throws {DatabaseError} when the name is no name, or a migration so far fails
 */
export async function writeMigration(name: string, now: number, places: SchemaPlaces = {}): Promise<string | null> {
  if (!/^[a-z0-9]+([_-][a-z0-9]+)*$/.test(name)) {
    throw new DatabaseError(`"${name}" is no name for a migration: use small letters, digits and _, as add_polls.`);
  }
  const { migrations = migrationsFolder } = places;
  const sql = await pendingSchemaChanges(places);
  if (sql === '') return null;
  const instant = new Date(now).toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const folder = path.join(migrations, `${instant}_${name.replaceAll('-', '_')}`);
  await mkdir(migrations, { recursive: true });
  await writeLockFile(path.join(migrations, 'migration_lock.toml'));
  await mkdir(folder);
  const file = path.join(folder, 'migration.sql');
  await writeFile(file, sql);
  return file;
}

/** Prisma's own tools want it. */
async function writeLockFile(file: string): Promise<void> {
  if (await isThere(file)) return;
  await writeFile(file, '# Prisma reads from this which database the migrations are for.\nprovider = "postgresql"\n');
}

/** In a folder of always the same name, so that a server that outlives a killed run is taken over by the next. */
async function withTemporaryServer<T>(work: (url: string) => Promise<T>): Promise<T> {
  const checkout = createHash('sha256')
    .update(import.meta.dirname)
    .digest('hex')
    .slice(0, 12);
  const dataDir = path.join(tmpdir(), `samling-migration-${userInfo().uid}-${checkout}`);
  const server = await startEmbedded({ dataDir });
  try {
    return await work(server.url);
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true });
  }
}
