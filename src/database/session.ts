import type pg from 'pg';
import { EnduringClient } from './enduring-client.ts';
import { DatabaseError } from './error.ts';
import { hasCode } from './files.ts';

/** The oldest PostgreSQL that the bot runs on. */
const oldest = 14;
const connectWithin = 10_000;

/**
 * Opens one connection for work on the database as a whole, and closes it afterwards.
 * @param work what to do with it
 * @param options of `pg`, besides the address
 * @throws {DatabaseError} when no PostgreSQL takes the connection, or one that is too old
 */
export async function withSession<T>(
  url: string,
  work: (session: pg.Client) => Promise<T>,
  options: pg.ClientConfig = {},
): Promise<T> {
  const session = new EnduringClient({ connectionString: url, connectionTimeoutMillis: connectWithin, ...options });
  try {
    await session.connect();
  } catch (cause) {
    throw connectionProblem(session, cause);
  }
  try {
    await requireVersion(session);
    return await work(session);
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
function connectionProblem(session: pg.Client, cause: unknown): unknown {
  const place = `${session.host}:${session.port}`;
  if (hasCode(cause, 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT')) {
    return new DatabaseError(`No PostgreSQL answers at ${place}. Check DATABASE_URL, and that the server runs.`, {
      cause,
    });
  }
  if (hasCode(cause, '28P01', '28000')) {
    const message = `The PostgreSQL at ${place} refuses the user "${session.user}". Check the password in DATABASE_URL.`;
    return new DatabaseError(message, { cause });
  }
  if (hasCode(cause, '3D000')) {
    const message = `The PostgreSQL at ${place} has no database "${session.database}". Create it, or change DATABASE_URL.`;
    return new DatabaseError(message, { cause });
  }
  return cause;
}
