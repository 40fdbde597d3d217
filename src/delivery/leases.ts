import { randomUUIDv7 } from 'node:crypto';
import { Prisma } from '../database/generated/client.ts';
import type { Tx } from '../database/transaction.ts';

/** A delivery as it is when it is taken: once an attempt at it has ended, `attempts` is another. */
export interface Held {
  id: string;
  /** How many attempts at it have ended. */
  attempts: number;
}

/** Id and attempts of all that somebody is sending. */
export const HELD = Prisma.sql`
  SELECT held.id, held.attempts FROM "Lease" l, unnest(l.deliveries, l.attempts) AS held(id, attempts)`;

/**
 * From the commit on nobody else takes these deliveries, until each attempt has ended or the lease is over.
 * @param times ms, by the machine's clock
 * @returns the lease's id
 */
export async function takeLease(
  tx: Tx,
  deliveries: readonly Held[],
  times: { from: number; until: number },
): Promise<string> {
  const id = randomUUIDv7();
  const ids = deliveries.map((delivery) => delivery.id);
  const attempts = deliveries.map((delivery) => delivery.attempts);
  await tx.$executeRaw`
    INSERT INTO "Lease" (id, deliveries, attempts, "takenAt", until)
    VALUES (${id}::uuid, ${ids}::uuid[], ${attempts}::int[], ${new Date(times.from)}, ${new Date(times.until)})`;
  return id;
}

/**
 * Leases that are still held last longer.
 * @param until ms, by the machine's clock
 * @returns those that were; the others are over, and what they held went to somebody else
 */
export async function renewLeases(tx: Tx, ids: readonly string[], until: number): Promise<Set<string>> {
  const renewed = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "Lease" SET until = ${new Date(until)} WHERE id = ANY(${ids}::uuid[]) RETURNING id`;
  return new Set(renewed.map(({ id }) => id));
}

/** Puts away a lease of which all attempts have ended. One with an attempt that could not be written stays until it is over. */
export async function endLease(db: Tx, id: string): Promise<void> {
  await db.$executeRaw`
    DELETE FROM "Lease" l
    WHERE l.id = ${id}::uuid AND NOT EXISTS (
      SELECT FROM unnest(l.deliveries, l.attempts) AS held(id, attempts)
      JOIN "Delivery" d ON d.id = held.id AND d.attempts = held.attempts AND d.state::text = 'pending')`;
}

/**
 * Deliveries whose worker died are up for the next one, which looks for the message first: an attempt had begun.
 * @param machine ms, by the machine's clock
 * @returns how many
 */
export function requeueAbandoned(tx: Tx, machine: number): Promise<number> {
  return tx.$executeRaw`
    WITH over AS (DELETE FROM "Lease" WHERE until <= ${new Date(machine)} RETURNING deliveries, attempts, "takenAt")
    UPDATE "Delivery" d SET attempts = d.attempts + 1, "firstTriedAt" = COALESCE(d."firstTriedAt", held."takenAt"),
      "lastTriedAt" = ${new Date(machine)}, searched = NULL
    FROM (
      SELECT held.id, held.attempts, over."takenAt"
      FROM over, unnest(over.deliveries, over.attempts) AS held(id, attempts)
    ) AS held
    WHERE d.id = held.id AND d.attempts = held.attempts AND d.state::text = 'pending'`;
}

/** Ends the leases of workers that are gone. @param until when what they had under way may be looked at, ms */
export async function shortenLeases(db: Tx, until: number): Promise<void> {
  const end = new Date(until);
  await db.lease.updateMany({ where: { until: { gt: end } }, data: { until: end } });
}
