import type { Temporal } from 'temporal-polyfill';
import { doubt } from './outcome.ts';
import type { TimeOfDay } from './parts.ts';
import type { Phrase } from './phrase.ts';
import { resolve } from './resolve.ts';
import type { Moment, Unsure, When } from './when.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Before this hour a time in figures may be in the afternoon or the evening. */
const SURE_HOUR = 8;
/** The same for a time in words, which nobody counts to 24 in: "halv ni". */
const SURE_HOUR_IN_WORDS = 10;
const END_OF_NIGHT = 6;
/** Longest night: what lasts longer into the next day is rather a slip ("kl. 21-19"). */
const LONGEST_NIGHT_MS = 16 * HOUR_MS;
/** A date without a year that is further ahead was over a short while ago. */
const FAR_AHEAD_MS = 305 * DAY_MS;

/**
 * Finds what else a phrase may mean whose moment was found: the other half of the day, the night after, the end before
 * the start, a date that is just over.
 * @returns null when it is sure
 */
export function unsureOf(phrase: Phrase, found: Moment, now: Temporal.ZonedDateTime): Unsure | null {
  const hour = Number(found.wall.start.slice(11, 13));
  const length = found.end === null ? 0 : found.end - found.start;
  const datedEnd = Object.keys(phrase.end).length > 0;
  const others = [afternoon(phrase, hour), nightAfter(phrase, hour)].filter((each) => each !== null);
  if (others.length > 0) return unsure('hour', others, found, now);
  const overnight = phrase.endTime !== null && !datedEnd && !found.wall.end?.startsWith(found.wall.start.slice(0, 10));
  if (overnight && length > LONGEST_NIGHT_MS) return unsure('length', [turned(phrase)], found, now);
  if (found.start - now.epochMilliseconds > FAR_AHEAD_MS && isWithoutYear(phrase)) {
    return unsure('year', [inComingMonth(phrase)], found, now);
  }
  return null;
}

function unsure(
  why: Unsure['why'],
  phrases: readonly (Phrase | null)[],
  found: Moment,
  now: Temporal.ZonedDateTime,
): Unsure {
  const answers = phrases.filter((each) => each !== null).map((each): When => resolve(each, now).when);
  const moments = answers.filter((answer) => answer.ok).map(({ start, end, wall }) => ({ start, end, wall }));
  const seen = new Set([`${found.start} ${found.end}`]);
  const others = moments.filter(({ start, end }) => {
    const key = `${start} ${end}`;
    return !seen.has(key) && seen.add(key);
  });
  return { why, others };
}

/** A guess to be confirmed, with what else the words may mean. */
export function guess(when: When, phrase: Phrase, now: Temporal.ZonedDateTime): When {
  const doubted = doubt(when, phrase);
  const months = inMonths(phrase);
  const other = months && resolve(months, now).when;
  if (doubted.ok || !other?.ok) return doubted;
  const { start, end, wall } = other;
  return { ...doubted, suggestions: [...doubted.suggestions, { start, end, wall }] };
}

/** "om 1 m": at this time of day in a month. */
function inMonths(phrase: Phrase): Phrase | null {
  const months = phrase.start.offset?.orMonths;
  if (months === undefined) return null;
  return { ...phrase, start: { ...phrase.start, offset: { months, days: 0, minutes: 0, exact: true } } };
}

/** "fredag halv otte", "lørdag kl. 3": nothing says which half of the day. */
function afternoon(phrase: Phrase, hour: number): Phrase | null {
  const { startTime, endTime, endPart } = phrase;
  if (startTime?.reading !== 'bare' || hasPart(phrase) || startTime.hour % 12 !== hour % 12) return null;
  const sure = startTime.inWords ? SURE_HOUR_IN_WORDS : SURE_HOUR;
  if (hour >= sure || startTime.hour === 12 || endPart) return null;
  if (endTime && endTime.reading !== 'bare') return null;
  return { ...phrase, startTime: later(startTime), endTime: endTime && later(endTime) };
}

function later(time: TimeOfDay): TimeOfDay {
  return time.hour < 12 ? { ...time, hour: time.hour + 12, reading: 'exact' } : { ...time, reading: 'pm' };
}

/** "fredag kl. 00.30": people also mean the night that follows the Friday. */
function nightAfter(phrase: Phrase, hour: number): Phrase | null {
  const { start, startTime, end } = phrase;
  const dated = Object.keys(start).length > 0 && !start.offset?.exact;
  if (!startTime || !dated || hasPart(phrase) || Object.keys(end).length > 0) return null;
  if (hour >= END_OF_NIGHT || startTime.hour >= END_OF_NIGHT || startTime.reading === 'am') return null;
  // A whole date with "02.30" is written by those who mean it, and by calendars.
  if (start.calendar?.year && startTime.reading === 'exact') return null;
  return { ...phrase, startPart: 'night' };
}

function hasPart({ start, startPart }: Phrase): boolean {
  return startPart !== null || (start.named?.eve ?? false);
}

/** "kl. 21-19": from 19 to 21. */
function turned(phrase: Phrase): Phrase {
  const { startTime, endTime, startPart, endPart } = phrase;
  return { ...phrase, startTime: endTime, endTime: startTime, startPart: endPart, endPart: startPart };
}

/** A weekday beside the date would not fit it in most years, so the year is as good as said. */
function isWithoutYear({ start }: Phrase): boolean {
  if (start.year || start.calendar?.year || start.offset || start.weekday)
    return start.week?.number !== undefined && !start.year;
  return Boolean(start.calendar?.month || start.named || start.month?.month);
}

/** "24/11 kl. 19" on 25 November: perhaps the 24th of the coming month was meant. */
function inComingMonth(phrase: Phrase): Phrase | null {
  const { calendar } = phrase.start;
  if (!calendar) return null;
  return { ...phrase, start: { ...phrase.start, calendar: { ...calendar, month: null } } };
}
