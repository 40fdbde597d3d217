import { FAR_FETCHED, type Match, single } from './parts.ts';
import { type AmountMatch, readAmount } from './read-amount.ts';
import { markAt, skipMark, type Token, wordAt } from './tokens.ts';
import { DAYS, PAST_WEEKDAYS, WEEKDAYS } from './vocabulary.ts';

const APPROXIMATELY = new Set([
  'ca',
  'cirka',
  'circa',
  'omkring',
  'omtrent',
  'about',
  'around',
  'approximately',
  'approx',
]);
const ANNOUNCE = new Set(['om', 'in']);
const FROM = new Set(['from', 'fra']);
const FROM_OR_ON = new Set(['from', 'on', 'fra', 'pa']);
const AGO = new Set(['siden', 'ago']);
const NOW = new Set(['nu', 'now']);
const AND = new Set(['og', 'and']);
const ONWARDS = new Set(['frem', 'fremad', 'fremefter', 'onwards', 'onward']);
const TODAY = new Set(['dag', 'morgen']);
const NEVER_BEFORE_LENGTH = new Set([...ANNOUNCE, ...FROM, 'den', 'd', 'the']);
/** in minutes */
const LONGEST_PLAIN = 3 * 24 * 60;
const SHORTEST_IN_M = 15;
/** Words that may stand before a length of time. */
export const LASTING = new Set(['i', 'for', 'varighed', 'varer', 'duration', 'lasting', 'pa', 'of']);

/** "om to timer", "in 3 days", "2 hours from now", "a week from Friday", "a week tomorrow", "nu", "for en uge siden". */
export function readOffset(tokens: readonly Token[], at: number): Match[] {
  if (NOW.has(wordAt(tokens, at))) {
    const value = { months: 0, days: 0, minutes: 0, exact: true };
    return [{ parts: [{ slot: 'offset', value }], to: at + 1, cost: 0.5 }];
  }
  const past = readAgo(tokens, wordAt(tokens, at) === 'for' ? at + 1 : at);
  if (past) return [past];
  const announced = ANNOUNCE.has(wordAt(tokens, at));
  const start = announced ? skipApproximately(tokens, at + 1) : at;
  const match = readAmount(tokens, start);
  if (!match) return [];
  const either = wordAt(tokens, match.to - 1) === 'm' && match.amount.minutes < SHORTEST_IN_M;
  if (announced && either) return minutesOrMonths(match);
  const to = announced ? match.to : skipFrom(tokens, match.to, match.amount.exact);
  return to === null ? [] : [{ parts: [{ slot: 'offset', value: match.amount }], to, cost: 0 }];
}

/** "Om 1 m" may be a minute or a month; with a time of day beside it only the month makes sense. */
function minutesOrMonths({ amount, to }: AmountMatch): Match[] {
  const months = { months: amount.minutes, days: 0, minutes: 0, exact: false };
  return [
    single({ slot: 'offset', value: { ...amount, orMonths: amount.minutes } }, to, FAR_FETCHED),
    single({ slot: 'offset', value: months }, to, FAR_FETCHED),
  ];
}

/** "to timer siden", "a week ago": a distance backwards. */
function readAgo(tokens: readonly Token[], at: number): Match | null {
  const match = readAmount(tokens, skipApproximately(tokens, at));
  if (!match || !AGO.has(wordAt(tokens, match.to))) return null;
  const { months, days, minutes, exact } = match.amount;
  return single({ slot: 'offset', value: { months: -months, days: -days, minutes: -minutes, exact } }, match.to + 1);
}

/** Skips what makes "two weeks" a distance rather than a length when no "om" or "in" stands before it. */
function skipFrom(tokens: readonly Token[], at: number, exact: boolean): number | null {
  const word = wordAt(tokens, at);
  if (FROM.has(word) && NOW.has(wordAt(tokens, at + 1))) return at + 2;
  if (exact) return null;
  if (isDay(wordAt(tokens, at))) return at;
  const dayAt = wordAt(tokens, at + 1) === 'i' ? at + 2 : at + 1;
  const day = wordAt(tokens, dayAt);
  return FROM_OR_ON.has(word) && (isDay(day) || (dayAt > at + 1 && TODAY.has(day))) ? at + 1 : null;
}

function isDay(word: string): boolean {
  return DAYS.has(word) || WEEKDAYS.has(word) || PAST_WEEKDAYS.has(word);
}

function skipApproximately(tokens: readonly Token[], at: number): number {
  return APPROXIMATELY.has(wordAt(tokens, at)) ? skipMark(tokens, at + 1, '.') : at;
}

/**
 * Tells whether an amount with no word before it is a length. Not after "om" or "from"; "torsdag otte dage" is no
 * week-long meetup, "den 26t" and "7-9m" are slips for "26th" and "9pm", and "2026 t 17" for "2026 at 17".
 */
function isPlainLength(tokens: readonly Token[], at: number, { amount, to }: AmountMatch): boolean {
  if (NEVER_BEFORE_LENGTH.has(wordAt(tokens, at - 1)) || !amount.exact || amount.minutes > LONGEST_PLAIN) return false;
  // "19h-21h"
  if (wordAt(tokens, to - 1) === 'h' && markAt(tokens, at - 1, '-')) return false;
  return wordAt(tokens, to - 1) !== 'm' || amount.minutes >= SHORTEST_IN_M;
}

/** "i 3 timer", "for two hours", "(2 t)". */
export function readDuration(tokens: readonly Token[], at: number): Match[] {
  const announced = LASTING.has(wordAt(tokens, at)) || AND.has(wordAt(tokens, at));
  const match = readAmount(tokens, announced ? skipMark(tokens, skipApproximately(tokens, at + 1), ':') : at);
  if (!match || (!announced && !isPlainLength(tokens, at, match))) return [];
  const onwards = ONWARDS.has(wordAt(tokens, match.to));
  // "Kl. 10 og tre timer frem"; "og 3 timer" alone may add to anything.
  if (AND.has(wordAt(tokens, at)) && !onwards) return [];
  const to = onwards ? match.to + 1 : match.to;
  return [{ parts: [{ slot: 'duration', value: match.amount }], to, cost: announced ? 0 : 0.3 }];
}
