import { Temporal } from 'temporal-polyfill';
import { say } from '../i18n/translate.ts';
import { parseWhenInContext, type Standing } from '../time/when/in-context.ts';
import { canonicalWhen } from '../time/when/moment.ts';
import { parseWhen } from '../time/when/parse-when.ts';
import type { Moment, SaidDays, When } from '../time/when/when.ts';
import { type MomentOptions, writeDate, writeDayMonth, writeMoment, writeWeekday } from '../time/write.ts';
import { writeShortRange } from '../time/write-short.ts';
import { writeZone } from '../time/zone-names.ts';
import type { Option } from './card.ts';
import type { BaseContext } from './command.ts';
import type { FormField } from './form.ts';
import { cutTo } from './input.ts';
import { BUTTON_TEXT_MAX, PROPOSAL_TEXT_MAX } from './limits.ts';
import { ChoiceError, UserError } from './user-error.ts';

type Scene = Pick<BaseContext, 'language' | 'zone' | 'now'>;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * @param words free words, in any of our languages
 * @returns start and end in ms since the epoch
 * @throws {UserError} about `field`, saying what was understood and what to write instead
 */
export function readMoment(scene: Scene, words: string, field: string): Moment {
  return momentOrError(scene, words, parseWhen(words, scene), field);
}

/**
 * As `readMoment`, for words that change a moment: what they leave out stays.
 * @throws {UserError}
 */
export function readChangedMoment(scene: Scene, words: string, standing: Standing, field: string): Moment {
  return momentOrError(scene, words, parseWhenInContext(words, standing, scene), field);
}

function momentOrError(scene: Scene, words: string, when: When, field: string): Moment {
  if (!when.ok) throw misunderstood(scene, words, when, field);
  if (when.unsure) throw doubtful(scene, words, when, field);
  return when;
}

type Understood = When & { ok: true };

/** It may mean several moments: the writer says which. */
function doubtful(scene: Scene, typed: string, when: Understood, field: string): UserError {
  const { why, others } = when.unsure ?? { why: 'hour', others: [] };
  const values = { typed, example: inWords(scene, when) ?? '' };
  return new ChoiceError(
    new UserError(`when-unsure-${why}`, values, field),
    [when, ...others].toSorted((one, other) => one.start - other.start).map((each) => choiceOf(scene, each)),
    true,
  );
}

/** @returns a moment to be chosen; it is read back exactly */
function choiceOf({ language, zone, now }: Scene, moment: Moment): Option {
  const label = writeFitting(moment, { zone, language, now, nights: 'all' }, BUTTON_TEXT_MAX);
  return { value: canonicalWhen(moment), label };
}

/** Written out where there is room: what is cut off is its time of day. */
function writeFitting({ start, end }: Moment, options: MomentOptions, most: number): string {
  const full = writeMoment(start, end, options);
  return full.length <= most ? full : writeShortRange(start, end, options);
}

type Misunderstood = When & { ok: false };

function misunderstood(scene: Scene, typed: string, when: Misunderstood, field: string): UserError {
  const error = whenError(scene, typed, when, field);
  // A time that nobody said is an example, not a choice.
  if (when.understood.time === null || when.suggestions.length === 0) return error;
  return new ChoiceError(
    error,
    when.suggestions.map((each) => choiceOf(scene, each)),
    when.kind === 'unclear' || when.kind === 'no-time',
  );
}

function whenError(scene: Scene, typed: string, when: Misunderstood, field: string): UserError {
  const { language } = scene;
  const example = inWords(scene, when.suggestions[0]) ?? say(language, 'errors.when-example');
  const date = when.understood.date;
  const values = { typed, example };
  switch (when.kind) {
    case 'no-time':
      // An hour was said, but not when it ends.
      return date && when.understood.time === null
        ? new UserError('when-no-time', { date: writeDate(date, language), example }, field)
        : new UserError('when-unclear', values, field);
    case 'past':
      return date
        ? new UserError('when-past', { ...values, moment: writeUnderstood(scene, date, when) }, field)
        : new UserError('when-unclear', values, field);
    case 'no-such-date':
      return new UserError('when-no-such-date', values, field);
    case 'no-such-time':
      // Hours that no clock shows leave nothing to suggest; those that are skipped do.
      return new UserError(when.suggestions.length > 0 ? 'when-skipped-time' : 'when-no-such-time', values, field);
    case 'end-before-start':
      return new UserError('when-end-before-start', values, field);
    case 'weekday-mismatch':
      return date
        ? new UserError(
            'when-weekday-mismatch',
            { date: writeDayMonth(date, language), weekday: writeWeekday(date, language), example },
            field,
          )
        : new UserError('when-unclear', values, field);
    case 'unclear':
      return unclearError(values, when, field);
  }
}

