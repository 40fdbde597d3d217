import type { Lane, Platform, Target } from '../chat/platform.ts';
import type { Database } from '../database/client.ts';
import { type Tx, transaction } from '../database/transaction.ts';
import type { Clock } from '../time/clock.ts';
import { book, lockPaces } from './booking.ts';
import { HELD, takeLease } from './leases.ts';
import { LONGEST_WAIT_MS } from './mend-times.ts';
import { type Place, placeOf } from './places.ts';
import type { Room, Place as RoomPlace } from './room.ts';
import type { Presence } from './takeover.ts';

/** Places are given out so far ahead, in ms. What is urgent waits behind them, and no longer. */
export const AHEAD_MS = 500;
/**
 * Longest wait of a delivery in the front row, in ms: one that has to wait longer than this steps aside, so that others
 * behind it are seen.
 */
const STEP_ASIDE_MS = 1_500;

/** A delivery that this worker alone may send until its lease is over. */
export interface ClaimedDelivery {
  id: string;
  kind: string;
  subjectId: string;
  details: Record<string, string | number>;
  key: string;
  /** With this one; who claims it later has a higher number, and only theirs is written. */
  attempts: number;
  /** Number of those that tried nothing. */
  waits: number;
  /** Start of an earlier attempt that may have left the message there; null when there surely is none. */
  triedBefore: Date | null;
  firstTriedAt: Date;
  /** End of the last such attempt, as far as known. */
  triedUntil: Date | null;
  /** Point to which the message has been looked for: see `Sought`. */
  searched: string | null;
  placementId: string | null;
  /** Number of changes that the live card had when it was claimed. */
  changes: number | null;
  channel: string | null;
  crosspost: boolean;
  spaceId: string;
  platform: string;
  spaceExternalId: string;
  communityId: string;
  communityLanguage: string;
  communityZone: string;
  accountId: string | null;
  accountExternalId: string | null;
  accountLanguage: string | null;
}

type DueDelivery = Omit<ClaimedDelivery, 'firstTriedAt'>;

/** It comes as JSON: hundreds of rows of many columns are dear to read for Prisma. */
type DueRow = Omit<DueDelivery, 'triedBefore' | 'triedUntil'> & Record<'triedBefore' | 'triedUntil', string | null>;

export interface Claimed {
  /** The lease on them, to be ended when all attempts have; null when there are none. */
  lease: string | null;
  /** With when to send each. */
  deliveries: { delivery: ClaimedDelivery; place: Place }[];
  /** There is more that is due, and waits for the platform's limits alone. */
  more: boolean;
  /** Time at which the first of those that were postponed is due, by the machine's clock; Infinity when none was. */
  nextAt: number;
}

export interface ClaimOptions {
  platform: Platform;
  by: Pick<Presence, 'number'>;
  clock: Clock;
  leaseMs: number;
  /** At most so many. */
  max: number;
  /** By how much they may be late. */
  leewayMs: number;
  /** The places where there is room for more. */
  room: Pick<Room, 'full' | 'fitting'>;
  /** Nothing was due the last time: one statement tells whether anything is, before a transaction begins. */
  idle?: boolean;
}

const NOTHING: Claimed = { lease: null, deliveries: [], more: false, nextAt: Number.POSITIVE_INFINITY };

/**
 * Takes deliveries of a platform that are due, the urgent first, as many as the platform's limits let through soon.
 * What has to wait longer is postponed. Of all processes only one at a time does this.
 */
export async function claimDeliveries(db: Database, options: ClaimOptions): Promise<Claimed> {
  const { platform, by, clock, leaseMs, max, leewayMs, room, idle = false } = options;
  // Booked even when nothing is due, or it would all be counted at the moment at which something is.
  const spent = platform.unplanned();
  if (idle && spent.length === 0 && !(await isAnythingDue(db.prisma, platform.name, clock.machine()))) return NOTHING;
  return transaction(db, async (tx) => {
    await lockPaces(tx);
    const { due, more } = await fittingDeliveries(tx, { platform: platform.name, machine: clock.machine(), max, room });
    // Read as late as can be: on a busy machine all that comes before takes longer than a place can be late.
    const machine = clock.machine();
    const booked = await book(tx, {
      wishes: due.map((delivery) => ({ item: delivery, lanes: lanesOf(platform, delivery) })),
      spent,
      by,
      now: machine,
      until: machine + AHEAD_MS,
      leewayMs,
    });
    const aside = booked.later.filter(({ at }) => at > machine + STEP_ASIDE_MS);
    await stepAside(tx, aside, machine + LONGEST_WAIT_MS);
    const taken = booked.go.map(({ item }) => item);
    const lease = taken.length > 0 ? await takeLease(tx, taken, { from: machine, until: machine + leaseMs }) : null;
    const deliveries = booked.go.map((go) => ({
      delivery: { ...go.item, attempts: go.item.attempts + 1, firstTriedAt: go.item.triedBefore ?? new Date(machine) },
      place: placeOf(go, booked, leewayMs),
    }));
    const nextAt = Math.min(...aside.map(({ at }) => at), Number.POSITIVE_INFINITY);
    return { lease, deliveries, more: more || booked.later.length > aside.length, nextAt };
  });
}

