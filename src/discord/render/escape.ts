import { withoutSentence } from '../../chat/addresses.ts';
import { withoutTurns } from '../../chat/direction.ts';

/**
 * Words as Discord's markdown needs them, so that it shows exactly these words and nothing becomes mark-up, a mention
 * or a masked link. https://support.discord.com/hc/en-us/articles/210298617 and
 * https://docs.discord.com/developers/reference#message-formatting
 */

/** Control characters that show nothing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/**
 * Mark-up wherever it stands. "<" and "[" open mentions, times, emoji and links; Discord's own link rule overlooks an
 * escaped "]", so it is the "[" that must go. An address of nothing would take in what follows it.
 */
const ANYWHERE = /[\\*_~`|[]|<(?! )|@(?=everyone|here)|(?<=https?|steam|discord):(?=\/\/)/g;

/** Mark-up only at the start of a line: headings, lists ("3. maj" would be renumbered), quotes, small print. */
const AT_LINE_START = /^(\s*)(?:(#{1,3}|[-+])(?=\s|$)|(-)(?=#)|(>)|(\d+)(\.)(?=\s|$))/;

/** Text that Discord's clients make a link by themselves. */
const ADDRESS = /(?:https?|steam|discord):\/\/[\p{L}\p{N}][^\s<>]*/gu;
/** Nothing but what may stand between an address and the blank that ends it for Discord. */
export const SENTENCE_ENDS = /^[.,:;"']*$/;

/** A piece of a line: words to escape, or an address to leave as it is. */
export type Piece = { type: 'words'; text: string } | { type: 'address'; url: string };

/** @returns what can be shown of a text, with one kind of line end */
export function clean(text: string): string {
  return withoutTurns(text.toWellFormed().replace(/\r\n?/g, '\n').replace(INVISIBLE, ''));
}

/** @returns `words` (of one line) escaped @param atLineStart nothing but blanks stands before them in their line */
export function escapeWords(words: string, atLineStart: boolean): string {
  const escaped = words.replace(ANYWHERE, '\\$&');
  if (!atLineStart) return escaped;
  return escaped.replace(AT_LINE_START, (_, blank, sign = '', dash = '', quote = '', digits = '', dot = '') =>
    dot ? `${blank}${digits}\\${dot}` : `${blank}\\${sign}${dash}${quote}`,
  );
}

/** @returns `line` cut at the addresses in it */
export function piecesOf(line: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of line.matchAll(ADDRESS)) {
    const url = withoutSentence(match[0]);
    if (match.index > from) pieces.push({ type: 'words', text: line.slice(from, match.index) });
    pieces.push({ type: 'address', url });
    from = match.index + url.length;
  }
  if (from < line.length) pieces.push({ type: 'words', text: line.slice(from) });
  return pieces;
}

/**
 * Between "<" and ">" an address ends where we say. Alone before a blank Discord finds the same end by itself, and the
 * text is better to read for whoever reads it raw.
 * @param next what follows in the line, as it will be sent
 */
export function showAddress(url: string, next: string): string {
  const alone = /^[.,:;"']*(?:\s|$)/.test(next) && !/[*`|~\\\]]/.test(url);
  return alone ? url : `<${url}>`;
}
