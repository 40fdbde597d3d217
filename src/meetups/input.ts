import { z } from 'zod';
import { field } from '../chat/input.ts';
import { readMoment } from '../chat/moment.ts';
import { UserError } from '../chat/user-error.ts';
import type { Context } from '../communities/context.ts';
import { parseDuration } from '../time/when/parse-duration.ts';
import { findMeetup, type Meetup, type MeetupDetails, upcoming } from './store.ts';

/** Fits a heading on both platforms. */
const TITLE_MAX = 100;
const PLACE_MAX = 200;
const DESCRIPTION_MAX = 1000;
const CAPACITY_MAX = 10_000;
const SEARCHED_MAX = 200;
const OFFERED_MAX = 25;

/** What one says of a meetup, each way of saying it once. */
export const meetupFields = {
  title: field.line(TITLE_MAX),
  when: field.moment(),
  where: field.line(PLACE_MAX),
  description: field.paragraph(DESCRIPTION_MAX),
  duration: field.line(50),
  capacity: field.integer(1, CAPACITY_MAX),
};

/** What a form asks of a meetup; how long it lasts can be said with the time. */
export const formFields = ['title', 'when', 'where', 'description', 'capacity'] as const;

export const createInput = z.object({
  title: meetupFields.title,
  when: meetupFields.when,
  where: meetupFields.where,
  description: meetupFields.description.optional(),
  duration: meetupFields.duration.optional(),
  capacity: meetupFields.capacity.optional(),
});

/**
 * Reads start and end.
 * @param words the moment in free words; undefined leaves the start as it was
 * @param before the times so far; a new start without an end keeps the length
 * @throws {UserError} about "when" or "duration", saying what was understood and what to write instead
 */
export function readTimes(
  context: Context,
  words: string | undefined,
  duration: string | undefined,
  before?: Pick<MeetupDetails, 'startsAt' | 'endsAt'>,
): Pick<MeetupDetails, 'startsAt' | 'endsAt'> {
  const length = before?.endsAt ? before.endsAt - before.startsAt : null;
  const read = words === undefined ? null : readMoment(context, words, 'when');
  const startsAt = read?.start ?? before?.startsAt;
  if (startsAt === undefined) throw new Error('A meetup without a start.');
  if (duration !== undefined) return { startsAt, endsAt: startsAt + readDuration(duration) };
  return { startsAt, endsAt: read?.end ?? (length === null ? null : startsAt + length) };
}

/** @returns ms @throws {UserError} about "duration" */
export function readDuration(words: string): number {
  const parsed = parseDuration(words);
  if (!parsed.ok) throw new UserError('duration-unclear', { typed: words }, 'duration');
  return parsed.minutes * 60_000;
}

/**
 * @param typed a meetup's id (from a proposal or a menu) or some of its title
 * @throws {UserError} about "meetup" when none or several fit
 */
export async function resolveMeetup(context: Context, typed: string): Promise<Meetup> {
  const community = context.space.community.id;
  if (z.uuid().safeParse(typed).success) {
    const meetup = await findMeetup(context.db.prisma, community, typed);
    // A draft is its organiser's alone, and they have it before them.
    if (meetup && meetup.state !== 'draft') return meetup;
  }
  const found = await search(context, typed);
  const exact = found.filter((one) => one.title.toLowerCase() === typed.toLowerCase());
  const [only, ...others] = exact.length > 0 ? exact : found;
  if (!only) throw new UserError('no-such-meetup', { typed }, 'meetup');
  if (others.length > 0) {
    const titles = [only, ...others].slice(0, 5).map((one) => one.title);
    throw new UserError('several-meetups', { typed, titles: titles.join(', ') }, 'meetup');
  }
  return only;
}

async function search(context: Context, typed: string): Promise<Meetup[]> {
  const page = { since: context.now, skip: 0, take: SEARCHED_MAX };
  const { meetups } = await upcoming(context.db.prisma, context.space.community.id, page);
  const wanted = typed.trim().toLowerCase();
  return meetups.filter((one) => one.title.toLowerCase().includes(wanted));
}

/** Proposes upcoming meetups whose title has what was typed. @throws {UserError} for a form with nothing to choose */
export async function suggestMeetups(context: Context, typed: string) {
  const found = await search(context, typed);
  if (found.length === 0 && typed === '') throw new UserError('no-meetups');
  return found.slice(0, OFFERED_MAX).map((one) => ({ value: one.id, label: one.title }));
}

/** The field by which a command says which meetup it means. */
export const meetupField = field.pick();
