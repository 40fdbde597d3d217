import { setTimeout as delay, setImmediate } from 'node:timers/promises';
import pg from 'pg';
import { EnduringClient } from './enduring-client.ts';
import { type Outage, outageOf } from './failures.ts';
import { hasCode } from './files.ts';

/** Both together, and the answer to a person on its way, stay within the three seconds that the platforms allow. */
const LOOK_EVERY_MS = 500;
const PATIENCE_MS = 1_500;
/** Pause between two tries whether something can be written, in ms; while it cannot, each look tries. */
const WRITE_EVERY_MS = 10_000;

const QUESTION = `SELECT current_setting('transaction_read_only') = 'on' AS "readOnly"`;
/**
 * Writes 1 MB that is gone again at the end of its transaction, so that a disk counts as full before the last page is
 * taken. A temporary table is in no log and in no backup; this one is made once for a connection, and emptied in place.
 */
const TRIAL = `;
  CREATE TEMPORARY TABLE IF NOT EXISTS samling_trial (filler text) ON COMMIT DELETE ROWS;
  INSERT INTO samling_trial SELECT repeat('x', 1900) FROM generate_series(1, 512)`;
/**
 * Code of "permission denied": whoever owns the server may have taken the right to temporary tables away. Then only
 * failures tell.
 */
const FORBIDDEN = '42501';

export type DatabaseState = 'well' | Outage;

/**
 * The database does not answer (any more), or can write nothing. What was under way may or may not have been written.
 */
export class DatabaseOutage extends Error {
  readonly outage: Outage;

  constructor(outage: Outage, cause?: unknown) {
    super(outage === 'away' ? 'The database does not answer.' : 'The database can write nothing.', { cause });
    this.outage = outage;
  }
}

/** Knows whether the database answers, and whether it can write. */
export interface Watch {
  state(): DatabaseState;
  /**
   * Waits for work no longer than the database is there; what it does afterwards is dropped.
   * @throws {DatabaseOutage} as soon as it is known to have gone, or when the work fails because it has, or cannot
   * write
   */
  whileThere<T>(work: () => Promise<T>): Promise<T>;
  /** Waits for work, but no longer than the database is there. */
  untilAway(work: Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Asks the database something small twice a second, and lets it write something now and then, on a connection of its
 * own: when all others are busy, it is there all the same.
 * @param changed hears of each change
 */
export function watchDatabase(url: string, changed: (state: DatabaseState) => void): Watch {
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
  let state: DatabaseState = 'well';
  let mayTry = true;
  let tried = Number.NEGATIVE_INFINITY;
  void look();

  async function look(): Promise<void> {
    while (!stopped.signal.aborted) {
      // A question that hangs stays the only one: its answer says that the database is back.
      const answer = ask();
      turn((await Promise.race([answer, tooLate()])) ?? (await answerAfter(answer)));
      await delay(LOOK_EVERY_MS, undefined, { ref: false });
    }
  }

  /** It did not answer in time. */
  function answerAfter(answer: Promise<DatabaseState>): Promise<DatabaseState> {
    turn('away');
    return answer;
  }

  /** Never rejects. All that is asked goes together, since on a slow network each question takes its time. */
  async function ask(): Promise<DatabaseState> {
    const tries = mayTry && (state !== 'well' || performance.now() - tried >= WRITE_EVERY_MS);
    try {
      const [answer] = [await pool.query<{ readOnly: boolean }>(tries ? QUESTION + TRIAL : QUESTION)].flat();
      if (tries) tried = performance.now();
      return answer?.rows[0]?.readOnly ? 'unwritable' : 'well';
    } catch (error) {
      mayTry = !hasCode(error, FORBIDDEN);
      return mayTry ? (outageOf(error) ?? 'away') : state;
    }
  }

  function turn(next: DatabaseState): void {
    if (next === state || stopped.signal.aborted) return;
    if (next === 'away') gone.reject(new DatabaseOutage('away'));
    else if (state === 'away') gone = newGone();
    state = next;
    changed(state);
  }

  return {
    state: () => state,
    async whileThere(work) {
      if (state === 'away') throw new DatabaseOutage('away');
      try {
        return await Promise.race([work(), gone.promise]);
      } catch (error) {
        if (error instanceof DatabaseOutage) throw error;
        const outage = outageOf(error);
        if (outage === 'unwritable' && state === 'well') turn(outage);
        throw outage ? new DatabaseOutage(outage, error) : error;
      }
    },
    async untilAway(work) {
      if (state !== 'away') await Promise.race([work, gone.promise.catch(() => undefined)]);
    },
    async stop() {
      stopped.abort();
      await pool.end();
    },
  };
}

/**
 * Waits a little longer than is allowed. When this process was held up itself, an answer may have come that it has not
 * read yet.
 */
async function tooLate(): Promise<undefined> {
  await delay(PATIENCE_MS, undefined, { ref: false });
  await setImmediate();
  return undefined;
}

function newGone(): PromiseWithResolvers<never> {
  const gone = Promise.withResolvers<never>();
  gone.promise.catch(() => undefined);
  return gone;
}
