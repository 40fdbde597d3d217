import { randomBytes } from 'node:crypto';
import { withSession } from './session.ts';

/** A database that somebody made for a while. */
export interface ScratchDatabase {
  url: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * Makes a database for a while.
 * @param server a connection string to any database of a server on which the user may create databases
 * @param template the name of a database to copy, to which nobody may be connected
 */
export async function createScratchDatabase(server: string, template?: string): Promise<ScratchDatabase> {
  const name = `scratch_${randomBytes(8).toString('hex')}`;
  const copy = template === undefined ? '' : ` TEMPLATE "${template}"`;
  await withSession(server, (session) => session.query(`CREATE DATABASE "${name}"${copy}`));
  return {
    url: withDatabase(server, name),
    async drop() {
      await withSession(server, (session) => session.query(`DROP DATABASE "${name}" WITH (FORCE)`));
    },
  };
}

/** @returns a connection string to another database of the same server */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
