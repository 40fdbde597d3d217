import { z } from 'zod';
import { message } from '../delivery/message.ts';
import { reminderMessage } from '../reminders/kinds.ts';

const id = z.uuid();

/** The card of a meetup in a channel. `again`: how often it was posted anew there. */
export const cardMessage = message('meetup.card', { again: z.number().optional() });
export const promotedMessage = message('meetup.promoted', {});
/**
 * Tells of changes up to a number, which the oldest rows do not name; `from` is noted when it is sent: the number of those that its reader knew of.
 */
export const movedMessage = message('meetup.moved', { changes: z.number().optional(), from: z.number().optional() });
export const cancelledMessage = message('meetup.cancelled', {});
/** Tells the organiser of a card that did not arrive. */
export const lostCardMessage = message('meetup.lost', { delivery: id });
/** Tells the organiser that a card cannot be edited, or was deleted. */
export const staleCardMessage = message('meetup.card-stale', { placement: id });
/** Tells somebody that their answer ended, because their space and the meetup's were parted. */
export const partedMessage = message('meetup.parted', {});
/** Tells the organiser of somebody who moved up and takes no direct messages. */
export const unreachedMessage = message('meetup.unreached', { delivery: id });
/** Tells the organiser how many a cancellation or a change did not reach. */
export const missedMessage = message('meetup.missed', { about: z.enum(['cancelled', 'changed']) });

/** Tells the organiser of people who gave up their places close to the start; until when, ms since the epoch. */
export const withdrawnMessage = message('meetup.withdrawn', { until: z.number() });

const question = { question: id };
/** The reason: how the message ended that carried it. */
const lost = { why: z.enum(['failed', 'unknown', 'dropped']) };

/** A question to the organiser, its answer to whoever asked, and to each that what they wrote did not arrive. */
export const questionMessage = message('meetup.question', question);
export const answerMessage = message('meetup.question-answered', question);
export const questionLostMessage = message('meetup.question-lost', lost);
export const answerLostMessage = message('meetup.answer-lost', lost);

/** Messages to one person about their answer, which stay live in their direct messages. */
export const PERSONAL_MESSAGES = [reminderMessage, promotedMessage, movedMessage];
export const PERSONAL_KINDS: readonly string[] = PERSONAL_MESSAGES.flatMap(({ names }) => names);
