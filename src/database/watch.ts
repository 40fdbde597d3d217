import { setTimeout as delay, setImmediate } from 'node:timers/promises';
import pg from 'pg';
import { EnduringClient } from './enduring-client.ts';

/** Both together, and the answer to a person on its way, stay within the three seconds that the platforms allow. */
const LOOK_EVERY_MS = 500;
const PATIENCE_MS = 1_500;

/** PostgreSQL's and the network's codes for a database that is not there for us, as they stand in errors. */
const AWAY =
  /\b(?:53300|57P0[1-5]|08\d{3}|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|P1001|P1002|P1008|P1017|P2024|P2028)\b|Connection terminated|timeout exceeded when trying to connect|too many clients|Server has closed the connection|Query read timeout/;

/** The database does not answer (any more). What was under way may or may not have been written. */
export class DatabaseAway extends Error {
  constructor(cause?: unknown) {
    super('The database does not answer.', { cause });
  }
}

/** Knows whether the database answers. */
export interface Watch {
  away(): boolean;
  /**
   * Waits for work no longer than the database is there; what it does afterwards is dropped.
   * @throws {DatabaseAway} as soon as it is known to have gone, or when the work fails for that reason
   */
  whileThere<T>(work: () => Promise<T>): Promise<T>;
  /** Waits for work, but no longer than the database is there. */
  untilAway(work: Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Asks the database something small twice a second, on a connection of its own: when all others are busy, it is there
 * all the same.
 * @param changed hears of it when it goes and when it is back
 */
export function watchDatabase(url: string, changed: (away: boolean) => void): Watch {
  const pool = new pg.Pool({
    Client: EnduringClient,
    connectionString: url,
    max: 1,
    application_name: 'samling-watch',
    connectionTimeoutMillis: PATIENCE_MS,
    keepAlive: true,
  });
  // The next question opens another connection.
  pool.on('error', () => undefined);
  const stopped = new AbortController();
  let gone: PromiseWithResolvers<never> = newGone();
  let away = false;
  void look();

  async function look(): Promise<void> {
    while (!stopped.signal.aborted) {
      // A question that hangs stays the only one: its answer says that the database is back.
      const answer = pool.query('SELECT 1').then(
        () => true,
        () => false,
      );
      const there = await Promise.race([answer, tooLate()]);
      if (there === away) turn(!there);
      if (!there && (await answer)) turn(false);
      await delay(LOOK_EVERY_MS, undefined, { ref: false });
    }
  }

  function turn(isAway: boolean): void {
    if (isAway === away || stopped.signal.aborted) return;
    away = isAway;
    if (away) gone.reject(new DatabaseAway());
    else gone = newGone();
    changed(away);
  }

  return {
    away: () => away,
    async whileThere(work) {
      if (away) throw new DatabaseAway();
      try {
        return await Promise.race([work(), gone.promise]);
      } catch (error) {
        throw isAway(error) ? new DatabaseAway(error) : error;
      }
    },
    async untilAway(work) {
      if (!away) await Promise.race([work, gone.promise.catch(() => undefined)]);
    },
    async stop() {
      stopped.abort();
      await pool.end();
    },
  };
}

/** When this process was held up itself, an answer may have come that it has not read yet. */
async function tooLate(): Promise<false> {
  await delay(PATIENCE_MS, undefined, { ref: false });
  await setImmediate();
  return false;
}

function newGone(): PromiseWithResolvers<never> {
  const gone = Promise.withResolvers<never>();
  gone.promise.catch(() => undefined);
  return gone;
}

/** @returns whether something failed because there was no database to do it */
export function isAway(error: unknown): boolean {
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if (inner instanceof DatabaseAway) return true;
    const code = 'code' in inner ? String(inner.code) : '';
    if (AWAY.test(`${code} ${inner.message}`)) return true;
  }
  return false;
}
