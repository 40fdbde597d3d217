import type { Block } from '../chat/card.ts';
import type { Speaker } from '../chat/say.ts';
import { characterBreak } from '../chat/shorten.ts';
import { type Inline, pieces, strong, type Text } from '../chat/text.ts';
import type { Meetup } from './store.ts';

/** An end within this time goes without its date: it is the same evening, or the small hours after it. */
const ONE_EVENING_MS = 12 * 60 * 60 * 1000;

/**
 * The part of a description that stands on a card in a channel: on a phone the rest would push the buttons off the
 * screen.
 */
const DESCRIPTION_SHOWN_MAX = 300;

/** Marks of the two facts that everyone looks for. */
export const WHEN = '📅 ';
export const WHERE = '📍 ';

/** @returns a meetup's title with its date: there may be others of that name */
export function titleAndDate({ title, startsAt }: Pick<Meetup, 'title' | 'startsAt'>, speak: Speaker): Text {
  return [strong(title), ' (', ...pieces(speak.momentInFull(startsAt)), ')'];
}

/** @returns one line for when and one for where; midnight takes a line more */
export function whenAndWhere(meetup: Pick<Meetup, 'startsAt' | 'endsAt' | 'place'>, speak: Speaker): Block {
  return {
    type: 'text',
    text: lines([whenLine(meetup, speak), ...nightLines(meetup, speak), whereLine(meetup)]),
  };
}

/** @returns date, time and how far away, each as the reader's own zone has it */
function whenText({ startsAt, endsAt }: Pick<Meetup, 'startsAt' | 'endsAt'>, speak: Speaker): Text {
  const values = { start: speak.moment(startsAt), relative: speak.relative(startsAt) };
  if (endsAt === null) return speak.text('meetup.when-start', values);
  if (endsAt - startsAt < ONE_EVENING_MS)
    return speak.text('meetup.when-range', { ...values, end: speak.time(endsAt) });
  return speak.text('meetup.when-days', { ...values, end: speak.moment(endsAt) });
}

/** @returns as `whenAndWhere`, without how far away it is: for what is read days later */
export function lastingFacts(meetup: Pick<Meetup, 'startsAt' | 'endsAt' | 'place'>, speak: Speaker): Block {
  return {
    type: 'text',
    text: lines([[WHEN, ...pieces(spanText(meetup, speak))], ...nightLines(meetup, speak), whereLine(meetup)]),
  };
}

/** @returns both days of a start or an end at midnight, which is read as either night; nothing at other times */
export function nightLines({ startsAt, endsAt }: Pick<Meetup, 'startsAt' | 'endsAt'>, speak: Speaker): string[][] {
  const start = speak.night(startsAt);
  // An end the same evening goes without its date.
  const end = endsAt === null || endsAt - startsAt < ONE_EVENING_MS ? null : speak.night(endsAt);
  return [
    ...(start === null ? [] : [[speak.say('meetup.night-start', { night: start })]]),
    ...(end === null ? [] : [[speak.say('meetup.night-end', { night: end })]]),
  ];
}

/** @returns start and end */
export function spanText({ startsAt, endsAt }: Pick<Meetup, 'startsAt' | 'endsAt'>, speak: Speaker): Text {
  const start = speak.moment(startsAt);
  if (endsAt === null) return start;
  if (endsAt - startsAt < ONE_EVENING_MS) return speak.text('meetup.span-evening', { start, end: speak.time(endsAt) });
  return speak.text('meetup.span', { start, end: speak.moment(endsAt) });
}

/** @returns when something is, in one line */
export function whenLine(meetup: Pick<Meetup, 'startsAt' | 'endsAt'>, speak: Speaker): (string | Inline)[] {
  return [WHEN, ...pieces(whenText(meetup, speak))];
}

/** @returns where something is, in one line */
export function whereLine({ place }: Pick<Meetup, 'place'>): (string | Inline)[] {
  return [WHERE, place];
}

/** @returns why a meetup is cancelled, in its organiser's words */
export function reasonBlock(reason: string, speak: Speaker): Block {
  return { type: 'text', text: speak.text('meetup.cancel-reason', { reason }) };
}

/** @returns the beginning of a long description, up to a whole word */
export function shortDescription(description: string): string {
  if (description.length <= DESCRIPTION_SHOWN_MAX) return description;
  const start = description.slice(0, characterBreak(description, DESCRIPTION_SHOWN_MAX));
  return `${start.replace(/\s+\S*$/u, '').trimEnd()} …`;
}

/** @returns several texts, each on a line of its own */
export function lines(all: readonly (readonly (string | Inline)[])[]): (string | Inline)[] {
  return all.flatMap((line, index) => [...(index > 0 ? ['\n'] : []), ...line]);
}
