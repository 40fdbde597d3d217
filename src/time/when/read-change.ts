import type { Amount } from './parts.ts';
import { readAmount } from './read-amount.ts';
import { type Token, wordAt } from './tokens.ts';
import { FILLER } from './vocabulary.ts';

/** The change of a moment as a whole: it is moved by a length of time, or its end alone is. */
export interface Change {
  readonly moves: 'all' | 'end';
  /** with its sign: earlier and shorter are negative */
  readonly by: Pick<Amount, 'months' | 'days' | 'minutes'>;
}

type Direction = Pick<Change, 'moves'> & { readonly sign: 1 | -1 };

const WORDS: Readonly<Record<string, Direction>> = {
  senere: { moves: 'all', sign: 1 },
  later: { moves: 'all', sign: 1 },
  efter: { moves: 'all', sign: 1 },
  after: { moves: 'all', sign: 1 },
  tidligere: { moves: 'all', sign: -1 },
  earlier: { moves: 'all', sign: -1 },
  sooner: { moves: 'all', sign: -1 },
  for: { moves: 'all', sign: -1 },
  before: { moves: 'all', sign: -1 },
  langere: { moves: 'end', sign: 1 },
  longer: { moves: 'end', sign: 1 },
  kortere: { moves: 'end', sign: -1 },
  shorter: { moves: 'end', sign: -1 },
};

/** "Dagen efter", "ugen før", "the day after". */
const PERIODS: Readonly<Record<string, Change['by']>> = {
  dagen: { months: 0, days: 1, minutes: 0 },
  day: { months: 0, days: 1, minutes: 0 },
  dag: { months: 0, days: 1, minutes: 0 },
  ugen: { months: 0, days: 7, minutes: 0 },
  week: { months: 0, days: 7, minutes: 0 },
  maneden: { months: 1, days: 0, minutes: 0 },
  month: { months: 1, days: 0, minutes: 0 },
};
const FOLLOWING = new Set(['naste', 'folgende', 'next', 'following']);
const AFTERWARDS = new Set(['derpa']);

/**
 * Reads words that change a moment instead of naming one: "en time senere", "30 min tidligere", "dagen efter", "an hour
 * longer", "the next day".
 * @param postponed the words before said that it is put off: then a length of time alone is how far
 * @returns null when the words say anything else
 */
export function readChange(tokens: readonly Token[], postponed: boolean): Change | null {
  const at = skipFillers(tokens, 0);
  return readPeriod(tokens, at) ?? readLength(tokens, at, postponed);
}

function readPeriod(tokens: readonly Token[], at: number): Change | null {
  const ahead = FOLLOWING.has(wordAt(tokens, at));
  const unitAt = ahead ? at + 1 : at;
  const unit = wordAt(tokens, unitAt);
  const by = PERIODS[unit];
  // "Næste uge" has days to choose from; "næste dag" is one.
  if (!by || (ahead && by.days !== 1)) return null;
  if (ahead) return isEnd(tokens, unitAt + 1) ? { moves: 'all', by } : null;
  const word = wordAt(tokens, unitAt + 1);
  const direction = AFTERWARDS.has(word) ? WORDS.efter : WORDS[word];
  if (direction?.moves !== 'all' || !isEnd(tokens, unitAt + 2)) return null;
  return signed(direction, by);
}

function readLength(tokens: readonly Token[], at: number, postponed: boolean): Change | null {
  const match = readAmount(tokens, at);
  if (!match) return null;
  const direction = WORDS[wordAt(tokens, match.to)];
  if (direction && isEnd(tokens, match.to + 1)) return signed(direction, match.amount);
  return postponed && isEnd(tokens, match.to) ? signed({ moves: 'all', sign: 1 }, match.amount) : null;
}

function signed({ moves, sign }: Direction, { months, days, minutes }: Change['by']): Change {
  return { moves, by: { months: sign * months, days: sign * days, minutes: sign * minutes } };
}

function skipFillers(tokens: readonly Token[], from: number): number {
  let at = from;
  while (tokens[at]?.kind === 'mark' || FILLER.has(wordAt(tokens, at))) at++;
  return at;
}

function isEnd(tokens: readonly Token[], at: number): boolean {
  return skipFillers(tokens, at) >= tokens.length;
}
