import { say } from '../i18n/translate.ts';
import { canonicalWhen } from '../time/when/moment.ts';
import { parseWhen } from '../time/when/parse-when.ts';
import type { Moment, When } from '../time/when/when.ts';
import { writeDate, writeDayMonth, writeMoment, writeWeekday } from '../time/write.ts';
import type { Option } from './card.ts';
import type { BaseContext } from './command.ts';
import type { FormField } from './form.ts';
import { UserError } from './user-error.ts';

type Scene = Pick<BaseContext, 'language' | 'zone' | 'now'>;
/** Discord's limit for the words of a proposal. */
const PROPOSAL_MAX = 100;

/**
 * @param words free words, in any of our languages
 * @returns start and end in ms since the epoch
 * @throws {UserError} about `field`, saying what was understood and what to write instead
 */
export function readMoment(scene: Scene, words: string, field: string): Moment {
  const when = parseWhen(words, scene);
  if (when.ok) return when;
  throw whenError(scene, words, when, field);
}

function whenError(scene: Scene, typed: string, when: When & { ok: false }, field: string): UserError {
  const { language, zone } = scene;
  const example = inWords(scene, when.suggestions[0]) ?? say(language, 'errors.when-example');
  const date = when.understood.date;
  const values = { typed, example };
  switch (when.kind) {
    case 'no-time':
      return date
        ? new UserError('when-no-time', { date: writeDate(date, language), example }, field)
        : new UserError('when-unclear', values, field);
    case 'past':
      return new UserError('when-past', values, field);
    case 'no-such-date':
      return new UserError('when-no-such-date', values, field);
    case 'no-such-time':
      return new UserError('when-no-such-time', values, field);
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
      return new UserError('when-unclear', values, field);
  }

  function inWords({ language }: Scene, moment: Moment | undefined): string | null {
    return moment ? writeMoment(moment.start, moment.end, { zone, language, year: 'always' }) : null;
  }
}

/** @returns what was understood of a time while it is being typed; choosing it sends a form that is read exactly */
export function suggestMoment(scene: Scene, typed: string): Option[] {
  if (typed.trim() === '') return [];
  const when = parseWhen(typed, scene);
  const option = (moment: Moment): Option => ({
    value: canonicalWhen(moment),
    label: writeMoment(moment.start, moment.end, { zone: scene.zone, language: scene.language, year: 'always' }),
  });
  if (when.ok) return [option(when)];
  const explained = whenErrorText(scene, typed, when);
  return [
    { value: typed.slice(0, PROPOSAL_MAX), label: explained.slice(0, PROPOSAL_MAX) },
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
export function momentParts({ language, ...scene }: Scene, value: string | undefined): MomentParts {
  const labels = { start: say(language, 'form.start'), end: say(language, 'form.end') };
  const when = value === undefined ? null : parseWhen(value, scene);
  if (!when?.ok) return { labels };
  const [date = '', time = ''] = when.wall.start.split('T');
  const end = when.wall.end?.split('T')[1];
  return { labels, picked: { date, time, ...(end && { end }) } };
}
