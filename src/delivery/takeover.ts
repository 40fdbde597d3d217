import pg from 'pg';
import type { Logger } from 'pino';
import type { Database } from '../database/client.ts';
import type { Clock } from '../time/clock.ts';
import { releaseLeases } from './store.ts';

/** Any number: it only has to be the same in all bot processes of one database. */
const PRESENCE_LOCK = 7_266_514_601;
/** What a killed process had under way may still reach the platform; nobody looks for it earlier. In ms. */
const SETTLE_MS = 5_000;

/** That this process is there, for others to see. */
export interface Presence {
  leave(): Promise<void>;
}

/**
 * Shows the other bot processes of this database that this one is there, by a lock that dies with it. Whoever comes
 * when nobody else is there takes over at once what a killed process was sending, instead of waiting for the leases.
 */
export async function comeIn(url: string, db: Database, clock: Clock, log: Logger): Promise<Presence> {
  const session = new pg.Client({ connectionString: url, application_name: 'samling-presence', keepAlive: true });
  session.on('error', (error) => log.warn({ err: error }, 'presence lost; leases are waited for'));
  await session.connect();
  const { rows } = await session.query('SELECT pg_try_advisory_lock($1) AS alone', [PRESENCE_LOCK]);
  const alone: boolean = rows[0].alone;
  if (alone) await releaseLeases(db.prisma, clock.machine() + SETTLE_MS);
  await session.query('SELECT pg_advisory_lock_shared($1)', [PRESENCE_LOCK]);
  if (alone) await session.query('SELECT pg_advisory_unlock($1)', [PRESENCE_LOCK]);
  return { leave: () => session.end() };
}
