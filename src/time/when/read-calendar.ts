import { ORDINAL_ENDINGS, ORDINALS } from './numbers.ts';
import type { Match } from './parts.ts';
import {
  gluedMarkAt,
  gluedNumberAt,
  isClockAt,
  markAt,
  numberAt,
  skipMark,
  type Token,
  wordAt,
  wordBefore,
} from './tokens.ts';
import { CLOCK, MONTHS, WEEKDAYS } from './vocabulary.ts';

interface DayMonth {
  readonly day: number;
  readonly month: number;
  readonly to: number;
  readonly cost: number;
}

interface DayOfMonth {
  readonly day: number;
  readonly to: number;
  readonly cost: number;
}

const ARTICLES = new Set(['den', 'd', 'the']);
const BETWEEN_DAY_AND_MONTH = new Set(['of', 'i', 'in', 'den', 'the']);
/** Words that make the number after a month a time: "December 5pm". */
const CLOCK_ENDINGS = new Set(['am', 'pm', 'h', 'oclock', 'p', 'a']);

/**
 * Reads a date with its day of the month: "12/3", "12.3.2027", "2027-03-12", "den 12. marts", "March 12th, 2027",
 * "den 12.". Numbers are day first, as in Denmark and Britain.
 */
export function readCalendar(tokens: readonly Token[], at: number, year: number): Match[] {
  const start = skipArticle(tokens, at);
  const dayMonths = [
    readDayThenMonth(tokens, at, start),
    readMonthThenDay(tokens, at),
    readSpaced(tokens, start),
    ...readNumeric(tokens, start, start > at),
  ].filter((match) => match !== null);
  const day = readDayOfMonth(tokens, at, start);
  return [
    ...readIso(tokens, at),
    ...dayMonths.flatMap((match) => withYears(tokens, match, year)),
    ...(day ? [calendarMatch(day.day, null, null, day.to, day.cost)] : []),
  ];
}

function calendarMatch(day: number, month: number | null, year: number | null, to: number, cost: number): Match {
  return { parts: [{ slot: 'calendar', value: { day, month, year } }], to, cost };
}

function skipArticle(tokens: readonly Token[], at: number): number {
  return ARTICLES.has(wordAt(tokens, at)) ? skipMark(tokens, at + 1, '.') : at;
}

/** ISO 8601 and its kin: "2026-12-19", "2026/12/19", "2026.12.19". */
function readIso(tokens: readonly Token[], at: number): Match[] {
  const year = numberAt(tokens, at, 4, 4);
  const mark = tokens[at + 1]?.text ?? '';
  const month = gluedNumberAt(tokens, at + 2);
  const day = gluedNumberAt(tokens, at + 4);
  if (!year || !month || !day || !'-/.'.includes(mark) || !gluedMarkAt(tokens, at + 1, mark)) return [];
  if (!gluedMarkAt(tokens, at + 3, mark)) return [];
  return [calendarMatch(day.value, month.value, year.value, at + 5, 0)];
}

/** "28 11" and "28 11 2026": a date when nothing else can be made of it. */
function readSpaced(tokens: readonly Token[], at: number): DayMonth | null {
  const day = numberAt(tokens, at);
  const month = numberAt(tokens, at + 1);
  const plausible = day && month && day.value >= 1 && day.value <= 31 && month.value >= 1 && month.value <= 12;
  return plausible ? { day: day.value, month: month.value, to: at + 2, cost: 2.8 } : null;
}

/** "12/3", "12.3.", "12.3", "12-3". What looks more like a time or a range costs more. */
function readNumeric(tokens: readonly Token[], at: number, article: boolean): DayMonth[] {
  const day = numberAt(tokens, at);
  const month = numberAt(tokens, at + 2);
  if (!day || !month || isAfterKl(tokens, at)) return [];
  const found = { day: day.value, month: month.value, to: at + 3 };
  const slash = markAt(tokens, at + 1, '/');
  if (!slash && (found.day < 1 || found.month < 1)) return [];
  if (slash) return [{ ...found, cost: 0 }];
  const mark = tokens[at + 1]?.text ?? '';
  const afterWeekday = isAfterWeekday(tokens, at);
  const spaced = mark === '-' && (article || afterWeekday);
  if (!gluedMarkAt(tokens, at + 1, '.') && !gluedMarkAt(tokens, at + 1, '-') && !spaced) return [];
  if (mark === '.' && !month.glued && !gluedMarkAt(tokens, at + 3, '.')) return [];
  if (gluedMarkAt(tokens, at + 3, mark) && (mark === '.' || gluedNumberAt(tokens, at + 4, 2, 4))) {
    return [{ ...found, to: mark === '.' ? at + 4 : at + 3, cost: 0 }];
  }
  if (found.month > 12 || found.day > 31) return [];
  const doubtful = isAfterClockWord(tokens, at);
  // No range of hours begins at 27.
  const dash = found.day > 24 ? 1 : afterWeekday ? 1.5 : 2.5;
  return [{ ...found, cost: article ? 0 : doubtful ? 5 : mark === '.' ? 1 : dash }];
}

