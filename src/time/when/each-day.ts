import { Temporal } from 'temporal-polyfill';
import { fail, type Outcome, PENALTY, type Scene } from './outcome.ts';
import type { DateWords } from './parts.ts';
import type { Phrase } from './phrase.ts';
import { resolveDate } from './resolve-date.ts';
import { countsFromToday } from './resolve-end.ts';
import type { Moment, SaidDays, When } from './when.ts';

type PlainDate = Temporal.PlainDate;

/** The most days of which each is offered; of more, the first and the last. */
const MOST_DAYS = 3;

/** @returns whether its hours may be those of each of several days, which no one moment can be */
export function hasSeveralDays({ days, also, endTime }: Phrase): boolean {
  return also.length > 0 || (days && endTime !== null);
}

/**
 * Offers each of several days with the hours that were said, and where the days follow one another the whole from the first
 * day to the last: "12.-13. december kl. 10-16", "lørdag og søndag kl. 10-16".
 * @param resolve works out one day
 */
export function resolveEachDay(scene: Scene, resolve: (phrase: Phrase) => Outcome): Outcome {
  const { phrase } = scene;
  const single = { ...phrase, end: {}, also: [], days: false };
  const on = (date: PlainDate) => momentOn(resolve({ ...single, start: calendarOf(date) }).when);
  const long = phrase.also.length === 0 ? resolve({ ...phrase, days: false }).when : null;
  // The end may lie before the start, or be no time at all.
  if (long && !long.ok) return { when: long, penalty: PENALTY.explained };
  const dates = long ? datesWithin(long, phrase) : listedDates(scene, (date) => on(date) !== null);
  if (!Array.isArray(dates)) return dates;
  const [first] = dates;
  const said = { count: dates.length, hours: phrase.either ? ('either' as const) : ('same' as const) };
  if (!phrase.startTime) return fail(scene, 'unclear', { date: first, dates, days: { ...said, long: false } });
  const shown = dates.length > MOST_DAYS ? dates.filter((_, day) => day % (dates.length - 1) === 0) : dates;
  const each = shown.map(on).filter((moment) => moment !== null);
  const whole = isUnbroken(dates, phrase) && each.length > 1 ? fromFirstToLast(each) : [];
  return several(scene, [...each, ...whole], { ...said, long: whole.length > 0 });
}

/** From the start on the first day to the end on the last; of nights, which end the day after, there is none. */
function fromFirstToLast(each: readonly Moment[]): Moment[] {
  const [first, last] = [each[0], each.at(-1)];
  if (!first || !last?.wall.end?.startsWith(last.wall.start.slice(0, 10))) return [];
  return [{ start: first.start, end: last.end, wall: { start: first.wall.start, end: last.wall.end } }];
}

function several(scene: Scene, moments: readonly Moment[], days: SaidDays): Outcome {
  const [first] = moments;
  if (!first) return fail(scene, 'unclear', {}, PENALTY.contradiction);
  const [date = '', time = ''] = first.wall.start.split('T');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const fact = { date: Temporal.PlainDate.from(date), minutes: hour * 60 + minute, days };
  const { when, penalty } = fail(scene, 'unclear', fact);
  return when.ok ? { when, penalty } : { when: { ...when, suggestions: moments }, penalty };
}

function momentOn(when: When): Moment | null {
  return when.ok ? { start: when.start, end: when.end, wall: when.wall } : null;
}

/** The days from the start to the end; 24.00 is the end of the day before. */
function datesWithin({ wall }: Moment, { endTime }: Phrase): PlainDate[] {
  const first = Temporal.PlainDate.from(wall.start.slice(0, 10));
  const end = Temporal.PlainDate.from((wall.end ?? wall.start).slice(0, 10));
  const last = endTime?.hour === 24 ? end.subtract({ days: 1 }) : end;
  return Array.from({ length: first.until(last).days + 1 }, (_, day) => first.add({ days: day }));
}

/** The days that were named, each counted from the first that lies ahead; `unclear` where one of them is none. */
function listedDates(scene: Scene, isAhead: (date: PlainDate) => boolean): PlainDate[] | Outcome {
  const { phrase, today } = scene;
  const words = withShared([phrase.start, ...phrase.also]);
  const dates: PlainDate[] = [];
  for (const each of words) {
    const answer = resolveDate(each, countsFromToday(each) ? today : (dates[0] ?? today));
    if (!answer.ok) return fail(scene, 'unclear', {});
    const date = answer.dates.find(isAhead) ?? answer.dates[0];
    if (date) dates.push(date);
  }
  return dates.toSorted(Temporal.PlainDate.compare);
}

/** "12. og 14. december", "fredag og lørdag i næste uge", "i næste uge fredag og lørdag": one word for all of the days. */
function withShared(all: readonly DateWords[]): DateWords[] {
  const [first = {}] = all;
  const last = all.at(-1) ?? {};
  const month = last.calendar?.month ?? first.calendar?.month ?? null;
  const year = last.calendar?.year ?? first.calendar?.year ?? null;
  return all.map((words) => {
    const { calendar, weekday } = words;
    const week = words.week ?? (weekday && !calendar ? (last.week ?? first.week) : undefined);
    const shared = calendar && { ...calendar, month: calendar.month ?? month, year: calendar.year ?? year };
    return { ...words, ...(shared && { calendar: shared }), ...(week && { week }) };
  });
}

/** Days that follow one another, and of which nobody said "eller". */
function isUnbroken(dates: readonly PlainDate[], { either, endTime }: Phrase): boolean {
  const [first] = dates;
  return !either && endTime !== null && dates.every((date, index) => first?.add({ days: index }).equals(date));
}

const calendarOf = ({ day, month, year }: PlainDate): DateWords => ({ calendar: { day, month, year } });
