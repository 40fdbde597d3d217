import { readAmount, readQuantity } from './read-amount.ts';
import { LASTING } from './read-span.ts';
import { gluedNumberAt, markAt, numberAt, skipMark, type Token, tokenise, wordAt } from './tokens.ts';
import { FILLER } from './vocabulary.ts';

/** The answer to a text that should say how long something lasts. */
export type DurationAnswer = { readonly ok: true; readonly minutes: number } | { readonly ok: false };

/** A number alone counts hours below this, and minutes from it on: "2" and "90". */
const LEAST_BARE_MINUTES = 15;

const LONGEST_BARE_MINUTES = 24 * 60;

const LONGEST_MINUTES = 31 * 24 * 60;

/**
 * Reads how long something lasts, in Danish or English: "2 timer", "1½ time", "halvanden time", "1t 30m", "2h", "1:30",
 * and a number alone. Days are 24 hours.
 * @returns whole minutes, from 1 to 31 days; `ok: false` when there is anything that is not understood
 */
export function parseDuration(text: string): DurationAnswer {
  const tokens = tokenise(text);
  const minutes = readClockLike(tokens) ?? readBare(tokens) ?? readAnnounced(tokens);
  return minutes !== null && minutes > 0 && minutes <= LONGEST_MINUTES ? { ok: true, minutes } : { ok: false };
}

/** "1:30" */
function readClockLike(tokens: readonly Token[]): number | null {
  const hours = numberAt(tokens, 0);
  const minutes = gluedNumberAt(tokens, 2, 2);
  const whole = tokens.length === 3 && hours && minutes && markAt(tokens, 1, ':') && minutes.value < 60;
  return whole ? hours.value * 60 + minutes.value : null;
}

/** "2", "1,5", "1½", "90". "1.25" may be a decimal or a clock, so it is asked for again. */
function readBare(tokens: readonly Token[]): number | null {
  if (markAt(tokens, 1, '.') && gluedNumberAt(tokens, 2, 2)) return null;
  const quantity = readQuantity(tokens, 0);
  if (!quantity || quantity.to !== tokens.length || quantity.value > LONGEST_BARE_MINUTES) return null;
  return quantity.value < LEAST_BARE_MINUTES ? Math.round(quantity.value * 60) : quantity.value;
}

/** "ca. 2 timer", "i halvanden time", "2 timer." */
function readAnnounced(tokens: readonly Token[]): number | null {
  let at = 0;
  while (FILLER.has(wordAt(tokens, at)) || LASTING.has(wordAt(tokens, at)) || markAt(tokens, at, '.')) at++;
  const match = readAmount(tokens, at);
  if (!match || match.amount.months > 0 || skipMark(tokens, match.to, '.') < tokens.length) return null;
  return match.amount.days * 24 * 60 + match.amount.minutes;
}