export function targetOf(delivery: DueDelivery): Target {
  const space = delivery.spaceExternalId;
  if (delivery.channel !== null) return { space, channel: delivery.channel };
  if (delivery.accountExternalId !== null) return { space, account: delivery.accountExternalId };
  throw new Error(`Delivery ${delivery.id} has neither channel nor account.`);
}

/** @returns what it takes up while it is being sent; the direct messages of somebody are a channel too */
export function roomOf({ spaceId, channel, accountId }: DueDelivery): RoomPlace {
  return { space: spaceId, channel: channel ?? accountId ?? '' };
}

/** @returns which limits an attempt at it counts against */
export function lanesOf(platform: Platform, delivery: DueDelivery): readonly Lane[] {
  return platform.lanes(delivery.triedBefore ? 'look and post' : 'post', targetOf(delivery));
}

async function isAnythingDue(db: Tx, platform: string, machine: number): Promise<boolean> {
  const [row] = await db.$queryRaw<[{ any: boolean }]>`
    SELECT EXISTS (
      SELECT FROM "Delivery" d JOIN "Space" s ON s.id = d."spaceId" AND s.platform = ${platform}
      WHERE d.state = 'pending' AND d."wakeAt" <= ${new Date(machine)}) AS any`;
  return row.any;
}

/** A channel in which more is due than there is room for is passed over; so often in one claim. */
const LOOKS_MAX = 4;

/** @returns what is due that there is room for, and whether there may be more */
async function fittingDeliveries(
  tx: Tx,
  { room, ...wanted }: { platform: string; machine: number; max: number; room: ClaimOptions['room'] },
): Promise<{ due: DueDelivery[]; more: boolean }> {
  let fitting: (RoomPlace & { delivery: DueDelivery })[] = [];
  for (let looks = 1; ; looks += 1) {
    const found = await dueDeliveries(tx, { ...wanted, full: room.full(fitting), but: fitting });
    fitting = room.fitting([...fitting, ...found.map((delivery) => ({ ...roomOf(delivery), delivery }))]);
    const more = found.length === wanted.max;
    if (more && fitting.length < wanted.max && looks < LOOKS_MAX) continue;
    return { due: fitting.slice(0, wanted.max).map(({ delivery }) => delivery), more };
  }
}

/**
 * Takes what is due in the order of the index, and only then looks it up. The planner, whose statistics of what is
 * pending are always old, would read and sort all that is due, again for each claim, or compare every delivery with
 * every space; so for this transaction it is told not to.
 */
async function dueDeliveries(
  tx: Tx,
  wanted: {
    platform: string;
    machine: number;
    max: number;
    full: ReturnType<Room['full']>;
    /** Read already. */
    but: readonly { delivery: Pick<DueDelivery, 'id'> }[];
  },
): Promise<DueDelivery[]> {
  const { platform, machine, max, full, but } = wanted;
  await tx.$executeRaw`
    SELECT set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true)`;
  const [read] = await tx.$queryRaw<[{ rows: DueRow[] }]>`
    WITH due AS (
      SELECT * FROM "Delivery" d
      WHERE d.state = 'pending' AND d."wakeAt" <= ${new Date(machine)}
        AND (SELECT s.platform FROM "Space" s WHERE s.id = d."spaceId") = ${platform}
        AND d."spaceId" <> ALL(${full.spaces}::uuid[])
        AND COALESCE(d.channel, d."accountId"::text) <> ALL(${full.channels}::text[])
        AND (d.id, d.attempts) NOT IN (${HELD}) AND d.id <> ALL(${but.map(({ delivery }) => delivery.id)}::uuid[])
      ORDER BY d.priority, d."wakeAt", d.id
      LIMIT ${max}
    )
    SELECT COALESCE(json_agg(row), '[]') AS rows
    FROM (
      SELECT d.id, d.kind, d."subjectId", d.details, d.key, d.attempts, d.waits, d."firstTriedAt" AS "triedBefore",
             d."lastTriedAt" AS "triedUntil", d.searched,
             d."placementId", p.changes, d.channel, d.crosspost, d."spaceId", s.platform,
             s."externalId" AS "spaceExternalId", c.id AS "communityId", c.language AS "communityLanguage",
             c.zone AS "communityZone", d."accountId", a."externalId" AS "accountExternalId", a.language AS "accountLanguage"
      FROM due d
      JOIN "Space" s ON s.id = d."spaceId"
      JOIN "Community" c ON c.id = s."communityId"
      LEFT JOIN "Account" a ON a.id = d."accountId"
      LEFT JOIN "Placement" p ON p.id = d."placementId"
      ORDER BY d.priority, d."wakeAt", d.id
    ) AS row`;
  const dateOf = (text: string | null) => (text === null ? null : new Date(text));
  return read.rows.map((row) => ({
    ...row,
    triedBefore: dateOf(row.triedBefore),
    triedUntil: dateOf(row.triedUntil),
  }));
}

/** @param latest ms, by the machine's clock */
async function stepAside(tx: Tx, aside: readonly { item: DueDelivery; at: number }[], latest: number): Promise<void> {
  if (aside.length === 0) return;
  const rows = aside.map(({ item, at }) => ({ id: item.id, at: new Date(Math.ceil(Math.min(at, latest))) }));
  await tx.$executeRaw`
    UPDATE "Delivery" d SET "wakeAt" = row.at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row(id uuid, at timestamptz)
    WHERE d.id = row.id AND d.state::text = 'pending'`;
}
