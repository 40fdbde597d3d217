import { CARDINALS } from './numbers.ts';
import type { Amount } from './parts.ts';
import { gluedMarkAt, gluedNumberAt, markAt, numberAt, type Token, wordAt } from './tokens.ts';
import { UNITS, type Unit } from './vocabulary.ts';

interface Quantity {
  readonly value: number;
  readonly to: number;
}

/** An amount of time, and where reading goes on. */
export interface AmountMatch {
  readonly amount: Amount;
  readonly to: number;
}

/** Larger amounts are not read: they are typing mistakes, and would overflow the calendar. */
const MOST_DIGITS = 4;

const MINUTES: Partial<Record<Unit, number>> = { minute: 1, quarter: 15, hour: 60, fullDay: 24 * 60 };
const DAYS: Partial<Record<Unit, number>> = { day: 1, week: 7, fortnight: 14 };
const MONTHS: Partial<Record<Unit, number>> = { month: 1, year: 12 };

const JOINERS = new Set(['og', 'and']);
const HALF_ONE = new Set(['halv', 'halvt', 'half']);
const FRACTIONS: ReadonlyMap<string, number> = new Map([
  ['halvanden', 1.5],
  ['halvandet', 1.5],
  ['trekvart', 0.75],
]);
const ARTICLES = new Set(['en', 'et', 'a', 'an', 'one']);

/**
 * Reads an amount of time: "to timer", "1½ time", "en time og et kvarter", "1t 30m", "2h30", "an hour and a half",
 * "en times tid".
 * @returns the longest reading, or null
 */
export function readAmount(tokens: readonly Token[], at: number): AmountMatch | null {
  let match = readSingle(tokens, at);
  for (let more = 0; match && more < 2; more++) {
    const next = readAddition(tokens, match.to, match.amount);
    if (!next) break;
    match = { amount: sum(match.amount, next.amount), to: next.to };
  }
  return match && { ...match, to: skipApproximation(tokens, match.to) };
}

/** "30 min" and "et kvarter" after a larger amount, also joined with "og", a comma or the dot of "1 t.". */
function readAddition(tokens: readonly Token[], at: number, before: Amount): AmountMatch | null {
  const abbreviated = wordAt(tokens, at - 1).length <= 3 && markAt(tokens, at, '.');
  const joined = abbreviated || JOINERS.has(wordAt(tokens, at)) || markAt(tokens, at, ',') ? at + 1 : at;
  const next = readSingle(tokens, joined);
  return next && size(next.amount) < size(before) ? next : null;
}

function readSingle(tokens: readonly Token[], at: number): AmountMatch | null {
  const bare = readHalfUnit(tokens, at) ?? readQuarters(tokens, at);
  if (bare) return bare;
  const quantity = readQuantity(tokens, at);
  if (!quantity) return null;
  const unit = UNITS.get(wordAt(tokens, quantity.to));
  if (!unit) return null;
  return withTail(tokens, quantity.value, unit, quantity.to + 1);
}

/** "half an hour", "en halv time": the half may stand before the article. */
function readHalfUnit(tokens: readonly Token[], at: number): AmountMatch | null {
  if (!HALF_ONE.has(wordAt(tokens, at))) return null;
  const unitAt = ARTICLES.has(wordAt(tokens, at + 1)) ? at + 2 : at + 1;
  const unit = UNITS.get(wordAt(tokens, unitAt));
  const amount = unit ? amountOf(0.5, unit) : null;
  return amount && { amount, to: unitAt + 1 };
}

/** "a quarter of an hour", "quarter of an hour", "three quarters of an hour" */
function readQuarters(tokens: readonly Token[], at: number): AmountMatch | null {
  const counted = CARDINALS.get(wordAt(tokens, at));
  const quarters = counted ?? 1;
  const start = counted === undefined ? at : at + 1;
  const said = [0, 1, 2, 3].map((ahead) => wordAt(tokens, start + ahead)).join(' ');
  if (quarters < 1 || quarters > 3 || !/^quarters? of an hour$/.test(said)) return null;
  return { amount: { months: 0, days: 0, minutes: 15 * quarters, exact: true }, to: start + 4 };
}

