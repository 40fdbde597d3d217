import type { Lane } from '../chat/platform.ts';
import type { Tx } from '../database/transaction.ts';
import { type Plan, plan, type Wish } from './pace.ts';

/** Any number: it only has to be the same in all bot processes of one database. */
const BOOKING_LOCK = 7_266_514_602;

/** From here to the end of the transaction no other process gives out places on the lanes. */
export async function lockPaces(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${BOOKING_LOCK}::bigint)`;
}

/**
 * Gives out places on lanes that all processes of the database share. Call {@link lockPaces} first.
 * @param spent what was taken from lanes without asking
 */
export async function book<T>(
  tx: Tx,
  wishes: readonly Wish<T>[],
  spent: readonly Pick<Lane, 'key' | 'everyMs' | 'cost'>[],
  times: { now: number; until: number },
): Promise<Plan<T>> {
  const keys = [
    ...new Set([...wishes.flatMap(({ lanes }) => lanes.map(({ key }) => key)), ...spent.map((one) => one.key)]),
  ];
  if (keys.length === 0) return plan(wishes, new Map(), times.now, times.until);
  const rows = await tx.$queryRaw<{ key: string; nextAt: number }[]>`
    SELECT key, "nextAt" FROM "Pace" WHERE key = ANY(${keys})`;
  const paces = new Map(rows.map(({ key, nextAt }) => [key, nextAt]));
  for (const { key, everyMs, cost } of spent)
    paces.set(key, Math.max(paces.get(key) ?? times.now, times.now) + everyMs * cost);
  const made = plan(wishes, paces, times.now, times.until);
  const changed = [...new Map([...spent.map(({ key }) => [key, paces.get(key) ?? 0] as const), ...made.paces])];
  await tx.$executeRaw`
    INSERT INTO "Pace" (key, "nextAt")
    SELECT key, "nextAt" FROM jsonb_to_recordset(${JSON.stringify(changed.map(([key, nextAt]) => ({ key, nextAt })))}::jsonb)
      AS row(key text, "nextAt" double precision)
    ON CONFLICT (key) DO UPDATE SET "nextAt" = EXCLUDED."nextAt"`;
  return made;
}

/** Forgets lanes that nobody has used for a while: they are as good as new. */
export async function forgetPaces(tx: Tx, machine: number): Promise<void> {
  await tx.pace.deleteMany({ where: { nextAt: { lt: machine } } });
}
