import type { Database } from '../database/client.ts';
import { transaction } from '../database/transaction.ts';
import type { NewDelivery, Outbox } from '../delivery/outbox.ts';
import type { Clock } from '../time/clock.ts';
import { organiserReminderMessage, reminderMessage } from './kinds.ts';
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
        reminder.going.map((person) => {
          const key = `reminder:${reminder.occurrenceId}:${startsAt}:${minutesBefore}:${person.accountId}`;
          return reminderMessage.to(person, reminder.occurrenceId, { startsAt, minutesBefore }, { key });
        }),
      );
      await options.outbox.send(tx, toOrganiser(reminder));
    }
  });
}

/** Reminds the organiser of a meetup too, who holds no place by that. */
function toOrganiser({ organiser, occurrenceId, startsAt, minutesBefore }: DueReminder): NewDelivery[] {
  if (!organiser) return [];
  const key = `${organiserReminderMessage.kind}:${occurrenceId}:${startsAt}:${minutesBefore}`;
  return [organiserReminderMessage.to(organiser, occurrenceId, { startsAt, minutesBefore }, { key })];
}
