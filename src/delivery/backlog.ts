import type { Tx } from '../database/transaction.ts';
import { HELD } from './leases.ts';

/**
 * @returns how many deliveries ever ended in each way, and how many are on their way; "sending" are those that a worker
 * holds a lease on
 */
export function countByState(db: Tx): Promise<{ state: string; priority: string; count: number }[]> {
  return db.$queryRaw<{ state: string; priority: string; count: number }[]>`
    SELECT state::text AS state, priority::text AS priority, sum(count)::float AS count
    FROM "DeliveryCount" GROUP BY 1, 2 HAVING sum(count) <> 0
    UNION ALL
    SELECT CASE WHEN (id, attempts) IN (${HELD}) THEN 'sending' ELSE 'pending' END, priority::text, count(*)::float
    FROM "Delivery" WHERE state = 'pending' GROUP BY 1, 2`;
}

/** Adds up what was counted one by one. Processes that do it at once each add up what the others have not. */
export async function addUpCounts(db: Tx): Promise<void> {
  await db.$executeRaw`
    WITH taken AS (DELETE FROM "DeliveryCount" RETURNING state, priority, count)
    INSERT INTO "DeliveryCount" (state, priority, count)
    SELECT state, priority, sum(count) FROM taken GROUP BY 1, 2 HAVING sum(count) <> 0`;
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
