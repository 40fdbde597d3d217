import { type Lane, SendError } from '../chat/platform.ts';
import { type Tx, transaction } from '../database/transaction.ts';
import { book, lockPaces } from './booking.ts';
import type { DeliveryOptions } from './deliver.ts';
import type { Gate } from './gate.ts';
import type { Room } from './room.ts';
import { WorkPool } from './work-pool.ts';

/** While one worker is at it, no other is; one that died is followed after this time. */
const LEASE_MS = 60_000;
const PAUSE_MS = 60_000;
const AT_ONCE = { all: 20, space: 4, channel: 1 };
/** Places are given out so far ahead: until the next sweep. */
const AHEAD_MS = 1_000;

interface Waiting {
  id: string;
  platform: string;
  space: string;
  channel: string;
  message: string;
}

/**
 * Passes messages that have arrived on to the channels that follow theirs, where somebody asked for it. It never makes
 * a delivery fail: what the platform refuses stays where it is, and what it allows later is tried later.
 */
export function crosspostPool(options: DeliveryOptions, gate: Gate): WorkPool {
  return new WorkPool({
    name: 'crossposts',
    limits: AT_ONCE,
    take: async (room) => {
      const taken = await take(options, room);
      return taken.map(({ item, at }) => ({
        place: item,
        run: async () => {
          const answered = await gate.pass(lanesOf(options, item), at);
          await passOnOne(options, item).finally(() => answered?.());
        },
      }));
    },
    log: options.log,
  });
}

async function passOnOne(
  { db, clock, platforms, log }: DeliveryOptions,
  { id, platform, ...ref }: Waiting,
): Promise<void> {
  try {
    const canBeFollowed = await platforms.get(platform)?.crosspost?.(ref);
    if (canBeFollowed === false) return await transaction(db, (tx) => forgetWish(tx, id));
    await tryAgain(db.prisma, [{ id, at: null }]);
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    const { outcome } = error;
    log.info({ delivery: id, outcome }, 'not passed on');
    if (outcome.kind === 'never') return tryAgain(db.prisma, [{ id, at: null }]);
    await tryAgain(db.prisma, [{ id, at: clock.machine() + (outcome.kind === 'wait' ? outcome.forMs : PAUSE_MS) }]);
  }
}

/**
 * Takes crossposts, with their places. Whoever takes places holds the lock on them, so nobody else takes the same.
 * Those whose turn is further ahead come back then.
 */
async function take(options: DeliveryOptions, room: Pick<Room, 'free' | 'full' | 'fitting'>) {
  const wanted = { machine: options.clock.machine(), most: room.free, full: room.full() };
  if ((await due(options.db.prisma, wanted)).length === 0) return [];
  return transaction(options.db, async (tx) => {
    await lockPaces(tx);
    const { machine } = wanted;
    const wishes = room.fitting(await due(tx, wanted)).map((item) => ({ item, lanes: lanesOf(options, item) }));
    const made = await book(tx, { wishes, by: options.presence, now: machine, until: machine + AHEAD_MS });
    await tryAgain(tx, [
      ...made.go.map(({ item }) => ({ id: item.id, at: machine + LEASE_MS })),
      ...made.later.map(({ item, at }) => ({ id: item.id, at })),
    ]);
    return made.go;
  });
}

function lanesOf({ platforms }: DeliveryOptions, { platform, space, channel }: Waiting): readonly Lane[] {
  return platforms.get(platform)?.lanes('crosspost', { space, channel }) ?? [];
}

/** One of each channel, those first that have waited longest. */
function due(
  tx: Tx,
  wanted: {
    machine: number;
    most: number;
    full: { spaces: readonly string[]; channels: readonly string[] };
  },
): Promise<Waiting[]> {
  const { machine, most, full } = wanted;
  return tx.$queryRaw<Waiting[]>`
    SELECT id, platform, space, channel, message FROM (
      SELECT DISTINCT ON (d."sentChannel") d.id, d."crosspostAt", s.platform, s."externalId" AS space,
             d."sentChannel" AS channel, d."sentMessage" AS message
      FROM "Delivery" d JOIN "Space" s ON s.id = d."spaceId"
      WHERE d."crosspostAt" <= ${new Date(machine)}
        AND s."externalId" <> ALL(${full.spaces}::text[]) AND d."sentChannel" <> ALL(${full.channels}::text[])
      ORDER BY d."sentChannel", d."crosspostAt", d.id
    ) AS due
    ORDER BY "crosspostAt", id LIMIT ${most}`;
}

/**
 * Nobody can follow the channel of a message: what else waits there is not tried, and its space wishes nothing more
 * passed on, unless it has chosen another channel by now.
 */
async function forgetWish(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Space" s SET crosspost = false FROM "Delivery" d
    WHERE d.id = ${id}::uuid AND s.id = d."spaceId"
      AND COALESCE(s."announcementChannel", s."meetupChannel") = d."sentChannel"`;
  await tx.$executeRaw`
    UPDATE "Delivery" o SET "crosspostAt" = NULL FROM "Delivery" d
    WHERE d.id = ${id}::uuid AND o."spaceId" = d."spaceId" AND o."sentChannel" = d."sentChannel"
      AND o."crosspostAt" IS NOT NULL`;
}

/** @param rows when, by the machine's clock, ms; null when it is done */
async function tryAgain(db: Tx, rows: readonly { id: string; at: number | null }[]): Promise<void> {
  if (rows.length === 0) return;
  const times = rows.map(({ id, at }) => ({ id, at: at === null ? null : new Date(Math.ceil(at)) }));
  await db.$executeRaw`
    UPDATE "Delivery" d SET "crosspostAt" = row.at
    FROM jsonb_to_recordset(${JSON.stringify(times)}::jsonb) AS row(id uuid, at timestamptz)
    WHERE d.id = row.id`;
}
