import type { Spent } from '../chat/platform.ts';
import type { Tx } from '../database/transaction.ts';
import { giveBack, type Plan, plan, type Taken, type Wish } from './pace.ts';
import { PROCESS_LOCKS, type Presence } from './takeover.ts';

/** Any number: it only has to be the same in all bot processes of one database. */
const BOOKING_LOCK = 7_266_514_602;

/** From here to the end of the transaction no other process gives out places on the lanes. */
export async function lockPaces(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${BOOKING_LOCK}::bigint)`;
}

/** A pace is ahead by a burst, by what is given out ahead with its leeway, and by what was spent without asking. */
const AHEAD_MAX_MS = 15_000;

/** A booking: what is booked, by whom and when. */
export interface Booking<T> {
  wishes: readonly Wish<T>[];
  /** Use of lanes by requests that were made without asking. */
  spent?: readonly Spent[];
  /** Use of lanes by earlier places that were missed. */
  missed?: readonly (readonly Taken[])[];
  /** The process that will use the places. */
  by: Pick<Presence, 'number'>;
  /** By the machine's clock, ms. */
  now: number;
  /** Earliest time of whatever can only be sent after this. */
  until: number;
  /** See {@link plan}; needed by a process that shares the lanes. */
  leewayMs?: number;
}

/** Places that were given out, and to whom it matters how late they are used. */
export interface Booked<T> extends Plan<T> {
  /** No other process uses the lanes: this one keeps the distances itself, however late it is. */
  alone: boolean;
}

/** Gives out places on lanes that all processes of the database share. Call {@link lockPaces} first. */
export async function book<T>(tx: Tx, { spent = [], missed = [], ...booking }: Booking<T>): Promise<Booked<T>> {
  const { by, now, until, leewayMs } = booking;
  const limited = spent.length > 0 || booking.wishes.some(({ lanes }) => lanes.length > 0);
  if (!limited) return { ...plan(booking.wishes, new Map(), now, until), alone: false };
  const alone = await isAlone(tx, by.number);
  const lanesOf = <L extends Spent>(lanes: readonly L[]) => (alone ? lanes : lanes.map(shared));
  const wishes = booking.wishes.map(({ item, lanes }) => ({ item, lanes: lanesOf(lanes) }));
  const paces = await readPaces(tx, wishes, lanesOf(spent), now);
  giveBack(missed, paces);
  for (const { key, everyMs, cost } of lanesOf(spent))
    paces.set(key, Math.max(paces.get(key) ?? now, now) + everyMs * cost);
  const made = plan(wishes, paces, now, until, alone ? 0 : leewayMs);
  await writePaces(tx, new Map([...spent.map(({ key }) => [key, paces.get(key) ?? now] as const), ...made.paces]));
  return { ...made, alone };
}

/** One further ahead than it can honestly be is of a clock that was set back since. */
async function readPaces(
  tx: Tx,
  wishes: readonly Wish<unknown>[],
  spent: readonly Spent[],
  now: number,
): Promise<Map<string, number>> {
  const longest = new Map(spent.map(({ key }) => [key, AHEAD_MAX_MS]));
  for (const { key, burst, cost, everyMs } of wishes.flatMap(({ lanes }) => lanes))
    longest.set(key, Math.max(longest.get(key) ?? 0, Math.max(burst, cost) * everyMs + AHEAD_MAX_MS));
  const rows = await tx.$queryRaw<{ key: string; nextAt: number }[]>`
    SELECT key, "nextAt" FROM "Pace" WHERE key = ANY(${[...longest.keys()]})`;
  return new Map(rows.map(({ key, nextAt }) => [key, Math.min(nextAt, now + (longest.get(key) ?? 0))]));
}

async function writePaces(tx: Tx, paces: ReadonlyMap<string, number>): Promise<void> {
  const rows = [...paces].map(([key, nextAt]) => ({ key, nextAt }));
  await tx.$executeRaw`
    INSERT INTO "Pace" (key, "nextAt")
    SELECT key, "nextAt" FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row(key text, "nextAt" double precision)
    ON CONFLICT (key) DO UPDATE SET "nextAt" = EXCLUDED."nextAt"`;
}

function shared<L extends Spent>(lane: L): L {
  return { ...lane, everyMs: lane.sharedEveryMs ?? lane.everyMs };
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

/**
 * Forgets lanes that nobody has used for a while: they are as good as new.
 * @param machine ms, by the machine's clock
 */
export async function forgetPaces(tx: Tx, machine: number): Promise<void> {
  await tx.pace.deleteMany({ where: { nextAt: { lt: machine } } });
}
