import type { Database } from '../database/client.ts';
import { transaction } from '../database/transaction.ts';
import type { Outbox } from '../delivery/outbox.ts';
import type { Clock } from '../time/clock.ts';
import { REMINDER_KIND } from './kinds.ts';
import { isWorthSending } from './rules.ts';
import { MINUTES_BEFORE, takeDueReminders } from './store.ts';

/** Turns the reminders that are due into deliveries, in one transaction. Part of the sweep. */
export async function sweepReminders(options: { db: Database; outbox: Outbox; clock: Clock }): Promise<void> {
  const now = options.clock.now();
  await transaction(options.db, async (tx) => {
    for (const reminder of await takeDueReminders(tx, now)) {
      const { startsAt, minutesBefore } = reminder;
      if (!isWorthSending(minutesBefore, { startsAt, now, all: MINUTES_BEFORE })) continue;
      await options.outbox.place(
        tx,
        reminder.going.map(({ accountId, spaceId }) => ({
          spaceId,
          kind: REMINDER_KIND,
          subjectId: reminder.occurrenceId,
          details: { startsAt, minutesBefore },
          to: { accountId },
          key: `reminder:${reminder.occurrenceId}:${startsAt}:${minutesBefore}:${accountId}`,
        })),
      );
    }
  });
}
