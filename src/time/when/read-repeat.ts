import { CARDINALS, ORDINALS } from './numbers.ts';
import type { Match, Part, Repeat } from './parts.ts';
import { numberAt, skipMark, type Token, wordAt } from './tokens.ts';
import { MONTH_NOUNS, PLURAL_WEEKDAYS, UNITS, WEEKDAYS } from './vocabulary.ts';

const EACH = new Set(['hver', 'hvert', 'every', 'each', 'alle', 'all']);
const EVERYBODY = new Set(['alle', 'all']);
const OTHER = new Set(['other', 'anden', 'andet', 'second']);
const REGULARLY = new Set(['ugentlig', 'ugentligt', 'weekly', 'daglig', 'dagligt', 'daily', 'manedlig', 'manedligt']);
const MONTHLY = new Set(['monthly', 'fortnightly', 'biweekly']);
const WORKING_DAYS = new Set(['hverdag', 'hverdage', 'weekday', 'weekdays', 'weekdage']);
const PARITIES: ReadonlyMap<string, Repeat> = new Map([
  ['lige', 'even'],
  ['even', 'even'],
  ['ulige', 'odd'],
  ['odd', 'odd'],
]);
const WEEKS = new Set(['uge', 'uger', 'week', 'weeks']);

const SOMETIMES: Part = { slot: 'repeats', value: 'any' };

/**
 * Reads words by which something comes again: "hver torsdag", "hver anden mandag", "torsdage", "om onsdagen",
 * "i lige uger", "i hver måned", "every weekday", "weekly". A weekday or a month in them also says when the first time is.
 */
export function readRepeat(tokens: readonly Token[], at: number): Match[] {
  const word = wordAt(tokens, at);
  const plural = PLURAL_WEEKDAYS.get(word);
  if (plural !== undefined) return [match(at + 1, weekday(plural))];
  if (REGULARLY.has(word) || MONTHLY.has(word)) return [match(at + 1)];
  const parity = PARITIES.get(word);
  if (parity && WEEKS.has(wordAt(tokens, at + 1))) {
    return [{ parts: [{ slot: 'repeats', value: parity }], to: at + 2, cost: 0 }];
  }
  const habit = word === 'om' ? habitualDay(wordAt(tokens, at + 1)) : null;
  if (habit !== null) return [match(at + 2, weekday(habit))];
  return EACH.has(word) ? readEach(tokens, at) : [];
}

/** "hver 14. dag", "every 2 weeks", "hver tredje uge": how often does not matter to when it begins. */
function readInterval(tokens: readonly Token[], at: number): Match | null {
  const word = wordAt(tokens, at);
  const counted = numberAt(tokens, at) !== null || ORDINALS.has(word) || CARDINALS.has(word);
  const unitAt = skipMark(tokens, at + 1, '.');
  return counted && UNITS.has(wordAt(tokens, unitAt)) ? match(unitAt + 1) : null;
}

/** "hver torsdag", "hver anden", "alle onsdage", "hver dag", "hver den 1. lørdag i måneden" */
function readEach(tokens: readonly Token[], at: number): Match[] {
  const interval = EVERYBODY.has(wordAt(tokens, at)) ? null : readInterval(tokens, at + 1);
  if (interval) return [interval];
  const next = wordAt(tokens, at + 1);
  const place = OTHER.has(next) || ORDINALS.has(next) ? at + 2 : at + 1;
  const word = wordAt(tokens, place);
  const plural = PLURAL_WEEKDAYS.get(word);
  if (plural !== undefined) return [match(place + 1, weekday(plural))];
  if (MONTH_NOUNS.has(word)) return [match(place + 1, { slot: 'month', value: { offset: null, month: null } })];
  if (WORKING_DAYS.has(word)) return [match(place + 1)];
  // "All day" does not come again, nor does "alle er velkomne".
  if (EVERYBODY.has(wordAt(tokens, at))) return [];
  const unit = UNITS.get(word);
  if (unit === 'day' || unit === 'week') return [match(place + 1)];
  // "Hver den første onsdag", "every first Tuesday": which one is read by itself.
  return [match(OTHER.has(next) && WEEKDAYS.has(word) ? place : at + 1)];
}

/** "om onsdagen" is on Wednesdays, "på onsdag" is not. */
function habitualDay(word: string): number | null {
  return word.endsWith('dagen') ? (WEEKDAYS.get(word) ?? null) : null;
}

function weekday(day: number): Part {
  return { slot: 'weekday', value: { day, which: 'plain', weeks: 0 } };
}

function match(to: number, ...said: Part[]): Match {
  return { parts: [SOMETIMES, ...said], to, cost: 0 };
}
