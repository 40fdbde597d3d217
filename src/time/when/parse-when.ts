import { Temporal } from 'temporal-polyfill';
import { afterMidnight } from './night.ts';
import { doubt, type Outcome } from './outcome.ts';
import { FAR_FETCHED } from './parts.ts';
import { inWallTime } from './pasted.ts';
import { type Cover, type Phrase, readPhrase } from './phrase.ts';
import { guess, unsureOf } from './readings.ts';
import { resolve } from './resolve.ts';
import { inSaidZone, takeZone } from './said-zone.ts';
import { LONGEST_TEXT } from './spelling.ts';
import { tokenise } from './tokens.ts';
import type { Moment, When, WhenContext } from './when.ts';

/** Largest number of readings of a text that are worked out; the rest are far-fetched. */
const MOST_READINGS = 16;

/**
 * Reads when something is to happen, in Danish or English without being told which: "på torsdag kl. 19",
 * "næste fredag 18.30-21", "tomorrow 7pm". Only the first 200 characters are read, and all of them must make sense.
 *
 * What words mean that people use differently (decided here, since nobody else does):
 * - a weekday is the next such day, today while the time lies ahead; "næste fredag" and "next Friday" are the Friday of
 *   the next week, weeks starting on Monday; "kommende" and "coming" never mean today
 * - a date without a year is the next such date; numbers are day first
 * - a time without a day is today, or tomorrow when it is over
 * - an hour is read as on a 24-hour clock unless am, pm, a part of the day or the range says otherwise
 * - midnight is the end of the day that is named
 * - a zone that is said ("UTC+01", "CET") must be the writer's own; with another one it is asked
 *
 * @throws RangeError when the zone is unknown
 */
export function parseWhen(text: string, context: WhenContext): When {
  const pasted = afterMidnight(inWallTime(text.slice(0, LONGEST_TEXT), context.zone));
  const said = takeZone(pasted);
  if (!said) return read(pasted, context);
  return inSaidZone((zone) => read(said.text, { ...context, zone }), said, context.zone);
}

function read(text: string, context: WhenContext): When {
  const { when, guessed } = readOnce(text, context);
  return guessed ? eachByItself(text, context, when) : when;
}

/** The moment that a text means, with whether it is a guess, and whether a day was said. */
interface Reading {
  readonly when: When;
  readonly guessed: boolean;
  readonly dated: boolean;
}

function readOnce(text: string, context: WhenContext): Reading {
  const now = Temporal.Instant.fromEpochMilliseconds(context.now).toZonedDateTimeISO(context.zone);
  const covers = readPhrase(tokenise(text), now.year).slice(0, MOST_READINGS);
  let best: { outcome: Outcome; cover: Cover; cost: number } | null = null;
  for (const cover of covers) {
    if (best && best.cost <= cover.cost) break;
    const outcome = resolve(cover.phrase, now);
    const cost = cover.cost + outcome.penalty;
    if (!best || cost < best.cost) best = { outcome, cover, cost };
  }
  if (!best) throw new Error('A text was given no reading at all');
  const { outcome, cover } = best;
  const { phrase } = cover;
  const guessed = phrase.unknown.length > 0 || cover.cost >= FAR_FETCHED;
  const when = guessed ? guess(outcome.when, phrase, now) : inDoubt(phrase, outcome.when, now);
  return { when, guessed, dated: Object.keys(phrase.start).length > 0 };
}

function inDoubt(phrase: Phrase, when: When, now: Temporal.ZonedDateTime): When {
  if (phrase.repeats) return doubt(firstTime(phrase, when, now), phrase);
  const unsure = when.ok ? unsureOf(phrase, when, now) : null;
  return when.ok && unsure ? { ...when, unsure } : when;
}

const JOINTS = /\s+(?:og|and|samt|eller|or|&|\+)\s+|[,;]\s+/iu;
/** More than this nobody chooses among. */
const MOST_BY_THEMSELVES = 4;

/**
 * Takes a text apart into moments of their own, of which one is taken at a time: "lørdag kl. 10-16 og søndag kl. 11-15".
 * @param asked what is asked otherwise
 */
function eachByItself(text: string, context: WhenContext, asked: When): When {
  const parts = text.split(JOINTS);
  if (asked.ok || parts.length < 2 || parts.length > MOST_BY_THEMSELVES) return asked;
  const suggestions = parts.flatMap((part) => {
    const { when, dated } = readOnce(part, context);
    return when.ok && !when.unsure && dated ? [momentAlone(when)] : [];
  });
  if (suggestions.length < parts.length) return asked;
  const days = { count: suggestions.length, hours: 'own' as const, long: false };
  const [date = '', clock = ''] = suggestions[0]?.wall.start.split('T') ?? [];
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  const understood = { ...asked.understood, date, time: { hour, minute }, unknown: [], days };
  return { ...asked, understood, suggestions };
}

const momentAlone = ({ start, end, wall }: Moment): Moment => ({ start, end, wall });

/** The first time of what comes again: in weeks of an even or odd number it may be a week later. */
function firstTime(phrase: Phrase, when: When, now: Temporal.ZonedDateTime): When {
  const { repeats, start } = phrase;
  if (!when.ok || repeats === 'any' || !start.weekday) return when;
  const week = Temporal.PlainDate.from(when.wall.start.slice(0, 10)).weekOfYear ?? 0;
  if ((week % 2 === 0) === (repeats === 'even')) return when;
  const { weekday } = start;
  const inNextWeek = { ...phrase, start: { ...start, weekday: { ...weekday, weeks: weekday.weeks + 1 } } };
  return resolve(inNextWeek, now).when;
}
