import { rendered } from '../../delivery/message.ts';
import { organiserReminderMessage } from '../../reminders/kinds.ts';
import { isWorthSending } from '../../reminders/rules.ts';
import { MINUTES_BEFORE } from '../../reminders/store.ts';
import { withdrawnMessage } from '../kinds.ts';
import { loadMeetup } from '../personal/messages.ts';
import { isOver } from '../rules.ts';
import { organiserReminderCard, withdrawnCard } from './card.ts';
import { whoWithdrew } from './store.ts';

/** Messages to organisers about their own meetups. */
export const organiserMessages = [
  rendered(organiserReminderMessage, async (db, occasion) => {
    const found = await loadMeetup(db, occasion);
    const { details, now } = occasion;
    if (found?.meetup.state !== 'published' || found.meetup.startsAt !== details.startsAt) return null;
    const { startsAt } = found.meetup;
    const worth = isWorthSending(details.minutesBefore, { startsAt, now, all: MINUTES_BEFORE });
    return worth ? organiserReminderCard(found.meetup, found.shown) : null;
  }),
  rendered(withdrawnMessage, async (db, occasion) => {
    const found = await loadMeetup(db, occasion);
    if (found?.meetup.state !== 'published' || isOver(found.meetup, occasion.now)) return null;
    const left = await whoWithdrew(db, occasion.subjectId, occasion.details.until);
    // They have come back meanwhile.
    return left.length === 0 ? null : withdrawnCard(found.meetup, left, found.shown);
  }),
];
