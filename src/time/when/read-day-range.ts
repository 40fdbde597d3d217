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
import { CLOCK, MONTHS, UNTIL } from './vocabulary.ts';

interface DayRange {
  readonly from: number;
  readonly until: number;
  /** null for days of whichever month comes next: "18.-19." */
  readonly month: number | null;
  readonly to: number;
}

/** Less than an hour and a day together: nobody writes "18-19. december" for 18 o'clock on the 19th. */
const COST = 0.1;
const CLOCK_ENDINGS = new Set(['am', 'pm', 'a', 'p', 'h', 'oclock']);

/**
 * Reads days of one month from one to another: "18-19. december", "d. 4.-6. dec.", "4. til 6. december", "12-14/6",
 * "Dec 18-19". Which year it is, is said after it or not at all.
 */
export function readDayRange(tokens: readonly Token[], at: number): Match[] {
  const start = ['den', 'd', 'the'].includes(wordAt(tokens, at)) ? skipMark(tokens, at + 1, '.') : at;
  const read = () =>
    readBeforeMonth(tokens, start) ?? readAfterMonth(tokens, at) ?? readWithoutMonth(tokens, start, start > at);
  const range = isAfterClock(tokens, start) ? null : read();
  if (!range || range.from < 1 || range.from >= range.until || range.until > 31) return [];
  const year = readYear(tokens, range.to);
  const value = {
    from: { day: range.from, month: range.month, year: year?.year ?? null },
    until: { day: range.until, month: range.month, year: year?.year ?? null },
  };
  return [{ parts: [{ slot: 'days', value }], to: year?.to ?? range.to, cost: COST }];
}

/** "18-19. december", "12-14/6", "12.-14.6." */
function readBeforeMonth(tokens: readonly Token[], at: number): DayRange | null {
  const days = readTwoDays(tokens, at);
  if (!days) return null;
  const month = MONTHS.get(wordAt(tokens, days.to));
  if (month !== undefined) {
    const to = skipMark(tokens, days.to + 1, '.');
    return isDayOfMonth(tokens, to) && !markAt(tokens, days.to - 1, '.') ? null : { ...days, month, to };
  }
  const slash = gluedMarkAt(tokens, days.to, '/');
  const number =
    slash || markAt(tokens, days.to - 1, '.') ? gluedNumberAt(tokens, slash ? days.to + 1 : days.to) : null;
  if (!number || number.value < 1 || number.value > 12) return null;
  return { ...days, month: number.value, to: skipMark(tokens, slash ? days.to + 2 : days.to + 1, '.') };
}

/**
 * "Dec 18-19", "December 12th to 13th". In "den sidste torsdag i januar 19-21" the month belongs to what stands before
 * it.
 */
function readAfterMonth(tokens: readonly Token[], at: number): DayRange | null {
  const taken = ['i', 'in', 'of'].includes(wordAt(tokens, at - 1)) && !wordAt(tokens, at - 2).startsWith('weekend');
  const month = taken ? undefined : MONTHS.get(wordAt(tokens, at));
  const days = month === undefined ? null : readTwoDays(tokens, skipMark(tokens, at + 1, '.'));
  if (month === undefined || !days || CLOCK_ENDINGS.has(wordAt(tokens, days.to))) return null;
  return { ...days, month };
}

/** "18.-19.", "d. 18-19"; "den 4-12" is one day. */
function readWithoutMonth(tokens: readonly Token[], at: number, article: boolean): DayRange | null {
  const days = readTwoDays(tokens, at);
  const dotted = markAt(tokens, at + 1, '.') && days !== null && markAt(tokens, days.to - 1, '.');
  return days && (dotted || (article && days.until > 12)) ? { ...days, month: null } : null;
}

function readTwoDays(tokens: readonly Token[], at: number): { from: number; until: number; to: number } | null {
  const first = readDay(tokens, at);
  const joined = ['og', 'and'].includes(wordAt(tokens, first?.to ?? at));
  if (!first || !(joined || markAt(tokens, first.to, '-') || UNTIL.has(wordAt(tokens, first.to)))) return null;
  const article = ['den', 'd', 'the'].includes(wordAt(tokens, first.to + 1));
  const dotted = markAt(tokens, first.to - 1, '.');
  const last = readDay(tokens, article ? skipMark(tokens, first.to + 2, '.') : first.to + 1, dotted);
  // "12. og 13. december" are days on end; "12. og 20." are two things.
  if (!last || (joined && last.day !== first.day + 1)) return null;
  return { from: first.day, until: last.day, to: last.to };
}

/**
 * "18", "18.", "18th"; no time of day ("18.30", "18:30").
 * @param dotted the day before was written with a dot, so that "12.-14.12" is no time either
 */
function readDay(tokens: readonly Token[], at: number, dotted = false): { day: number; to: number } | null {
  const number = numberAt(tokens, at);
  if (!number || isClockAt(tokens, at)) return null;
  if (gluedMarkAt(tokens, at + 1, '.')) {
    return gluedNumberAt(tokens, at + 2, 2) && !dotted ? null : { day: number.value, to: at + 2 };
  }
  const ending = tokens[at + 1]?.glued && ['st', 'nd', 'rd', 'th', 'te', 'de'].includes(wordAt(tokens, at + 1));
  return { day: number.value, to: ending ? at + 2 : at + 1 };
}

/**
 * "19-21 Nov 26th" and "19-21 Nov 26, 2026" name the day after the month, so the numbers before it are hours. In
 * "12-13 December 10am" and "12-13 December 10-16" those are after it.
 */
function isDayOfMonth(tokens: readonly Token[], at: number): boolean {
  if (CLOCK_ENDINGS.has(wordAt(tokens, at + 1)) || (markAt(tokens, at + 1, '-') && numberAt(tokens, at + 2)))
    return false;
  const clock = isClockAt(tokens, at) || (gluedMarkAt(tokens, at + 1, '.') && gluedNumberAt(tokens, at + 2, 2));
  return numberAt(tokens, at) !== null && !clock;
}

function readYear(tokens: readonly Token[], at: number): { year: number; to: number } | null {
  const yearAt = skipMark(tokens, at, ',');
  const year = numberAt(tokens, yearAt, 4, 4);
  return year && year.value >= 1900 && year.value < 2200 ? { year: year.value, to: yearAt + 1 } : null;
}

function isAfterClock(tokens: readonly Token[], at: number): boolean {
  return CLOCK.has(wordBefore(tokens, at));
}
