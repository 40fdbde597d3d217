import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseError } from './error.ts';
import { hasCode } from './files.ts';

/** One folder of `prisma/migrations`. */
export interface Migration {
  /** The folder's name, as `20260824120000_meetups`; migrations are applied in the order of their names. */
  name: string;
  sql: string;
  /** SHA-256 of the SQL, as Prisma keeps it in `_prisma_migrations`. */
  checksum: string;
}

/** Folder of the project's migrations. */
export const migrationsFolder = path.resolve(import.meta.dirname, '../../prisma/migrations');

/**
 * @returns the migrations of a folder in their order; none when there is no such folder
 * @throws {DatabaseError} when one has no migration.sql
 */
export async function readMigrations(folder: string): Promise<Migration[]> {
  return await Promise.all((await migrationNames(folder)).map((name) => readMigration(folder, name)));
}

async function migrationNames(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const file = path.join(folder, name, 'migration.sql');
  try {
    // A checkout on Windows may have changed the line ends, and is no edit.
    const sql = (await readFile(file, 'utf8')).replaceAll('\r\n', '\n');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) throw new DatabaseError(`The migration ${name} has no migration.sql.`, { cause });
    throw cause;
  }
}