/** "12. december", "12th of December", "den tolvte december", "12dec". */
function readDayThenMonth(tokens: readonly Token[], at: number, start: number): DayMonth | null {
  const ordinal = readDayOfMonth(tokens, at, start);
  if (!ordinal) return null;
  const monthAt = skipArticles(tokens, ordinal.to);
  const month = MONTHS.get(wordAt(tokens, monthAt));
  if (month === undefined) return monthAt > ordinal.to ? readMonthOrdinal(tokens, ordinal.day, monthAt) : null;
  return { day: ordinal.day, month, to: skipMark(tokens, monthAt + 1, '.'), cost: 0 };
}

/** "den 1. i 12.", "den tolvte i tredje" */
function readMonthOrdinal(tokens: readonly Token[], day: number, at: number): DayMonth | null {
  const number = numberAt(tokens, at);
  const month = number && gluedMarkAt(tokens, at + 1, '.') ? number.value : ORDINALS.get(wordAt(tokens, at));
  if (!month || month > 12 || wordAt(tokens, at - 1) !== 'i') return null;
  return { day, month, to: number ? at + 2 : at + 1, cost: 0 };
}

function skipArticles(tokens: readonly Token[], at: number): number {
  let next = at;
  while (next < at + 2 && (BETWEEN_DAY_AND_MONTH.has(wordAt(tokens, next)) || gluedMarkAt(tokens, next, '-'))) next++;
  return next;
}

/** "December 12", "Dec. 12th", "December the 12th". */
function readMonthThenDay(tokens: readonly Token[], at: number): DayMonth | null {
  const month = MONTHS.get(wordAt(tokens, at));
  if (month === undefined) return null;
  const dayAt = skipArticle(tokens, skipMark(tokens, at + 1, '.'));
  const day = readDayOfMonth(tokens, dayAt, dayAt);
  if (!day) return null;
  const minutes =
    [':', '.'].some((mark) => gluedMarkAt(tokens, dayAt + 1, mark)) && gluedNumberAt(tokens, dayAt + 2, 2);
  if (minutes || CLOCK_ENDINGS.has(wordAt(tokens, day.to))) return null;
  // "Den sidste torsdag i januar 19-21": the month belongs to what stands before it.
  const taken = BETWEEN_DAY_AND_MONTH.has(wordAt(tokens, at - 1));
  return { day: day.day, month, to: day.to, cost: taken ? 2.5 : 0.3 };
}

/** "den 12.", "12th", "12.", "femte", and at a price "12". */
function readDayOfMonth(tokens: readonly Token[], at: number, start: number): DayOfMonth | null {
  const article = start > at;
  const number = numberAt(tokens, start);
  if (!number) return readOrdinalWord(tokens, start, article);
  const ending = tokens[start + 1]?.glued && ORDINAL_ENDINGS.has(wordAt(tokens, start + 1));
  if (ending) return { day: number.value, to: start + 2, cost: 0 };
  if (isAfterKl(tokens, start)) return null;
  const dot = gluedMarkAt(tokens, start + 1, '.') && !gluedNumberAt(tokens, start + 2);
  const afterDash = markAt(tokens, start - 1, '-');
  if (dot) return { day: number.value, to: start + 2, cost: article ? 0 : afterDash ? 2 : 0.5 };
  if (['.', '/'].some((mark) => gluedMarkAt(tokens, start + 1, mark)) || isClockAt(tokens, start)) return null;
  // A number alone, or after a dash, is nothing that can be told; "den 4-12" is one date.
  const doubtful = tokens.length === 1 || afterDash || isAfterClockWord(tokens, start);
  const month = article && markAt(tokens, start + 1, '-') && (numberAt(tokens, start + 2)?.value ?? 13) <= 12;
  return { day: number.value, to: start + 1, cost: article ? (month ? 3 : 0) : doubtful ? 5 : 2 };
}

