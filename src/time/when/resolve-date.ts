import { Temporal } from 'temporal-polyfill';
import { type DateAnswer, type DateProblem, monday, problem, RESOLVERS, resolveWeekday } from './date-words.ts';
import type { DateWords } from './parts.ts';

type PlainDate = Temporal.PlainDate;

/** Number of days for which a date without a year still means "you are too late" and not "next year". */
const RECENT_DAYS = 60;

/** A date further away than this is a slip of the finger. */
const FARTHEST_YEARS = 100;

const FRIDAY = 5;

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
  if (!first) return words.weekday ? resolveWeekday(words.weekday, today) : resolvePeriod(words, today);
  const failed = answers.find((answer) => !answer.ok);
  if (failed) return failed;
  if (!first.ok) return first;
  const dates = first.dates.filter((date) =>
    others.every((other) => other.ok && other.dates.some((each) => each.equals(date))),
  );
  if (dates.length === 0 || !isInWeek(dates[0], words, today)) {
    const other = others.flatMap((each) => (each.ok ? each.dates : []));
    return problem('contradiction', first.dates[0], [...first.dates, ...other]);
  }
  return checkWeekday({ ...first, dates }, words, today);
}

/** Tells whether a date lies in the week that was said beside it ("i næste uge den 4/12"). */
function isInWeek(date: PlainDate | undefined, words: DateWords, today: PlainDate): boolean {
  const { week, weekday } = words;
  if (!date || !week || weekday) return true;
  if (week.weekend && words.calendar) return date.dayOfWeek >= FRIDAY;
  if (week.number !== null) return date.weekOfYear === week.number;
  return monday(date).equals(monday(today).add({ days: 7 * week.offset }));
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

/** Dates that are over, and those too far away. */
function check(answer: DateAnswer, today: PlainDate): DateAnswer {
  if (!answer.ok) return answer;
  const last = answer.dates.at(-1) ?? today;
  if (Math.abs(last.year - today.year) > FARTHEST_YEARS) return problem('nonsense');
  return Temporal.PlainDate.compare(last, today) < 0 ? problem('past', last) : answer;
}

/** Says whether the date falls on the weekday that was said with it, and what may have been meant when not. */
function checkWeekday(answer: DateAnswer & { ok: true }, words: DateWords, today: PlainDate): DateAnswer {
  const weekday = words.weekday?.day;
  const [date] = answer.dates;
  if (weekday === undefined || !date) return answer;
  const dates = answer.dates.filter((each) => each.dayOfWeek === weekday);
  if (dates[0]?.equals(date)) return { ...answer, dates };
  const before = previousSuch(date, words);
  const ago = before ? before.until(today).days : -1;
  if (before && ago > 0 && ago <= RECENT_DAYS && before.dayOfWeek === weekday)
    return problem('past', before, nearWeekdays(date, weekday, today));
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

/** Resolves the rest, which is a period without a day, or words that mean nothing together. */
function resolvePeriod({ week, month }: DateWords, today: PlainDate): DateProblem {
  const period = week ? (week.weekend ? 'weekend' : 'week') : month ? 'month' : null;
  const saturday = monday(today).add({ days: 7 * (week?.offset ?? 0) + 5 });
  const instead = period === 'weekend' ? [saturday, saturday.add({ days: 1 })] : [];
  return { ...problem(period ? 'no-day' : 'nonsense', null, instead), period };
}
