import { Temporal } from 'temporal-polyfill';
import type { Amount, DateWords } from './parts.ts';

type PlainDate = Temporal.PlainDate;

/** A period in which the day itself was not said. */
export type Period = 'weekend' | 'week' | 'month';

/**
 * Meaning of the words about a date: the days that they may mean, to be tried in turn until one lies ahead ("torsdag"
 * is today or in a week), or why they mean none.
 */
export type DateAnswer =
  | { readonly ok: true; readonly dates: readonly PlainDate[]; readonly said: boolean }
  | DateProblem;

export interface DateProblem {
  readonly ok: false;
  /** `contradiction`: two statements name different days; `nonsense`: words that make no date together */
  readonly kind: 'no-such-date' | 'weekday-mismatch' | 'past' | 'no-day' | 'contradiction' | 'nonsense';
  readonly date: PlainDate | null;
  readonly period: Period | null;
  /** days that may have been meant, the likeliest first */
  readonly instead: readonly PlainDate[];
}

/** The answer that there is no such day. */
export function problem(
  kind: DateProblem['kind'],
  date: PlainDate | null = null,
  instead: readonly PlainDate[] = [],
): DateProblem {
  return { ok: false, kind, date, period: null, instead };
}

/** The answer that it is one of these days. */
export function found(...dates: PlainDate[]): DateAnswer {
  return { ok: true, dates, said: true };
}

/** The Monday of a date's week. */
export function monday(date: PlainDate): PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 });
}

/** "torsdag", "næste fredag": a weekday with nothing beside it that settles the day. */
export function resolveWeekday({ day, which, weeks }: NonNullable<DateWords['weekday']>, today: PlainDate): DateAnswer {
  const ahead = (day - today.dayOfWeek + 7) % 7;
  const first = today.add({ days: ahead + 7 * weeks });
  const week = { days: 7 };
  if (which === 'last')
    return problem('past', today.subtract({ days: ((today.dayOfWeek - day + 6) % 7) + 1 }), [first, first.add(week)]);
  if (which === 'coming') return found(ahead === 0 ? first.add(week) : first);
  if (which === 'next') return found(monday(today).add({ days: 7 + day - 1 + 7 * weeks }));
  return weeks > 0 ? found(first) : found(first, first.add(week));
}

function yearOf(words: DateWords, today: PlainDate): number | null {
  if (words.calendar?.year) return words.calendar.year;
  if (!words.year) return null;
  return words.year.year ?? today.year + words.year.offset;
}

/** "12/3", "den 12.", "den 5. i næste måned". Without a year it is the next such date. */
function resolveCalendar(words: DateWords, today: PlainDate): DateAnswer | null {
  if (!words.calendar) return null;
  const { day } = words.calendar;
  const offset = words.month?.offset ?? null;
  if (offset !== null) {
    const month = today.with({ day: 1 }).add({ months: offset });
    return dateOrProblem(month.year, month.month, day, today);
  }
  const month = words.calendar.month ?? words.month?.month ?? null;
  if (month === null) return words.year ? problem('nonsense') : nextDayOfMonth(day, today);
  const year = yearOf(words, today);
  if (year !== null) return dateOrProblem(year, month, day, today);
  return nextInYears(today, (each) => makeDate(each, month, day)) ?? noSuchDate(null, month, day, today);
}

function nextDayOfMonth(day: number, today: PlainDate): DateAnswer {
  const months = [0, 1, 2, 3].map((months) => today.with({ day: 1 }).add({ months }));
  const dates = months.map((month) => makeDate(month.year, month.month, day)).filter((date) => date !== null);
  const ahead = dates.filter((date) => Temporal.PlainDate.compare(date, today) >= 0);
  return ahead.length > 0 ? found(...ahead.slice(0, 2)) : problem('no-such-date');
}

/**
 * The first date on or after today that a rule gives in this year or one of the following; 29 February needs eight.
 * Last year's rule may reach into this year ("lørdag efter jul").
 */
function nextInYears(today: PlainDate, rule: (year: number) => PlainDate | null): DateAnswer | null {
  for (let year = today.year - 1; year <= today.year + 8; year++) {
    const date = rule(year);
    if (date && Temporal.PlainDate.compare(date, today) >= 0) return found(date);
  }
  return null;
}

function makeDate(year: number, month: number, day: number): PlainDate | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const date = Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' });
  return date.day === day ? date : null;
}

function dateOrProblem(year: number, month: number, day: number, today: PlainDate): DateAnswer {
  const date = makeDate(year, month, day);
  return date ? found(date) : noSuchDate(year, month, day, today);
}

/** "30. februar" may mean the month's last day; "12/25" was written month first. */
function noSuchDate(year: number | null, month: number, day: number, today: PlainDate): DateProblem {
  const near = (each: number) => {
    if (month > 12) return makeDate(each, day, month);
    if (month < 1 || day < 1) return null;
    return Temporal.PlainDate.from({ year: each, month, day }, { overflow: 'constrain' });
  };
  const years = year === null ? [today.year, today.year + 1] : [year];
  const ahead = years.map(near).find((date) => date && Temporal.PlainDate.compare(date, today) >= 0);
  return problem('no-such-date', null, ahead ? [ahead] : []);
}

function resolveNamed(words: DateWords, today: PlainDate): DateAnswer | null {
  const { named } = words;
  if (!named) return null;
  const year = yearOf(words, today);
  return year === null ? nextInYears(today, named.in) : found(named.in(year));
}

