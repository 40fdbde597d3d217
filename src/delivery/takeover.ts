import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Database } from '../database/client.ts';
import { EnduringClient } from '../database/enduring-client.ts';
import type { Clock } from '../time/clock.ts';
import { allLeases, type Orphans } from './leases.ts';
import { mendLeftBehind } from './mend-times.ts';
import { releasePlacements } from './store.ts';

/** Any number: it only has to be the same in all bot processes of one database. */
const PRESENCE_LOCK = 7_266_514_601;
/** First half of the lock by which one process is known; the second is its number. */
export const PROCESS_LOCKS = 726_651;
/** Time in which requests of a killed process may still reach the platform; nobody looks for it earlier. In ms. */
const SETTLE_MS = 5_000;
const RECONNECT_MS = 1_000;
const CONNECT_WITHIN_MS = 10_000;

/** Sign that this process is there, for others to see. */
export interface Presence {
  /** As long as this process is there, it holds the shared lock (PROCESS_LOCKS, number). */
  number: number;
  /** The orphans that it takes over. */
  orphans: Orphans;
  leave(): Promise<void>;
}

/**
 * Shows the other bot processes of this database that this one is there, by a lock that dies with it. Whoever comes
 * when nobody else is there takes over at once what a killed process was sending, instead of waiting for the leases.
 */
export async function comeIn(url: string, db: Database, clock: Clock, log: Logger): Promise<Presence> {
  const session = await open(url);
  const { rows } = await session.query('SELECT pg_try_advisory_lock($1) AS alone', [PRESENCE_LOCK]);
  const alone: boolean = rows[0].alone;
  const orphans = { leases: alone ? await takeOver(db, clock, log) : [], settledAt: clock.monotonic() + SETTLE_MS };
  const number = randomInt(1, 2 ** 31);
  await show(session, number);
  if (alone) await session.query('SELECT pg_advisory_unlock($1)', [PRESENCE_LOCK]);
  return { orphans, ...stay(session, { url, number, log }) };
}

/** Runs when nobody else is there, and nobody comes meanwhile. @returns the leases of those that were */
async function takeOver(db: Database, clock: Clock, log: Logger): Promise<string[]> {
  await releasePlacements(db.prisma, clock.machine() + SETTLE_MS);
  const rows = await mendLeftBehind(db.prisma, clock.machine());
  if (rows > 0) log.warn({ rows }, 'times that were too far ahead are due now: was the clock set back?');
  return allLeases(db.prisma);
}

async function show(session: pg.Client, number: number): Promise<void> {
  await session.query('SELECT pg_advisory_lock_shared($1), pg_advisory_lock_shared($2, $3)', [
    PRESENCE_LOCK,
    PROCESS_LOCKS,
    number,
  ]);
}

/** The lock is taken again whenever the connection broke. */
function stay(
  first: pg.Client,
  { url, number, log }: { url: string; number: number; log: Logger },
): Omit<Presence, 'orphans'> {
  const left = new AbortController();
  let session: pg.Client | null = first;
  void keep();

  async function keep(): Promise<void> {
    while (!left.signal.aborted) {
      try {
        session ??= await open(url);
        await show(session, number);
        await ended(session);
        if (!left.signal.aborted) log.warn('presence lost, until the database is back');
      } catch (error) {
        log.warn({ err: error }, 'presence not shown');
      }
      session = null;
      await delay(RECONNECT_MS, undefined, { ref: false });
    }
  }

  return {
    number,
    async leave() {
      left.abort();
      await session?.end();
    },
  };
}

async function open(url: string): Promise<pg.Client> {
  const session = new EnduringClient({
    connectionString: url,
    application_name: 'samling-presence',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
  });
  await session.connect();
  return session;
}

function ended(session: pg.Client): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  session.once('end', () => resolve());
  return promise;
}
