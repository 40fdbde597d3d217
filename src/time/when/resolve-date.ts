import type { Amount, DateWords } from './parts.ts';

type PlainDate = Temporal.PlainDate;

/** A period in which the day itself was not said. */
export type Period = 'weekend' | 'week' | 'month';

/**
 * What the words about a date mean: the days that they may mean, to be tried in turn until one lies ahead ("torsdag"
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

/** How far back a date without a year still means "you are too late" and not "next year". */
const RECENT_DAYS = 60;

/** A date further away than this is a slip of the finger. */
const FARTHEST_YEARS = 100;

type Resolver = (words: DateWords, today: PlainDate) => DateAnswer | null;

/** The kinds of words that settle a day by themselves. */
const RESOLVERS: readonly Resolver[] = [
  resolveCalendar,
  resolveNamed,
  resolveNth,
  resolveDay,
  resolveWeek,
  resolveOffset,
];

/**
 * Resolves what was said about a date.
 * @param words at most one statement of each kind; none at all means today or tomorrow
 * @param today the date in the zone of whoever wrote; nothing before it is answered
 */
export function resolveDate(words: DateWords, today: PlainDate): DateAnswer {
  const { shift = 0, ...rest } = words;
  if (shift === 0) return check(resolveWords(rest, today), today);
  if (Object.keys(rest).length === 0) return problem('nonsense');
  // "Dagen efter juleaften" is still ahead on Christmas Day, so the named day may lie in the past by as much.
  const fromToday =
    rest.day !== undefined || rest.offset || rest.week || (rest.weekday && !rest.calendar && !rest.named);
  const answer = resolveWords(rest, fromToday ? today : today.subtract({ days: shift }));
  return check(answer.ok ? { ...answer, dates: answer.dates.map((date) => date.add({ days: shift })) } : answer, today);
}

function resolveWords(words: DateWords, today: PlainDate): DateAnswer {
  if (Object.keys(words).length === 0) {
    return { ok: true, dates: [today, today.add({ days: 1 })], said: false };
  }
  if (hasLooseWords(words)) return problem('nonsense');
  const answers = RESOLVERS.map((resolve) => resolve(words, today)).filter((answer) => answer !== null);
  const [first, ...others] = answers;
  if (!first) return words.weekday ? resolveWeekday(words.weekday, today) : resolvePeriod(words);
  const failed = answers.find((answer) => !answer.ok);
  if (failed) return failed;
  if (!first.ok) return first;
  const dates = first.dates.filter((date) =>
    others.every((other) => other.ok && other.dates.some((each) => each.equals(date))),
  );
  if (dates.length === 0)
    return {
      ...problem('contradiction', first.dates[0]),
      instead: others.flatMap((other) => (other.ok ? other.dates : [])),
    };
  return checkWeekday({ ...first, dates }, words, today);
}

/** A month or a year must belong to something, and some words cannot stand beside others. */
function hasLooseWords({ month, year, calendar, nth, named, week, weekday, day, offset }: DateWords): boolean {
  if (month && !calendar && !nth && (weekday || day !== undefined || offset || named || week)) return true;
  if (month && (calendar?.month || (calendar && month.month))) return true;
  if (year && !calendar && !nth && !named && !week?.number) return true;
  if (year && calendar?.year) return true;
  return (
    weekday !== undefined &&
    (weekday.weeks > 0 || weekday.which === 'next') &&
    (offset !== undefined || week !== undefined)
  );
}

function problem(
  kind: DateProblem['kind'],
  date: PlainDate | null = null,
  instead: readonly PlainDate[] = [],
): DateProblem {
  return { ok: false, kind, date, period: null, instead };
}

function found(...dates: PlainDate[]): DateAnswer {
  return { ok: true, dates, said: true };
}

/** Dates that are over, and those too far away. */
function check(answer: DateAnswer, today: PlainDate): DateAnswer {
  if (!answer.ok) return answer;
  const last = answer.dates.at(-1) ?? today;
  if (last.year > today.year + FARTHEST_YEARS) return problem('nonsense');
  return Temporal.PlainDate.compare(last, today) < 0 ? problem('past', last) : answer;
}

function resolveWeekday({ day, which, weeks }: NonNullable<DateWords['weekday']>, today: PlainDate): DateAnswer {
  const ahead = (day - today.dayOfWeek + 7) % 7;
  const first = today.add({ days: ahead + 7 * weeks });
  const week = { days: 7 };
  if (which === 'last')
    return problem('past', today.subtract({ days: ((today.dayOfWeek - day + 6) % 7) + 1 }), [first]);
  if (which === 'coming') return found(ahead === 0 ? first.add(week) : first);
  if (which === 'next') return found(monday(today).add({ days: 7 + day - 1 + 7 * weeks }));
  return weeks > 0 ? found(first) : found(first, first.add(week));
}

function monday(date: PlainDate): PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 });
}

/** Says whether the date falls on the weekday that was said with it, and what may have been meant when not. */
function checkWeekday(answer: DateAnswer & { ok: true }, words: DateWords, today: PlainDate): DateAnswer {
  const weekday = words.weekday?.day;
  const [date] = answer.dates;
  if (weekday === undefined || !date) return answer;
  const dates = answer.dates.filter((each) => each.dayOfWeek === weekday);
  if (dates[0]?.equals(date)) return { ...answer, dates };
  const before = previousSuch(date, words);
  const recent = before && today.since(before).days <= RECENT_DAYS && before.dayOfWeek === weekday;
  if (recent) return problem('past', before, nearWeekdays(date, weekday, today));
  return problem('weekday-mismatch', date, [...dates, ...nearWeekdays(date, weekday, today)]);
}

/** The last time that such a date came, when it was said without a year. */
function previousSuch(date: PlainDate, { calendar, month, year }: DateWords): PlainDate | null {
  if (!calendar || calendar.year || year || month) return null;
  return calendar.month === null ? date.subtract({ months: 1 }) : date.subtract({ years: 1 });
}

/** The day that was said, and the nearest one that is the weekday that was said. */
function nearWeekdays(date: PlainDate, weekday: number, today: PlainDate): PlainDate[] {
  const after = (weekday - date.dayOfWeek + 7) % 7;
  const nearest = date.add({ days: after <= 3 ? after : after - 7 });
  const ahead = Temporal.PlainDate.compare(nearest, today) < 0 ? date.add({ days: after }) : nearest;
  return [ahead, date];
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

/** The first date on or after today that a rule gives in this year or one of the following; 29 February needs eight. */
function nextInYears(today: PlainDate, rule: (year: number) => PlainDate | null): DateAnswer | null {
  for (let year = today.year; year <= today.year + 8; year++) {
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
    if (year === null) return nextInYears(today, inYear) ?? problem('no-such-date');
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

/** What is left is a period without a day, or words that mean nothing together. */
function resolvePeriod({ week, month }: DateWords): DateProblem {
  const period = week ? (week.weekend ? 'weekend' : 'week') : month ? 'month' : null;
  return { ...problem(period ? 'no-day' : 'nonsense'), period };
}
