import pg from 'pg';
import { EnduringClient } from './enduring-client.ts';
import { DatabaseError } from './error.ts';
import { addressProblem, refusalOf } from './refusals.ts';

/** The oldest PostgreSQL that the bot runs on. */
const oldest = 14;
const connectWithin = 10_000;

/**
 * Opens one connection for work on the database as a whole, and closes it afterwards.
 * @param work what to do with it
 * @param options of `pg`, besides the address
 * @throws {DatabaseError} when no PostgreSQL takes the connection, one that is too old, or one that gives too few
 * rights
 */
export async function withSession<T>(
  url: string,
  work: (session: pg.Client) => Promise<T>,
  options: pg.ClientConfig = {},
): Promise<T> {
  const session = openClient({ connectionString: url, connectionTimeoutMillis: connectWithin, ...options });
  try {
    await session.connect();
  } catch (cause) {
    throw refusalOf(session, cause) ?? cause;
  }
  try {
    await requireVersion(session);
    return await work(session);
  } catch (cause) {
    // The work may fail by itself, over a file: only what PostgreSQL says is about PostgreSQL.
    throw (cause instanceof pg.DatabaseError && refusalOf(session, cause)) || cause;
  } finally {
    await session.end();
  }
}

async function requireVersion(session: pg.Client): Promise<void> {
  const { rows } = await session.query("SELECT current_setting('server_version_num')::int / 10000 AS major");
  const { major } = rows[0];
  if (major >= oldest) return;
  throw new DatabaseError(`The server of DATABASE_URL is PostgreSQL ${major}; ${oldest} is the oldest that will do.`);
}

/** Only a server that somebody configured can be unreachable or refuse, so the sentences name DATABASE_URL. */
function openClient(config: pg.ClientConfig): pg.Client {
  try {
    return new EnduringClient(config);
  } catch (cause) {
    throw addressProblem(cause);
  }
}
