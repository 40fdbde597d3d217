import type pg from 'pg';
import type { Feature } from '../feature.ts';
import { sweepReminders } from './jobs.ts';
import { remindersDue } from './store.ts';

/** Reminders of meetups, for those who go and for organisers. */
export const reminders: Feature = {
  name: 'reminders',
  due: (parts) => ({ steps: [{ name: 'reminders', due: remindersDue, run: () => sweepReminders(parts) }] }),
  data: { doubt: takeAsSent },
};

/** Nothing may be sent twice: what was due since the backup counts as sent. */
async function takeAsSent(session: pg.Client, now: Date) {
  const { rowCount } = await session.query(
    `UPDATE "Reminder" SET "doneAt" = $1 WHERE "doneAt" IS NULL AND "dueAt" <= $1`,
    [now],
  );
  return { reminders: rowCount ?? 0 };
}
