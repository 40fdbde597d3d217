import { Temporal } from 'temporal-polyfill';
import { parseWhen } from './parse-when.ts';
import { readPhrase } from './phrase.ts';
import { resolveDate } from './resolve-date.ts';
import { tokenise } from './tokens.ts';
import type { WhenContext } from './when.ts';

/** A stretch of time: from `from` until before `to`, ms since the epoch. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const MINUTE_MS = 60_000;
/** A weekday alone means the next such day, and after that any within this many weeks. */
const WEEKS_AHEAD = 53;
/** Readings that are stranger than this are no plain way to name a day. */
const FAR_FETCHED = 3.5;

/**
 * Reads words that point at something that is planned: a day ("torsdag", "26/11", "den 4. december"), or a day with its
 * time. Times that are over are none.
 * @returns the stretches that may be meant, the likeliest first; none when the words say anything else
 */
export function parseDays(text: string, context: WhenContext): Stretch[] {
  const when = parseWhen(text, context);
  if (when.ok) return [{ from: when.start, to: when.start + MINUTE_MS }];
  return datesOf(text, context).map((date) => stretchOf(date, context.zone));
}

function datesOf(text: string, { now, zone }: WhenContext): readonly Temporal.PlainDate[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const [cover] = readPhrase(tokenise(text), today.year);
  if (!cover || cover.cost >= FAR_FETCHED) return [];
  const { start, end, startTime, endTime, startPart, duration, unknown } = cover.phrase;
  const more = startTime ?? endTime ?? startPart ?? duration;
  if (more !== null || unknown.length > 0 || Object.keys(end).length > 0) return [];
  const answer = resolveDate(start, today);
  if (!answer.ok || !answer.said) return [];
  const [first] = answer.dates;
  const plain = Object.keys(start).length === 1 && start.weekday?.which === 'plain' && start.weekday.weeks === 0;
  if (!plain || !first) return answer.dates;
  return Array.from({ length: WEEKS_AHEAD }, (_, week) => first.add({ weeks: week }));
}

function stretchOf(date: Temporal.PlainDate, zone: string): Stretch {
  const midnight = (day: Temporal.PlainDate) => day.toZonedDateTime({ timeZone: zone }).epochMilliseconds;
  return { from: midnight(date), to: midnight(date.add({ days: 1 })) };
}