/** After "kl." a number is a time, also one that cannot be read as such ("kl. 18.5"). */
function isAfterClockWord(tokens: readonly Token[], at: number): boolean {
  return CLOCK.has(wordBefore(tokens, at));
}

/** After "kl." a number never is a day, whatever follows ("kl. 5 december"). */
function isAfterKl(tokens: readonly Token[], at: number): boolean {
  const word = wordBefore(tokens, at);
  return CLOCK.has(word) && word !== 'at';
}

/** "tir. 15-12": a weekday stands before the numbers. */
function isAfterWeekday(tokens: readonly Token[], at: number): boolean {
  return WEEKDAYS.has(wordBefore(tokens, at));
}

/** "femte", "fifth", "twenty-first". */
function readOrdinalWord(tokens: readonly Token[], at: number, article: boolean): DayOfMonth | null {
  const word = wordAt(tokens, at);
  const tens = word === 'twenty' ? 20 : word === 'thirty' ? 30 : 0;
  const ordinalAt = tens ? skipMark(tokens, at + 1, '-') : at;
  const ordinal = ORDINALS.get(wordAt(tokens, ordinalAt));
  if (ordinal === undefined || (tens && ordinal > 9)) return null;
  const ofMonth = ['of', 'i'].includes(wordAt(tokens, ordinalAt + 1));
  return { day: tens + ordinal, to: ordinalAt + 1, cost: article || ofMonth ? 0.2 : 3.5 };
}

/** A date with the year that may follow it, and without. "12/12 2030" may also be 12 December at 20.30. */
function withYears(tokens: readonly Token[], match: DayMonth, currentYear: number): Match[] {
  const { day, month, to, cost } = match;
  const readings = [calendarMatch(day, month, null, to, cost)];
  const found = readYear(tokens, to, currentYear);
  if (found) readings.unshift(calendarMatch(day, month, found.year, found.to, cost + found.cost));
  return readings;
}

/** "2027", ", 2027", "-2027", "-27", "/27", "'27", ".27". */
function readYear(
  tokens: readonly Token[],
  at: number,
  current: number,
): { year: number; to: number; cost: number } | null {
  const marked = ['-', '/', ',', "'", '.'].some((mark) => markAt(tokens, at, mark));
  const yearAt = marked ? at + 1 : at;
  const full = numberAt(tokens, yearAt, 4, 4);
  if (full && full.value >= 1900 && full.value < 2200) {
    const oneDate = marked && full.glued && !markAt(tokens, at, ',');
    return { year: full.value, to: yearAt + 1, cost: oneDate ? 0 : yearCost(full.value, current) };
  }
  const short = numberAt(tokens, yearAt, 2);
  if (!short || [':', '.'].some((mark) => gluedMarkAt(tokens, yearAt + 1, mark) && gluedNumberAt(tokens, yearAt + 2))) {
    return null;
  }
  const year = 2000 + short.value;
  const afterDot = markAt(tokens, at - 1, '.') && short.glued;
  if ((marked && short.glued && !markAt(tokens, at, ',')) || afterDot) return { year, to: yearAt + 1, cost: 0 };
  return short.value > 24 && !marked ? { year, to: yearAt + 1, cost: 1 } : null;
}

/** "5. maj 2019" is a year; "5. maj 2030" may be half past eight, and "5. maj 1930" half past seven. */
function yearCost(year: number, current: number): number {
  const time = year <= 2000 ? year % 100 < 60 : year > current + 5;
  return time ? 1.5 : 0;
}

/** A year that stands apart: "2027", "i 2027". The second number of "1930-2030" is none. */
export function readLoneYear(tokens: readonly Token[], at: number): Match[] {
  const year = numberAt(tokens, at, 4, 4);
  if (markAt(tokens, at - 1, '-') && numberAt(tokens, at - 2, 3, 4)) return [];
  if (!year || year.value < 1900 || year.value >= 2200) return [];
  return [{ parts: [{ slot: 'year', value: { year: year.value, offset: 0 } }], to: at + 1, cost: 0.5 }];
}
