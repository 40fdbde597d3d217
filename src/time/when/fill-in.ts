import { Temporal } from 'temporal-polyfill';
import type { DateWords, Daypart, TimeOfDay } from './parts.ts';
import type { Phrase } from './phrase.ts';

type Zoned = Temporal.ZonedDateTime;

/** Words with what they leave out taken from a moment that stands. */
export interface Filled {
  readonly phrase: Phrase;
  /** only the end is changed */
  readonly keepsStart: boolean;
  /** no end was said: it is as long as before */
  readonly keepsLength: boolean;
}

/** Hours up to this are rather in the afternoon, where what stands is. */
const LAST_BARE_HOUR = 8;
const HALF_DAY = 12;

/** From which hour until which each part of the day is; the night goes on after midnight. */
const PARTS: Readonly<Record<Daypart, readonly [number, number]>> = {
  morning: [5, 12],
  forenoon: [8, 12],
  noon: [11, 14],
  afternoon: [12, 18],
  evening: [17, 24],
  night: [20, 30],
  nighttime: [20, 30],
  eve: [12, 24],
};

/** @param from the start that stands */
export function fillIn(said: Phrase, from: Zoned, now: Zoned): Filled {
  const { start, startTime, startPart, endTime, end, duration } = said;
  const dated = !isNothing(start);
  const ended = endTime !== null || !isNothing(end) || duration !== null;
  const whole =
    said.days || said.also.length > 0 || start.offset?.exact || (!dated && !startTime && !startPart && !ended);
  // Days from one to another, and a distance from now, leave nothing out.
  if (whole) return { phrase: said, keepsStart: false, keepsLength: !ended };
  const keepsStart = !dated && !startTime && !startPart;
  const words = dated ? besideDate(start, from, now) : calendarOf(from.toPlainDate());
  const stays = startTime === null && (startPart === null || isWithin(from.hour, startPart));
  const time = stays ? onTwelveHours(from) : besideTime(said, dated, from);
  const phrase = { ...said, start: words, startTime: time, startPart: stays ? null : startPart };
  return { phrase, keepsStart, keepsLength: !ended };
}

/** @returns whether nothing was said about a date */
export const isNothing = (words: DateWords): boolean => Object.keys(words).length === 0;

const calendarOf = ({ day, month, year }: Temporal.PlainDate): DateWords => ({ calendar: { day, month, year } });

/** A weekday, a day of the month or "dagen efter" alone counts from the day that stands; all else from today. */
function besideDate(words: DateWords, from: Zoned, now: Zoned): DateWords {
  const date = from.toPlainDate();
  const [only, ...others] = Object.keys(words);
  if (others.length > 0) return words;
  const { weekday, calendar, week, shift } = words;
  if (only === 'shift' && shift !== undefined) return calendarOf(date.add({ days: shift }));
  if (only === 'weekday' && weekday?.which === 'plain' && weekday.weeks === 0)
    return calendarOf(nearest(weekday.day, date, now));
  if (only === 'week' && week && !week.weekend)
    return { week, weekday: { day: date.dayOfWeek, which: 'plain', weeks: 0 } };
  if (only === 'calendar' && calendar && calendar.month === null && calendar.day <= date.daysInMonth) {
    const sameMonth = date.with({ day: calendar.day });
    if (Temporal.PlainDate.compare(sameMonth, now.toPlainDate()) > 0) return calendarOf(sameMonth);
  }
  return words;
}

/** At most three days before or after, and after today; on the day itself it is that day. */
function nearest(weekday: number, date: Temporal.PlainDate, now: Zoned): Temporal.PlainDate {
  let found = date.add({ days: ((weekday - date.dayOfWeek + 10) % 7) - 3 });
  while (Temporal.PlainDate.compare(found, now.toPlainDate()) <= 0) found = found.add({ days: 7 });
  return found;
}

function isWithin(hour: number, part: Daypart): boolean {
  const [first, last] = PARTS[part];
  return (hour >= first && hour < last) || hour + 24 < last;
}

/** So that "til 6" after 16.00 is 18.00. */
function onTwelveHours({ hour, minute }: Zoned): TimeOfDay {
  return { hour: hour % HALF_DAY || HALF_DAY, minute, reading: hour < HALF_DAY ? 'am' : 'pm' };
}

/** "Kl. 8" for something in the evening is in the evening. */
function besideTime({ startTime, startPart, endPart }: Phrase, dated: boolean, from: Zoned): TimeOfDay | null {
  const loose = startTime?.reading === 'bare' && startTime.hour <= LAST_BARE_HOUR;
  if (!startTime || !loose || dated || startPart || endPart || from.hour < HALF_DAY) return startTime;
  return { ...startTime, reading: 'pm' };
}
