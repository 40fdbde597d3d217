import { z } from 'zod';
import type { Option } from '../../chat/card.ts';
import { field } from '../../chat/input.ts';
import { UserError } from '../../chat/user-error.ts';
import type { Context } from '../../communities/context.ts';
import { say } from '../../i18n/translate.ts';
import { writeShortDate } from '../../time/write-short.ts';
import { findMeetup, type Meetup } from '../store.ts';
import { labelsOf } from './label.ts';
import { type Choosable, findLines, type MeetupLine } from './store.ts';
import { readWanted, type Wanted } from './wanted.ts';

/** The field by which a command says which meetup it means. */
export const meetupField = field.pick();

/** One more than the longest menu has (Slack's), so that a platform that shows fewer can say that there are more. */
const OFFERED_MAX = 101;
const NAMED_MAX = 5;

/**
 * @param typed a meetup's id (from a proposal or a menu), or some of its title, with a date or a number where several have it
 * @throws {UserError} about "meetup" when none or several fit
 */
export async function resolveMeetup(context: Context, typed: string): Promise<Meetup> {
  const meetup = z.uuid().safeParse(typed).success ? await find(context, typed) : null;
  // A draft is its organiser's alone, and they have it before them.
  if (meetup && meetup.state !== 'draft') return meetup;
  // What stands for "and more" in a list of proposals.
  const words = typed.replace(/…$/, '');
  const lines = await search(context, words);
  const [only, ...others] = lines;
  if (!only) throw new UserError('no-such-meetup', { typed }, 'meetup');
  if (others.length > 0) throw severalError(context, words, lines);
  const found = await find(context, only.id);
  if (!found) throw new UserError('meetup-gone');
  return found;
}

const find = (context: Context, id: string) => findMeetup(context.db.prisma, context.space.community.id, id);

/** @returns the one meetup that was chosen or typed so far; null while that is none or several */
export async function findChosen(context: Context, typed: string): Promise<Meetup | null> {
  try {
    return await resolveMeetup(context, typed);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

function severalError(context: Context, typed: string, lines: readonly MeetupLine[]): UserError {
  const labels = labelsOf(lines, context);
  const listed = labels.slice(0, NAMED_MAX).map((label, index) => `\n${index + 1}. ${label}`);
  const more = lines.length - listed.length;
  if (more > 0) listed.push(`\n${say(context.language, 'meetup.several-more', { count: more })}`);
  const [first] = lines;
  const dated = first ? `${first.title} ${writeShortDate(first.startsAt, context)}` : typed;
  if (typed.trim() === '') return new UserError('which-meetup', { example: dated }, 'meetup');
  const values = { typed, titles: listed.join(''), example: `${typed.trim()} 2`, dated };
  return new UserError('several-meetups', values, 'meetup');
}

/** Proposes meetups that fit what was typed. @throws {UserError} for a form with nothing to choose */
export async function suggestMeetups(context: Context, typed: string): Promise<Option[]> {
  const lines = await search(context, typed);
  if (lines.length === 0 && typed === '') throw new UserError('no-meetups');
  return toOptions(context, lines);
}

/** Does what `suggestMeetups` does, for those that the caller may change. */
export async function suggestOwnMeetups(context: Context, typed: string): Promise<Option[]> {
  const { member, call } = context;
  const lines = await search(context, typed, member.mayManage ? null : call.account);
  if (lines.length === 0 && typed === '') throw new UserError('no-own-meetups');
  return toOptions(context, lines);
}

function toOptions(context: Context, lines: readonly MeetupLine[]): Option[] {
  const labels = labelsOf(lines, context);
  return lines.map(({ id, title }, index) => ({ value: id, label: labels[index] ?? title, name: title }));
}

async function search(
  context: Context,
  typed: string,
  organiser: Choosable['organiser'] = null,
): Promise<MeetupLine[]> {
  const choosable = { since: context.now, organiser, most: OFFERED_MAX };
  if (typed.trim() === '') return linesOf(context, { title: '', whole: false }, choosable);
  for (const wanted of readWanted(typed, context)) {
    const lines = await linesOf(context, wanted, choosable);
    if (lines.length > 0) return lines;
  }
  return [];
}

async function linesOf(context: Context, wanted: Wanted, choosable: Choosable): Promise<MeetupLine[]> {
  const { days, nth } = wanted;
  const lines = await findLines(context.db.prisma, context.space.community.id, wanted, choosable);
  const within = days?.map(({ from, to }) => lines.filter(({ startsAt }) => startsAt >= from && startsAt < to));
  const fitting = within ? (within.find((one) => one.length > 0) ?? []) : lines;
  return nth === undefined ? fitting : fitting.slice(nth - 1, nth);
}
