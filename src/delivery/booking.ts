import type { Spent } from '../chat/platform.ts';
import type { Tx } from '../database/transaction.ts';
import { type Plan, plan, type Wish } from './pace.ts';
import { PROCESS_LOCKS, type Presence } from './takeover.ts';

/** Any number: it only has to be the same in all bot processes of one database. */
const BOOKING_LOCK = 7_266_514_602;

/** From here to the end of the transaction no other process gives out places on the lanes. */
export async function lockPaces(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${BOOKING_LOCK}::bigint)`;
}

/**
 * Gives out places on lanes that all processes of the database share. Call {@link lockPaces} first.
 * @param from `by`: the process that will use them; times in ms
 */
export async function book<T>(
  tx: Tx,
  wanted: readonly Wish<T>[],
  taken: readonly Spent[],
  from: { by: Pick<Presence, 'number'>; now: number; until: number },
): Promise<Plan<T>> {
  const [wishes, spent] = await paced(tx, wanted, taken, from.by);
  const keys = [
    ...new Set([...wishes.flatMap(({ lanes }) => lanes.map(({ key }) => key)), ...spent.map((one) => one.key)]),
  ];
  if (keys.length === 0) return plan(wishes, new Map(), from.now, from.until);
  const rows = await tx.$queryRaw<{ key: string; nextAt: number }[]>`
    SELECT key, "nextAt" FROM "Pace" WHERE key = ANY(${keys})`;
  const paces = new Map(rows.map(({ key, nextAt }) => [key, nextAt]));
  for (const { key, everyMs, cost } of spent)
    paces.set(key, Math.max(paces.get(key) ?? from.now, from.now) + everyMs * cost);
  const made = plan(wishes, paces, from.now, from.until);
  const changed = [...new Map([...spent.map(({ key }) => [key, paces.get(key) ?? 0] as const), ...made.paces])];
  await tx.$executeRaw`
    INSERT INTO "Pace" (key, "nextAt")
    SELECT key, "nextAt" FROM jsonb_to_recordset(${JSON.stringify(changed.map(([key, nextAt]) => ({ key, nextAt })))}::jsonb)
      AS row(key text, "nextAt" double precision)
    ON CONFLICT (key) DO UPDATE SET "nextAt" = EXCLUDED."nextAt"`;
  return made;
}

/** The lanes as they are to be used, now that this process is alone or is not. */
async function paced<T>(
  tx: Tx,
  wishes: readonly Wish<T>[],
  spent: readonly Spent[],
  by: Pick<Presence, 'number'>,
): Promise<[readonly Wish<T>[], readonly Spent[]]> {
  const differ = [...spent, ...wishes.flatMap(({ lanes }) => lanes)].some(({ sharedEveryMs }) => sharedEveryMs);
  if (!differ || (await isAlone(tx, by.number))) return [wishes, spent];
  const shared = <L extends Spent>(lane: L): L => ({ ...lane, everyMs: lane.sharedEveryMs ?? lane.everyMs });
  return [wishes.map(({ item, lanes }) => ({ item, lanes: lanes.map(shared) })), spent.map(shared)];
}

/** A process that is not seen itself (its connection broke) does not take itself for alone. */
async function isAlone(tx: Tx, number: number): Promise<boolean> {
  const [seen] = await tx.$queryRaw<[{ alone: boolean | null }]>`
    SELECT bool_and(l.objid = ${number}::int) AS alone
    FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.objsubid = 2
      AND l.classid = ${PROCESS_LOCKS}::int`;
  return seen.alone === true;
}

/** Forgets lanes that nobody has used for a while: they are as good as new. */
export async function forgetPaces(tx: Tx, machine: number): Promise<void> {
  await tx.pace.deleteMany({ where: { nextAt: { lt: machine } } });
}
