import { Prisma } from '../database/generated/client.ts';
import type { Tx } from '../database/transaction.ts';
import type { Condition } from '../database/which-hold.ts';

/** Times before a meetup at which those who go are reminded. */
export const MINUTES_BEFORE = [24 * 60, 60] as const;

/**
 * Plans an occurrence's reminders anew: those still ahead are written or moved, those whose time has passed are left
 * out. One that was sent already is sent again only when the occurrence moves so that it lies ahead once more.
 * @param startsAt, now ms since the epoch
 */
export async function planReminders(tx: Tx, occurrence: string, startsAt: number, now: number): Promise<void> {
  await tx.reminder.deleteMany({ where: { occurrenceId: occurrence } });
  const ahead = MINUTES_BEFORE.map((minutesBefore) => ({ minutesBefore, dueAt: startsAt - minutesBefore * 60_000 }));
  await tx.reminder.createMany({
    data: ahead
      .filter(({ dueAt }) => dueAt > now)
      .map(({ minutesBefore, dueAt }) => ({ occurrenceId: occurrence, minutesBefore, dueAt: new Date(dueAt) })),
  });
}

export async function dropReminders(tx: Tx, occurrence: string): Promise<void> {
  await tx.reminder.deleteMany({ where: { occurrenceId: occurrence } });
}

/** A reminder whose time has come. Times in ms since the epoch. */
export interface DueReminder {
  id: string;
  occurrenceId: string;
  minutesBefore: number;
  startsAt: number;
  /** People who go, by the space through which they are reached. */
  going: { accountId: string; spaceId: string }[];
  /** The organiser, unless they go. */
  organiser: { accountId: string; spaceId: string } | null;
}

/** @returns whether any reminder's time has come */
export const remindersDue = (now: number): Condition =>
  Prisma.sql`EXISTS (SELECT FROM "Reminder" WHERE "doneAt" IS NULL AND "dueAt" <= ${new Date(now)})`;

/** Takes what is due, at most 100, so that no other process does; the caller turns it into deliveries. */
export async function takeDueReminders(tx: Tx, now: number): Promise<DueReminder[]> {
  const rows = await tx.$queryRaw<(Omit<DueReminder, 'startsAt'> & { startsAt: Date })[]>`
    WITH due AS (
      SELECT id FROM "Reminder" WHERE "doneAt" IS NULL AND "dueAt" <= ${new Date(now)}
      ORDER BY "dueAt" LIMIT 100 FOR UPDATE SKIP LOCKED
    ), taken AS (
      UPDATE "Reminder" r SET "doneAt" = ${new Date(now)} FROM due WHERE r.id = due.id
      RETURNING r.id, r."occurrenceId", r."minutesBefore"
    )
    SELECT t.id, t."occurrenceId", t."minutesBefore", o."startsAt",
           COALESCE((SELECT jsonb_agg(jsonb_build_object('accountId', v."accountId", 'spaceId', v."spaceId"))
                     FROM "Rsvp" v WHERE v."occurrenceId" = o.id AND v.answer = 'going'), '[]') AS going,
           (SELECT jsonb_build_object('accountId', a.id, 'spaceId', m."spaceId")
            FROM "Account" a WHERE a.id = m."organiserId" AND NOT EXISTS (
              SELECT 1 FROM "Rsvp" v
              WHERE v."occurrenceId" = o.id AND v.answer = 'going' AND v."personId" = a."personId")) AS organiser
    FROM taken t JOIN "Occurrence" o ON o.id = t."occurrenceId" JOIN "Meetup" m ON m.id = o."meetupId"
    WHERE m.state = 'published'`;
  return rows.map((row) => ({ ...row, startsAt: row.startsAt.getTime() }));
}
