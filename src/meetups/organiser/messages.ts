import type { Renderer } from '../../delivery/deliver.ts';
import { ORGANISER_REMINDER_KIND } from '../../reminders/kinds.ts';
import { isWorthSending } from '../../reminders/rules.ts';
import { MINUTES_BEFORE } from '../../reminders/store.ts';
import { WITHDRAWN_KIND } from '../kinds.ts';
import { loadMeetup } from '../personal/messages.ts';
import { isOver } from '../rules.ts';
import { organiserReminderCard, withdrawnCard } from './card.ts';
import { whoWithdrew } from './store.ts';

/** Renderers of messages to organisers about their own meetups. */
export const organiserRenderers: Record<string, Renderer> = {
  [ORGANISER_REMINDER_KIND]: async (db, occasion) => {
    const found = await loadMeetup(db, occasion);
    const { details, now } = occasion;
    if (found?.meetup.state !== 'published' || found.meetup.startsAt !== details.startsAt) return null;
    const { startsAt } = found.meetup;
    const worth = isWorthSending(Number(details.minutesBefore ?? 0), { startsAt, now, all: MINUTES_BEFORE });
    return worth ? organiserReminderCard(found.meetup, found.shown) : null;
  },
  [WITHDRAWN_KIND]: async (db, occasion) => {
    const found = await loadMeetup(db, occasion);
    if (found?.meetup.state !== 'published' || isOver(found.meetup, occasion.now)) return null;
    const left = await whoWithdrew(db, occasion.subjectId, Number(occasion.details.until));
    // They have come back meanwhile.
    return left.length === 0 ? null : withdrawnCard(found.meetup, left, found.shown);
  },
};
