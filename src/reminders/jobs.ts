import type { Database } from '../database/client.ts';
import { transaction } from '../database/transaction.ts';
import type { NewDelivery, Outbox } from '../delivery/outbox.ts';
import type { Clock } from '../time/clock.ts';
import { ORGANISER_REMINDER_KIND, REMINDER_KIND } from './kinds.ts';
import { isWorthSending } from './rules.ts';
import { type DueReminder, MINUTES_BEFORE, takeDueReminders } from './store.ts';

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
      await options.outbox.send(tx, toOrganiser(reminder));
    }
  });
}

/** Reminds the organiser of a meetup too, who holds no place by that. */
function toOrganiser({ organiser, occurrenceId, startsAt, minutesBefore }: DueReminder): NewDelivery[] {
  if (!organiser) return [];
  const { accountId, spaceId } = organiser;
  return [
    {
      spaceId,
      kind: ORGANISER_REMINDER_KIND,
      subjectId: occurrenceId,
      details: { startsAt, minutesBefore },
      to: { accountId },
      key: `${ORGANISER_REMINDER_KIND}:${occurrenceId}:${startsAt}:${minutesBefore}`,
    },
  ];
}
