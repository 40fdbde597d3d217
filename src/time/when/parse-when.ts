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
import type { When, WhenContext } from './when.ts';

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
  if (phrase.unknown.length > 0 || cover.cost >= FAR_FETCHED) return guess(outcome.when, phrase, now);
  if (phrase.repeats) return doubt(firstTime(phrase, outcome.when, now), phrase);
  if (!outcome.when.ok) return outcome.when;
  const unsure = unsureOf(phrase, outcome.when, now);
  return unsure ? { ...outcome.when, unsure } : outcome.when;
}

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
