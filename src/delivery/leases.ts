import { randomUUIDv7 } from 'node:crypto';
import { Prisma } from '../database/generated/client.ts';
import type { Tx } from '../database/transaction.ts';
import type { Clock } from '../time/clock.ts';

/** A delivery as it is when it is taken: once an attempt at it has ended, `attempts` is another. */
export interface Held {
  id: string;
  /** Number of attempts that have ended. */
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

/**
 * Puts away a lease of which all attempts have ended. One with an attempt that could not be written stays until it is
 * over.
 */
export async function endLease(db: Tx, id: string): Promise<void> {
  await db.$executeRaw`
    DELETE FROM "Lease" l
    WHERE l.id = ${id}::uuid AND NOT EXISTS (
      SELECT FROM unnest(l.deliveries, l.attempts) AS held(id, attempts)
      JOIN "Delivery" d ON d.id = held.id AND d.attempts = held.attempts AND d.state::text = 'pending')`;
}

/** Work that the processes before this one were sending. */
export interface Orphans {
  leases: readonly string[];
  /** Time at which what they had under way has surely arrived, in ms of `Clock.monotonic`. */
  settledAt: number;
}

/** Finds leases whose worker died. It goes by how long it has seen them itself: clocks are set, and differ. */
export class LeaseWatch {
  readonly #clock: Clock;
  readonly #lastsMs: number;
  readonly #orphans: Orphans;
  readonly #seen = new Map<string, { until: string; since: number }>();

  /** @param lastsMs how long a lease lasts that nobody renews */
  constructor(clock: Clock, lastsMs: number, orphans: Orphans) {
    this.#clock = clock;
    this.#lastsMs = lastsMs;
    this.#orphans = orphans;
  }

  /**
   * @returns how many deliveries are up for the next worker, which looks for the message first: an attempt had begun
   */
  async requeueAbandoned(db: Tx): Promise<number> {
    const leases = await db.$queryRaw<{ id: string; until: string }[]>`SELECT id, until::text FROM "Lease"`;
    const now = this.#clock.monotonic();
    const there = new Set(leases.map(({ id }) => id));
    for (const id of this.#seen.keys()) if (!there.has(id)) this.#seen.delete(id);
    for (const { id, until } of leases)
      if (this.#seen.get(id)?.until !== until) this.#seen.set(id, { until, since: now });
    const over = leases.filter(({ id }) => this.#isOver(id, now));
    return over.length > 0 ? requeue(db, over, this.#clock.machine()) : 0;
  }

  #isOver(id: string, now: number): boolean {
    const { leases, settledAt } = this.#orphans;
    return leases.includes(id) ? now >= settledAt : now - (this.#seen.get(id)?.since ?? now) >= this.#lastsMs;
  }
}

/** @param over as they were seen: one that was renewed since is not over */
function requeue(db: Tx, over: readonly { id: string; until: string }[], machine: number): Promise<number> {
  return db.$executeRaw`
    WITH over AS (
      DELETE FROM "Lease" l USING jsonb_to_recordset(${JSON.stringify(over)}::jsonb) AS seen(id uuid, until text)
      WHERE l.id = seen.id AND l.until::text = seen.until
      RETURNING l.deliveries, l.attempts, l."takenAt"
    )
    UPDATE "Delivery" d SET attempts = d.attempts + 1, "firstTriedAt" = COALESCE(d."firstTriedAt", held."takenAt"),
      "lastTriedAt" = ${new Date(machine)}, searched = NULL
    FROM (
      SELECT held.id, held.attempts, over."takenAt"
      FROM over, unnest(over.deliveries, over.attempts) AS held(id, attempts)
    ) AS held
    WHERE d.id = held.id AND d.attempts = held.attempts AND d.state::text = 'pending'`;
}

/** @returns the leases of all processes */
export async function allLeases(db: Tx): Promise<string[]> {
  const leases = await db.lease.findMany({ select: { id: true } });
  return leases.map(({ id }) => id);
}