/** Reads what may follow the unit: "an hour and a half", and minutes with no unit of their own: "2h30", "1 t 30". */
function withTail(tokens: readonly Token[], value: number, unit: Unit, at: number): AmountMatch | null {
  const article = JOINERS.has(wordAt(tokens, at)) && ARTICLES.has(wordAt(tokens, at + 1));
  if (article && HALF_ONE.has(wordAt(tokens, at + 2)) && !UNITS.has(wordAt(tokens, at + 3))) {
    const amount = amountOf(value + 0.5, unit);
    return amount && { amount, to: at + 3 };
  }
  const amount = amountOf(value, unit);
  if (!amount) return null;
  const last = at === tokens.length - 1;
  const minutes = unit !== 'hour' ? null : last ? numberAt(tokens, at, 2) : gluedNumberAt(tokens, at, 2);
  if (minutes && minutes.value < 60 && !UNITS.has(wordAt(tokens, at + 1))) {
    return { amount: { ...amount, minutes: amount.minutes + minutes.value }, to: at + 1 };
  }
  return { amount, to: at };
}

/** Reads how many: "2", "1,5", "1 1/2", "to", "halvanden", "et par". */
export function readQuantity(tokens: readonly Token[], at: number): Quantity | null {
  const number = numberAt(tokens, at, 1, MOST_DIGITS);
  if (number) return readDigits(tokens, at, number.value);
  const word = wordAt(tokens, at);
  const fraction = FRACTIONS.get(word);
  if (fraction) return { value: fraction, to: at + 1 };
  if (ARTICLES.has(word)) {
    if (HALF_ONE.has(wordAt(tokens, at + 1))) return { value: 0.5, to: at + 2 };
    if (wordAt(tokens, at + 1) === 'par') return { value: 2, to: at + 2 };
    if (wordAt(tokens, at + 1) === 'couple') return { value: 2, to: wordAt(tokens, at + 2) === 'of' ? at + 3 : at + 2 };
  }
  const value = CARDINALS.get(word);
  return value === undefined ? null : withHalf(tokens, value, at + 1);
}

/** "1,5", "1.5", "1/2", "1 1/2" and plain digits. */
function readDigits(tokens: readonly Token[], at: number, value: number): Quantity | null {
  if (gluedMarkAt(tokens, at + 1, '/')) {
    const below = gluedNumberAt(tokens, at + 2, 1, 1);
    return below && below.value > 0 && value < below.value ? { value: value / below.value, to: at + 3 } : null;
  }
  const decimals = gluedNumberAt(tokens, at + 2);
  if (decimals && (gluedMarkAt(tokens, at + 1, ',') || gluedMarkAt(tokens, at + 1, '.'))) {
    return { value: value + decimals.value / 10 ** decimals.text.length, to: at + 3 };
  }
  const fraction = numberAt(tokens, at + 1, 1, 1) && gluedMarkAt(tokens, at + 2, '/');
  if (fraction) {
    const part = readDigits(tokens, at + 1, numberAt(tokens, at + 1)?.value ?? 0);
    return part && { value: value + part.value, to: part.to };
  }
  return withHalf(tokens, value, at + 1);
}

/** "to en halv time", "2 og en halv time", "two and a half hours". */
function withHalf(tokens: readonly Token[], value: number, at: number): Quantity {
  const article = JOINERS.has(wordAt(tokens, at)) ? at + 1 : at;
  const half = ARTICLES.has(wordAt(tokens, article)) && HALF_ONE.has(wordAt(tokens, article + 1));
  return half ? { value: value + 0.5, to: article + 2 } : { value, to: at };
}

/** "en times tid", "in a week's time". */
function skipApproximation(tokens: readonly Token[], at: number): number {
  const genitive = /s$/.test(wordAt(tokens, at - 1));
  return genitive && ['tid', 'time'].includes(wordAt(tokens, at)) ? at + 1 : at;
}

/** Fractions of a day are hours; fractions of a month are nothing that one can count. */
function amountOf(value: number, unit: Unit): Amount | null {
  const minutes = MINUTES[unit];
  if (minutes) return { months: 0, days: 0, minutes: Math.round(value * minutes), exact: true };
  const days = DAYS[unit];
  if (days && Number.isInteger(value * days)) return { months: 0, days: value * days, minutes: 0, exact: false };
  if (days === 1) return { months: 0, days: 0, minutes: Math.round(value * 24 * 60), exact: true };
  const months = MONTHS[unit];
  if (months && Number.isInteger(value * months)) return { months: value * months, days: 0, minutes: 0, exact: false };
  return null;
}

function sum(a: Amount, b: Amount): Amount {
  return {
    months: a.months + b.months,
    days: a.days + b.days,
    minutes: a.minutes + b.minutes,
    exact: a.exact || b.exact,
  };
}

/** An order of size, to tell "en time og 30 minutter" from two amounts that have nothing to do with each other. */
function size(amount: Amount): number {
  return amount.months * 31 * 1440 + amount.days * 1440 + amount.minutes;
}