/** "den sidste torsdag i januar", "første lørdag i måneden" */
function resolveNth(words: DateWords, today: PlainDate): DateAnswer | null {
  const { nth, month } = words;
  if (!nth) return null;
  if (!month) return withoutMonth(nth, today);
  const year = yearOf(words, today);
  const within = (first: PlainDate) => nthIn(first, nth.n, nth.weekday);
  if (month.month !== null) {
    const inYear = (each: number) => within(Temporal.PlainDate.from({ year: each, month: month.month ?? 1, day: 1 }));
    if (year === null) return nthInComing(today, month.month, inYear);
    const date = inYear(year);
    return date ? found(date) : problem('no-such-date');
  }
  const first = today.with({ day: 1 }).add({ months: month.offset ?? 0 });
  const date = within(first);
  if (month.offset !== null) return date ? found(date) : problem('no-such-date');
  const following = within(first.add({ months: 1 }));
  const dates = [date, following].filter((each) => each !== null && Temporal.PlainDate.compare(each, today) >= 0);
  return dates.length > 0 ? found(...(dates as PlainDate[])) : problem('no-such-date');
}

/** In this year's such month, or the next year's when it is over: a fifth Friday that it lacks is not one years ahead. */
function nthInComing(today: PlainDate, month: number, inYear: (year: number) => PlainDate | null): DateAnswer {
  for (const year of [today.year, today.year + 1]) {
    if (year === today.year && month < today.month) continue;
    const date = inYear(year);
    if (!date) return problem('no-such-date');
    if (Temporal.PlainDate.compare(date, today) >= 0) return found(date);
  }
  return problem('no-such-date');
}

/** "første torsdag": nobody said of which month, but it is likely the coming one. */
function withoutMonth(nth: NonNullable<DateWords['nth']>, today: PlainDate): DateProblem {
  const first = today.with({ day: 1 });
  const dates = [first, first.add({ months: 1 })].map((each) => nthIn(each, nth.n, nth.weekday));
  const ahead = dates.find((date) => date && Temporal.PlainDate.compare(date, today) >= 0);
  return { ...problem('no-day', null, ahead ? [ahead] : []), period: 'month' };
}

function nthIn(first: PlainDate, n: number, weekday: number | null): PlainDate | null {
  const days = weekday === null ? first.daysInMonth : Math.floor((first.daysInMonth - startOf(first, weekday)) / 7) + 1;
  const index = n > 0 ? n - 1 : days + n;
  if (index < 0 || index >= days) return null;
  return weekday === null ? first.add({ days: index }) : first.add({ days: startOf(first, weekday) - 1 + 7 * index });
}

/** The day of the month of its first such weekday. */
function startOf(first: PlainDate, weekday: number): number {
  return ((weekday - first.dayOfWeek + 7) % 7) + 1;
}

/** "i morgen", also "i morgen om en uge" */
function resolveDay(words: DateWords, today: PlainDate): DateAnswer | null {
  if (words.day === undefined) return null;
  const date = today.add({ days: words.day });
  return found(words.offset ? date.add({ days: wholeWeeks(words.offset) ?? words.offset.days }) : date);
}

/** "tirsdag i næste uge", "tirsdag i uge 50". Weeks are numbered as in ISO 8601. */
function resolveWeek(words: DateWords, today: PlainDate): DateAnswer | null {
  const { week, weekday } = words;
  if (!week || !weekday) return null;
  if (week.number === null) return found(monday(today).add({ days: 7 * week.offset + weekday.day - 1 }));
  const said = yearOf(words, today);
  const inYear = (year: number) => dayOfWeekNumber(year, week.number ?? 0, weekday.day);
  if (said !== null) {
    const date = inYear(said);
    return date ? found(date) : problem('no-such-date');
  }
  const thisYear = today.yearOfWeek ?? today.year;
  const date = [thisYear, thisYear + 1]
    .map(inYear)
    .find((each) => each && Temporal.PlainDate.compare(each, today) >= 0);
  return date ? found(date) : problem('no-such-date');
}

function dayOfWeekNumber(year: number, week: number, weekday: number): PlainDate | null {
  const inFirstWeek = Temporal.PlainDate.from({ year, month: 1, day: 4 });
  const date = monday(inFirstWeek).add({ days: 7 * (week - 1) });
  return week >= 1 && date.weekOfYear === week ? date.add({ days: weekday - 1 }) : null;
}

/**
 * "om tre dage", and with a weekday: "fredag om en uge" and "fredag om 8 dage" are a week after the coming Friday,
 * "fredag om 14 dage" two weeks after it.
 */
function resolveOffset(words: DateWords, today: PlainDate): DateAnswer | null {
  const { offset, weekday, day } = words;
  if (!offset || day !== undefined) return null;
  const weeks = wholeWeeks(offset);
  if (!weekday || weeks === null) return found(addDays(today, offset));
  return found(today.add({ days: ((weekday.day - today.dayOfWeek + 7) % 7) + weeks }));
}

/** The days of an amount of whole weeks. "Otte dage" is a week in Danish, counting both ends. */
function wholeWeeks({ months, days }: Amount): number | null {
  if (months > 0 || days === 0) return null;
  if (days === 8) return 7;
  return days % 7 === 0 ? days : null;
}

function addDays(date: PlainDate, { months, days }: Amount): PlainDate {
  return date.add({ months, days });
}

type Resolver = (words: DateWords, today: PlainDate) => DateAnswer | null;

/** The kinds of words that settle a day by themselves. */
export const RESOLVERS: readonly Resolver[] = [
  resolveCalendar,
  resolveNamed,
  resolveNth,
  resolveDay,
  resolveWeek,
  resolveOffset,
];
