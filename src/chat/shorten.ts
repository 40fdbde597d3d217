const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The first half of a pair of UTF-16 units. */
const HALF = /[\ud800-\udbff]/;

/** Stands where something was left out. */
export const ELLIPSIS = '…';

/**
 * @returns where a text can be cut so that at most `max` UTF-16 units stand before it, and nothing is halved that
 * people see as one character; one that is longer than `max` is
 */
export function characterBreak(text: string, max: number): number {
  if (text.length <= max) return text.length;
  const at = graphemes.segment(text).containing(max)?.index || max;
  return HALF.test(text.charAt(at - 1)) ? at - 1 : at;
}

/** @returns `text` in at most `max` UTF-16 units; what is too long ends in "…" */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  return text.slice(0, characterBreak(text, max - ELLIPSIS.length)).trimEnd() + ELLIPSIS;
}
