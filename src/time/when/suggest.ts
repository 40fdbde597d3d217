import type { Temporal } from 'temporal-polyfill';
import { momentOf, wallInstant } from './moment.ts';
import type { Daypart } from './parts.ts';
import type { Phrase } from './phrase.ts';
import { isTimeOfDay, resolveClock } from './resolve-clock.ts';
import type { Moment } from './when.ts';

/** Days to suggest, with the minutes after midnight when they are settled already. */
export interface Wish {
  readonly dates: readonly Temporal.PlainDate[];
  readonly minutes: number | null;
}

const MOST_SUGGESTIONS = 3;

/** An example of a time for each part of the day, in hours; 19 when none was said. */
const EXAMPLE_HOURS: Record<Daypart, number> = {
  morning: 9,
  forenoon: 10,
  noon: 12,
  afternoon: 14,
  evening: 19,
  night: 22,
  nighttime: 22,
  eve: 18,
};
const EXAMPLE_HOUR = 19;

/** Moments ahead on these days at the time that was said, or at an example of one. */
export function suggest({
  dates,
  minutes,
  phrase,
  now,
}: Wish & { phrase: Phrase; now: Temporal.ZonedDateTime }): Moment[] {
  const span = spanOf(phrase, minutes);
  const options = [span, afternoon(phrase, span)].filter((each) => each !== null);
  const moments = options.flatMap((option) =>
    dates.map((date) => {
      const { at } = wallInstant(date, option.start, now.timeZoneId, now.epochMilliseconds);
      return momentOf(at, endOf(at, date, option, phrase));
    }),
  );
  const ahead = moments.filter((moment) => moment.start > now.epochMilliseconds);
  const seen = new Set<number>();
  return ahead
    .filter(({ start }) => !seen.has(start) && seen.add(start))
    .sort((a, b) => (phrase.start.day === 0 ? a.start - b.start : 0))
    .slice(0, MOST_SUGGESTIONS);
}

function endOf(at: Temporal.ZonedDateTime, date: Temporal.PlainDate, { end }: Span, { duration }: Phrase) {
  if (end !== null) return wallInstant(date, end, at.timeZoneId, at.epochMilliseconds + 1).at;
  if (!duration) return null;
  const { months, days, minutes } = duration;
  const stop = at.add({ months, days, minutes });
  return stop.epochMilliseconds > at.epochMilliseconds ? stop : null;
}

interface Span {
  readonly start: number;
  readonly end: number | null;
}

function spanOf(phrase: Phrase, minutes: number | null): Span {
  const { startTime, endTime, startPart } = phrase;
  const example = { start: (startPart ? EXAMPLE_HOURS[startPart] : EXAMPLE_HOUR) * 60, end: null };
  const sayable = [startTime, endTime].every((time) => time === null || isTimeOfDay(time));
  const clock = startTime && sayable ? resolveClock({ ...phrase, startTime, endDated: false }) : null;
  return clock ?? (minutes === null ? example : { start: minutes, end: null });
}

/** "I dag kl. 8", said at noon, may well be 20.00. */
function afternoon(phrase: Phrase, span: Span): Span | null {
  const movable = phrase.start.day === 0 && phrase.startTime?.reading === 'bare' && !phrase.startPart;
  if (!movable || span.start >= 12 * 60) return null;
  return { start: span.start + 12 * 60, end: span.end === null ? null : span.end + 12 * 60 };
}
