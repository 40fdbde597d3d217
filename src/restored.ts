import type pg from 'pg';

/** Facts that people have to know after a restore. */
export interface Doubtful {
  /** Messages that were on their way: each is looked for before it is sent. */
  messages: number;
  /** Reminders that were due since the backup: taken as sent. */
  reminders: number;
  /** Announcements that were due since the backup: drafts again. */
  announcements: number;
}

/**
 * A backup does not know what was sent after it was made, and nothing may be sent twice. So what was on its way is
 * looked for first, and what was due since then waits for a person's decision, or is left out.
 * @param now the time of day
 */
export async function doubtWhatWasDue(session: pg.Client, now: Date): Promise<Doubtful> {
  const count = async (sql: string) => (await session.query(sql, [now])).rowCount ?? 0;
  // Whoever was to be told of a change within seconds may have been: the change itself stands on every card.
  await count(`UPDATE "Occurrence" SET "tellAt" = NULL WHERE "tellAt" <= $1`);
  // Who gave up a place just before the backup: their organiser has been told, or sees it on the card.
  await count(`UPDATE "Occurrence" SET "withdrawnSince" = NULL WHERE "withdrawnSince" <= $1`);
  return {
    messages: await count(
      `UPDATE "Delivery" SET state = 'pending', "firstTriedAt" = COALESCE("firstTriedAt", "createdAt"), "lastTriedAt" = NULL,
         searched = NULL, "wakeAt" = $1
       WHERE state = 'pending'`,
    ),
    reminders: await count(`UPDATE "Reminder" SET "doneAt" = $1 WHERE "doneAt" IS NULL AND "dueAt" <= $1`),
    announcements: await count(
      `UPDATE "Announcement" SET state = 'draft', "dueAt" = NULL
       WHERE state = 'scheduled' AND ("dueAt" IS NULL OR "dueAt" <= $1)`,
    ),
  };
}
