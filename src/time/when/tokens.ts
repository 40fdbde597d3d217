import { fold, normalise } from './spelling.ts';
import { readWord } from './vocabulary.ts';

/** A word, a number or a mark of a typed text. */
export interface Token {
  readonly kind: 'word' | 'number' | 'mark';
  /** words folded and mended, numbers and marks as typed */
  readonly text: string;
  readonly raw: string;
  /** NaN unless a number */
  readonly value: number;
  /** no space between this token and the one before */
  readonly glued: boolean;
}

const PIECE = /\d+|\p{L}[\p{L}\p{M}]*|\s+|[^\d\p{L}\s]/gu;

/** Cuts a typed text into tokens. Takes time in proportion to the text's length, which is bounded. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  const read = new Map<string, string[]>();
  let glued = false;
  for (const [raw] of normalise(text).matchAll(PIECE)) {
    if (/^\s/.test(raw)) {
      glued = false;
      continue;
    }
    tokens.push(...tokensOf(raw, glued, read));
    glued = true;
  }
  return tokens;
}

/** @param read the words that were read already; mending a misspelt one is the costly part */
function tokensOf(raw: string, glued: boolean, read: Map<string, string[]>): Token[] {
  if (/^\d/.test(raw)) return [{ kind: 'number', text: raw, raw, value: Number(raw), glued }];
  if (!/^\p{L}/u.test(raw)) return [{ kind: 'mark', text: raw, raw, value: Number.NaN, glued }];
  const words = read.get(raw) ?? readWord(fold(raw));
  read.set(raw, words);
  return words.map((text, index) => ({
    kind: 'word',
    text,
    raw,
    value: Number.NaN,
    glued: glued && index === 0,
  }));
}

/** The folded word at this place, or the empty string. */
export function wordAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return token?.kind === 'word' ? token.text : '';
}

/** The word before this place, over the dot that shortens it ("kl. 19", "tir. 15-12"), or the empty string. */
export function wordBefore(tokens: readonly Token[], at: number): string {
  return wordAt(tokens, markAt(tokens, at - 1, '.') ? at - 2 : at - 1);
}

/** The number at this place when it is written with so many digits, otherwise null. */
export function numberAt(tokens: readonly Token[], at: number, fewest = 1, most = 2): Token | null {
  const token = tokens[at];
  if (token?.kind !== 'number') return null;
  return token.text.length >= fewest && token.text.length <= most ? token : null;
}

/** Tells whether this mark stands here. */
export function markAt(tokens: readonly Token[], at: number, mark: string): boolean {
  const token = tokens[at];
  return token?.kind === 'mark' && token.text === mark;
}

/** Tells whether this mark stands here with no space before it. */
export function gluedMarkAt(tokens: readonly Token[], at: number, mark: string): boolean {
  return markAt(tokens, at, mark) && (tokens[at]?.glued ?? false);
}

/** A number of so many digits that follows the token before without a space. */
export function gluedNumberAt(tokens: readonly Token[], at: number, fewest = 1, most = 2): Token | null {
  const token = numberAt(tokens, at, fewest, most);
  return token?.glued ? token : null;
}

/** Tells whether "19:" and a number stand here. The colon of "uge 50: kl. 19" and "Nov 26: 7pm" only divides. */
export function isClockAt(tokens: readonly Token[], at: number): boolean {
  return gluedMarkAt(tokens, at + 1, ':') && gluedNumberAt(tokens, at + 2) !== null;
}

/** The place after this mark when it stands here, otherwise the same place. */
export function skipMark(tokens: readonly Token[], at: number, mark: string): number {
  return markAt(tokens, at, mark) ? at + 1 : at;
}
