import type { Tx } from '../database/transaction.ts';
import { HELD } from './leases.ts';

/** @returns how many deliveries there are; "sending" are those that a worker holds a lease on */
export function countByState(db: Tx): Promise<{ state: string; priority: string; count: number }[]> {
  return db.$queryRaw<{ state: string; priority: string; count: number }[]>`
    SELECT CASE WHEN state = 'pending' AND (id, attempts) IN (${HELD}) THEN 'sending' ELSE state::text END AS state,
           priority::text AS priority, count(*)::int AS count
    FROM "Delivery" GROUP BY 1, 2`;
}

/**
 * @param machine ms, by the machine's clock
 * @returns how many deliveries are due and not taken by any worker, and since when the first of them is
 */
export async function backlogOf(db: Tx, machine: number): Promise<{ depth: number; since: Date | null }> {
  const [row] = await db.$queryRaw<[{ depth: number; since: Date | null }]>`
    SELECT count(*)::int AS depth, min("wakeAt") AS since FROM "Delivery"
    WHERE state = 'pending' AND "wakeAt" <= ${new Date(machine)} AND (id, attempts) NOT IN (${HELD})`;
  return row;
}