function unclearError(values: { typed: string; example: string }, when: Misunderstood, field: string): UserError {
  const { unknown, period, repeats, days } = when.understood;
  const offered = when.understood.time !== null && when.suggestions.length > 0;
  if (days && unknown.length === 0) return daysError(values, days, offered, field);
  if (repeats) return new UserError(offered ? 'when-repeats' : 'when-repeats-some-time', values, field);
  if (unknown.length > 0) {
    return when.suggestions.length > 0
      ? new UserError('when-unknown-words', { ...values, words: unknown.join(' ') }, field)
      : new UserError('when-unclear', values, field);
  }
  // Nothing is wrong with the words: they mean several things.
  if (offered && !period && when.suggestions.length > 1) return new UserError('when-unsure-hour', values, field);
  return period
    ? new UserError('when-no-day', { ...values, period }, field)
    : new UserError('when-unclear', values, field);
}

/** Hours on each of several days are a meetup each; one is taken at a time. */
function daysError(values: { example: string }, days: SaidDays, offered: boolean, field: string): UserError {
  const { count, hours, long } = days;
  if (!offered) return new UserError('when-days-no-time', { ...values, count }, field);
  return new UserError('when-days', { count, hours, long: long ? 'yes' : 'no' }, field);
}

function inWords({ language, zone }: Scene, moment: Moment | undefined): string | null {
  return moment ? writeMoment(moment.start, moment.end, { zone, language, year: 'always' }) : null;
}

/** The day that was understood, with its time when one was said. */
function writeUnderstood({ language, zone }: Scene, date: string, { understood }: Misunderstood): string {
  const { time } = understood;
  if (!time || time.hour > 23) return writeDate(date, language, true);
  const at = Temporal.PlainDate.from(date).toZonedDateTime({
    timeZone: zone,
    plainTime: Temporal.PlainTime.from(time),
  });
  return `${writeMoment(at.epochMilliseconds, null, { zone, language, year: 'always' })} (${writeZone(zone, language)})`;
}

/** @returns what was understood of a time while it is being typed; choosing it sends a form that is read exactly */
export function suggestMoment(scene: Scene, typed: string): Option[] {
  if (typed.trim() === '') return [];
  return proposalsFor(scene, typed, parseWhen(typed, scene));
}

/** As `suggestMoment`, for words that change a moment. */
export function suggestChangedMoment(scene: Scene, typed: string, standing: Standing): Option[] {
  if (typed.trim() === '') return [];
  return proposalsFor(scene, typed, parseWhenInContext(typed, standing, scene));
}

function proposalsFor(scene: Scene, typed: string, when: When): Option[] {
  const { zone, language } = scene;
  const whose = ` (${writeZone(zone, language)})`;
  const option = (moment: Moment): Option => ({
    value: canonicalWhen(moment),
    label:
      writeFitting(moment, { zone, language, year: 'always', nights: 'all' }, PROPOSAL_TEXT_MAX - whose.length) + whose,
  });
  if (when.ok) return [when, ...(when.unsure?.others ?? [])].map(option);
  const explained = whenErrorText(scene, typed, when);
  return [
    { value: cutTo(typed, PROPOSAL_TEXT_MAX), label: cutTo(explained, PROPOSAL_TEXT_MAX) },
    ...when.suggestions.map(option),
  ];
}

function whenErrorText(scene: Scene, typed: string, when: When & { ok: false }): string {
  const error = whenError(scene, typed, when, '');
  // Only words and numbers are put into these errors.
  return say(scene.language, `errors.${error.code}`, error.values as Record<string, string>);
}

type MomentParts = Pick<FormField & { type: 'moment' }, 'picked' | 'labels' | 'placeholder'>;

/** @returns what a form's moment needs beside its words: where the pickers stand, and how they are called */
export function momentParts(scene: Scene, value: string | undefined): MomentParts {
  const zone = writeZone(scene.zone, scene.language);
  const label = (key: 'form.start' | 'form.end') => `${say(scene.language, key)} (${zone})`;
  const labels = { start: label('form.start'), end: label('form.end') };
  const picked = value === undefined ? undefined : pickersFor(scene, value);
  return { labels, ...(picked && { picked }) };
}

function pickersFor(scene: Scene, words: string) {
  const when = readAnyTime(scene, words);
  if (!when?.ok) return undefined;
  const [date = '', time = ''] = when.wall.start.split('T');
  const end = when.wall.end?.split('T')[1];
  // The pickers have one date: an end a day or more later is kept by leaving the end alone.
  const shown = end && when.end !== null && when.end - when.start < DAY_MS;
  return { date, time, ...(shown && { end }) };
}

/** A form may show a moment that has begun: written with its year, it is read as from long ago. */
function readAnyTime({ zone, now }: Scene, words: string): When {
  const when = parseWhen(words, { zone, now });
  return when.ok || when.kind !== 'past' ? when : parseWhen(words, { zone, now: 0 });
}

/** @returns the moment that a form showed in words; null when they say none */
export function shownMoment(scene: Scene, shown: string | undefined): Standing | null {
  const when = shown === undefined ? null : readAnyTime(scene, shown);
  return when?.ok ? when : null;
}

/** @returns whether what a form sent back is what it showed, in words or as the pickers say it */
export function sameMoment(scene: Scene, shown: string | undefined, sent: string): boolean {
  if (shown === undefined) return false;
  const picked = pickersFor(scene, shown);
  return (
    sent === shown ||
    (picked !== undefined && sent === `${picked.date} ${picked.time}${picked.end ? `-${picked.end}` : ''}`)
  );
}
