import { readDuration } from './read-span.ts';
import { gluedNumberAt, markAt, numberAt, skipMark, type Token, tokenise, wordAt } from './tokens.ts';
import { FILLER } from './vocabulary.ts';

/** The answer to a text that should say how long something lasts. */
export type DurationAnswer = { readonly ok: true; readonly minutes: number } | { readonly ok: false };

/** A number alone counts hours below this, and minutes from it on: "2" and "90". */
const LEAST_BARE_MINUTES = 15;

const LONGEST_MINUTES = 31 * 24 * 60;

/**
 * Reads how long something lasts, in Danish or English: "2 timer", "1½ time", "halvanden time", "1t 30m", "2h", "1:30",
 * and a number alone. Days are 24 hours.
 * @returns whole minutes, from 1 to 31 days; `ok: false` when there is anything that is not understood
 */
export function parseDuration(text: string): DurationAnswer {
  const tokens = tokenise(text);
  const minutes = readClockLike(tokens) ?? readBare(tokens) ?? readAmountOf(tokens);
  return minutes !== null && minutes > 0 && minutes <= LONGEST_MINUTES ? { ok: true, minutes } : { ok: false };
}

/** "1:30" */
function readClockLike(tokens: readonly Token[]): number | null {
  const hours = numberAt(tokens, 0);
  const minutes = gluedNumberAt(tokens, 2, 2);
  const whole = tokens.length === 3 && hours && minutes && markAt(tokens, 1, ':') && minutes.value < 60;
  return whole ? hours.value * 60 + minutes.value : null;
}

/** "2", "1,5", "1.5" */
function readBare(tokens: readonly Token[]): number | null {
  const number = numberAt(tokens, 0, 1, 4);
  if (number && tokens.length === 1) return number.value < LEAST_BARE_MINUTES ? number.value * 60 : number.value;
  const tenths = gluedNumberAt(tokens, 2, 1, 1);
  const decimal = tokens.length === 3 && number && tenths && (markAt(tokens, 1, ',') || markAt(tokens, 1, '.'));
  return decimal ? (number.value + tenths.value / 10) * 60 : null;
}

function readAmountOf(tokens: readonly Token[]): number | null {
  let at = 0;
  while (at < tokens.length) {
    const [match] = readDuration(tokens, at);
    const [part] = match?.parts ?? [];
    if (match && part?.slot === 'duration') {
      const { months, days, minutes } = part.value;
      const rest = skipMark(tokens, match.to, '.');
      return months === 0 && rest === tokens.length ? days * 24 * 60 + minutes : null;
    }
    if (!FILLER.has(wordAt(tokens, at)) && !markAt(tokens, at, '.')) return null;
    at++;
  }
  return null;
}
