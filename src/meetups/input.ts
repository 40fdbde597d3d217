import { z } from 'zod';
import { field } from '../chat/input.ts';
import { readChangedMoment, readMoment } from '../chat/moment.ts';
import { UserError } from '../chat/user-error.ts';
import type { Context } from '../communities/context.ts';
import { parseDuration } from '../time/when/parse-duration.ts';
import { factFields } from './facts/input.ts';
import type { MeetupDetails } from './store.ts';

/** Fits a heading on both platforms. */
const TITLE_MAX = 100;
const PLACE_MAX = 200;
const REASON_MAX = 200;
const DESCRIPTION_MAX = 1000;
const CAPACITY_MAX = 10_000;

/** Fields of a meetup, each way of saying it once. */
export const meetupFields = {
  title: field.line(TITLE_MAX),
  when: field.moment(),
  where: field.line(PLACE_MAX),
  description: field.paragraph(DESCRIPTION_MAX),
  duration: field.line(50),
  capacity: field.integer(1, CAPACITY_MAX),
};

/** Input for a cancellation: its reason, where its organiser wants to say so. */
export const reasonInput = z.object({ reason: field.line(REASON_MAX).optional() });

/** Fields that a form asks of a meetup; how long it lasts can be said with the time. */
export const formFields = ['title', 'when', 'where', 'description', 'capacity'] as const;

export const createInput = z.object({
  title: meetupFields.title,
  when: meetupFields.when,
  where: meetupFields.where,
  description: meetupFields.description.optional(),
  duration: meetupFields.duration.optional(),
  capacity: meetupFields.capacity.optional(),
  ...factFields,
});

type MeetupTimes = Pick<MeetupDetails, 'startsAt' | 'endsAt'>;

/**
 * Reads start and end.
 * @param words the moment in free words; undefined leaves the start as it was
 * @param before the times so far: what the words leave out stays, and a new start without an end keeps the length
 * @throws {UserError} about "when" or "duration", saying what was understood and what to write instead
 */
export function readTimes(
  context: Context,
  words: string | undefined,
  duration: string | undefined,
  before?: MeetupTimes,
): MeetupTimes {
  const length = before?.endsAt ? before.endsAt - before.startsAt : null;
  const read = words === undefined ? null : readWhen(context, words, before);
  const startsAt = read?.start ?? before?.startsAt;
  if (startsAt === undefined) throw new Error('A meetup without a start.');
  if (duration !== undefined) return { startsAt, endsAt: startsAt + readDuration(duration) };
  return { startsAt, endsAt: read?.end ?? (length === null ? null : startsAt + length) };
}

function readWhen(context: Context, words: string, before: MeetupTimes | undefined) {
  if (!before) return readMoment(context, words, 'when');
  return readChangedMoment(context, words, { start: before.startsAt, end: before.endsAt }, 'when');
}

/** @returns ms @throws {UserError} about "duration" */
export function readDuration(words: string): number {
  const parsed = parseDuration(words);
  if (!parsed.ok) throw new UserError('duration-unclear', { typed: words }, 'duration');
  return parsed.minutes * 60_000;
}
