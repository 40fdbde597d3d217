import { REMINDER_KIND } from '../reminders/kinds.ts';

/** Kinds of this feature's deliveries and placements; `messages.ts` renders them. */
export const CARD_KIND = 'meetup.card';
export const PROMOTED_KIND = 'meetup.promoted';
export const MOVED_KIND = 'meetup.moved';
export const CANCELLED_KIND = 'meetup.cancelled';
export const LOST_KIND = 'meetup.lost';
/** Tells the organiser that a card cannot be edited, or was deleted. */
export const STALE_KIND = 'meetup.card-stale';
/** Tells somebody that their answer ended, because their space and the meetup's were parted. */
export const PARTED_KIND = 'meetup.parted';
/** Tells the organiser of somebody who moved up and takes no direct messages. */
export const UNREACHED_KIND = 'meetup.unreached';
/** Tells the organiser how many a cancellation or a change did not reach. */
export const MISSED_KIND = 'meetup.missed';

/** Tells the organiser of people who gave up their places close to the start. */
export const WITHDRAWN_KIND = 'meetup.withdrawn';

/** A question to the organiser, its answer to whoever asked, and to each that what they wrote did not arrive. */
export const QUESTION_KIND = 'meetup.question';
export const ANSWER_KIND = 'meetup.question-answered';
export const QUESTION_LOST_KIND = 'meetup.question-lost';
export const ANSWER_LOST_KIND = 'meetup.answer-lost';

/** Messages to one person about their answer, which stay live in their direct messages. */
export const PERSONAL_KINDS: readonly string[] = [REMINDER_KIND, PROMOTED_KIND, MOVED_KIND];
