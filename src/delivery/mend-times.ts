import { Prisma } from '../database/generated/client.ts';
import type { Tx } from '../database/transaction.ts';

/** No delivery waits longer than this before it is looked at again. */
export const LONGEST_WAIT_MS = 60 * 60_000;

const DAY_MS = 24 * 60 * 60_000;
/** Largest honest distance ahead of times in rows, in ms. */
const HONEST = {
  delivery: LONGEST_WAIT_MS,
  /** Twenty in one channel, at five an hour. */
  crosspost: 5 * 60 * 60_000,
  /** The longest pause after a refusal. */
  edit: 6 * 60 * 60_000,
  /** A burst of the slowest limit is worth an hour. */
  pace: 2 * 60 * 60_000,
};
/** The same for what a process leaves behind: it is tried once more when the next one starts. */
const LEFT_BEHIND = { ...HONEST, delivery: 5 * 60_000, crosspost: 60_000 };
/** A time may be rounded, and another machine's clock be ahead. */
const MARGIN_MS = 10_000;

/**
 * Makes up for a jump of the machine's clock: what was to come so much later still does. When several processes see the
 * same jump each does this; then pauses end earlier, and messages are looked for in a longer time.
 * @param machine the new time, ms
 * @param byMs less than 0 when the clock was set back
 */
export async function mendAfterJump(db: Tx, machine: number, byMs: number): Promise<void> {
  const now = new Date(machine);
  const by = Prisma.sql`${byMs}::double precision * interval '1 millisecond'`;
  if (byMs > 0) {
    // Until when a message may have come; since when is early enough as it is.
    await db.$executeRaw`
      UPDATE "Delivery" SET "lastTriedAt" = LEAST("lastTriedAt" + ${by}, ${now})
      WHERE state = 'pending' AND "lastTriedAt" IS NOT NULL`;
    return;
  }
  await db.$executeRaw`
    UPDATE "Delivery"
    SET "wakeAt" = CASE WHEN "wakeAt" > ${now} THEN "wakeAt" + ${by} ELSE "wakeAt" END,
        "firstTriedAt" = "firstTriedAt" + ${by},
        "lastTriedAt" = CASE WHEN "lastTriedAt" > ${now} THEN "lastTriedAt" + ${by} ELSE "lastTriedAt" END
    WHERE state = 'pending' AND ("wakeAt" > ${now} OR "firstTriedAt" IS NOT NULL)`;
  await db.$executeRaw`UPDATE "Lease" SET "takenAt" = "takenAt" + ${by}`;
  // Paces that were written since are less far ahead.
  await db.$executeRaw`UPDATE "Pace" SET "nextAt" = "nextAt" + ${byMs} WHERE "nextAt" > ${machine - byMs / 2}`;
  await db.$executeRaw`UPDATE "Delivery" SET "crosspostAt" = "crosspostAt" + ${by} WHERE "crosspostAt" > ${now}`;
  await db.$executeRaw`
    UPDATE "Placement" SET "wakeAt" = "wakeAt" + ${by}, "lookAt" = "lookAt" + ${by}
    WHERE NOT gone AND ("wakeAt" > ${now} OR "lookAt" > ${now})`;
}

/**
 * Makes up for a clock that was set back while nobody looked: what is further ahead than it can honestly be is due now,
 * and what is said to have been tried later than now was tried nobody knows when.
 * @param machine ms, by the machine's clock
 * @returns how many rows there were
 */
export async function mendFarAhead(db: Tx, machine: number, honest = HONEST): Promise<number> {
  const [now, longAgo] = [new Date(machine), new Date(machine - DAY_MS)];
  const beyond = (ms: number) => new Date(machine + ms + MARGIN_MS);
  const slightly = beyond(0);
  const counts = [
    await db.$executeRaw`
      UPDATE "Delivery" SET "wakeAt" = ${now} WHERE state = 'pending' AND "wakeAt" > ${beyond(honest.delivery)}`,
    await db.$executeRaw`
      UPDATE "Delivery" SET "firstTriedAt" = ${longAgo}, "lastTriedAt" = NULL, searched = NULL
      WHERE state = 'pending' AND "firstTriedAt" > ${slightly}`,
    await db.$executeRaw`DELETE FROM "Pace" WHERE "nextAt" > ${machine + honest.pace}`,
    await db.$executeRaw`UPDATE "Lease" SET "takenAt" = ${longAgo} WHERE "takenAt" > ${slightly}`,
    await db.$executeRaw`
      UPDATE "Delivery" SET "crosspostAt" = ${now} WHERE "crosspostAt" > ${beyond(honest.crosspost)}`,
    await db.$executeRaw`UPDATE "Placement" SET "wakeAt" = ${now} WHERE NOT gone AND "wakeAt" > ${beyond(honest.edit)}`,
    await db.$executeRaw`UPDATE "Placement" SET "lookAt" = ${now} WHERE NOT gone AND "lookAt" > ${beyond(honest.edit)}`,
  ];
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * {@link mendFarAhead} for what was left behind when no process is there any more.
 * @returns how many rows there were
 */
export async function mendLeftBehind(db: Tx, machine: number): Promise<number> {
  // What nobody has taken yet waits for nothing but the limits.
  const untouched = await db.$executeRaw`
    UPDATE "Delivery" SET "wakeAt" = ${new Date(machine)}
    WHERE state = 'pending' AND attempts = 0 AND "wakeAt" > ${new Date(machine)}`;
  return untouched + (await mendFarAhead(db, machine, LEFT_BEHIND));
}
