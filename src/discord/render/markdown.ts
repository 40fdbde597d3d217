import { cutTo } from '../../chat/input.ts';
import { characterBreak, ELLIPSIS } from '../../chat/shorten.ts';
import { type Inline, pieces, type Text } from '../../chat/text.ts';
import { clean, escapeWords, piecesOf, SENTENCE_ENDS, showAddress } from './escape.ts';

/** Manner in which a text stands in a card. */
export type Manner = 'plain' | 'heading' | 'small';

/** A piece of a line. `words` are still to be escaped; `markup` is Discord's already. */
interface Run {
  text: string;
  markup: boolean;
  strong: boolean;
  quiet: boolean;
}

type Style = Pick<Run, 'strong' | 'quiet'>;

/**
 * Shows nothing. Discord takes "#" at the end of a heading for its end, and joins code that touches: this parts them.
 */
const WORD_JOINER = '\u2060';

/**
 * @returns the text in Discord's markdown, showing the same words whatever people wrote
 * @throws Error for an account of another platform: cards hold none
 */
export function toMarkdown(text: Text, manner: Manner = 'plain'): string {
  const lines = linesOf(runsOf(text, { strong: false, quiet: false }));
  if (manner === 'heading') {
    const heading = lines.map(showLine).join(' ').trim();
    return heading && `## ${heading}${heading.endsWith('#') ? WORD_JOINER : ''}`;
  }
  return lines.map((line) => smallPrint(line, manner) + showLine(line)).join('\n');
}

/** Room that a message has left for a text, as markdown: in UTF-16 units, and in bytes of UTF-8. */
export interface Room {
  units: number;
  bytes: number;
}

/** @returns as much of the text, from its start, as fits as markdown; a cut ends in "…" */
export function toMarkdownWithin(text: Text, manner: Manner, { units: max, bytes }: Room): string {
  const fitsIn = (markdown: string) => markdown.length <= max && Buffer.byteLength(markdown) <= bytes;
  const whole = toMarkdown(text, manner);
  if (fitsIn(whole)) return whole;
  // Each character that is shown takes one unit at least: what stands further back is not looked at again and again.
  const near = withoutRest(text, max);
  let [fits, tooMuch] = [0, sizeOf(near)];
  while (tooMuch - fits > 1) {
    const middle = (fits + tooMuch) >> 1;
    if (fitsIn(toMarkdown(cut(near, middle), manner))) fits = middle;
    else tooMuch = middle;
  }
  const short = toMarkdown(cut(near, fits), manner);
  return fitsIn(short) ? short : ELLIPSIS;
}

function runsOf(text: Text, style: Style): Run[] {
  return pieces(text).flatMap((piece) => {
    if (typeof piece === 'string') return [{ ...style, text: clean(piece), markup: false }];
    if (piece.type === 'strong') return runsOf(piece.text, { ...style, strong: true });
    if (piece.type === 'quiet') return runsOf(piece.text, { ...style, quiet: true });
    return [{ ...style, ...showNode(piece) }];
  });
}

type Node = Exclude<Inline, { type: 'strong' | 'quiet' }>;

function showNode(node: Node): Pick<Run, 'text' | 'markup'> {
  switch (node.type) {
    case 'time':
      return showTime(node);
    case 'account':
      if (node.account.platform !== 'discord')
        throw new Error(`Discord cannot show an account of ${node.account.platform}.`);
      return { text: `<@${node.account.id}>`, markup: true };
    case 'channel':
      return { text: `<#${node.id}>`, markup: true };
    case 'role':
      return { text: `<@&${node.id}>`, markup: true };
    case 'command':
      return showCode(`/${node.localName} ${node.subcommand}`);
    case 'code':
      return showCode(clean(node.text).replaceAll('\n', ' '));
    case 'link':
      return showLink(clean(node.text).replaceAll('\n', ' '), node.url);
  }
}

/** https://docs.discord.com/developers/reference#message-formatting-timestamp-styles */
const TIME_STYLES = { moment: 'F', time: 't', relative: 'R' } as const;

function showTime(node: Extract<Inline, { type: 'time' }>): Pick<Run, 'text' | 'markup'> {
  // Beyond what a date can be Discord shows the mark-up itself.
  if (Number.isNaN(new Date(node.at).getTime())) return { text: clean(node.fallback), markup: false };
  return { text: `<t:${Math.floor(node.at / 1000)}:${TIME_STYLES[node.show]}>`, markup: true };
}

function showCode(code: string): Pick<Run, 'text' | 'markup'> {
  if (code.trim() === '' || code.includes('``')) return { text: code, markup: false };
  return { text: code.includes('`') ? `\`\` ${code} \`\`` : `\`${code}\``, markup: true };
}

/**
 * Discord leaves a masked link alone when its text has brackets or is an address itself: then the address stands
 * beside.
 */
function showLink(text: string, url: string): Pick<Run, 'text' | 'markup'> {
  const address = /^https?:\/\//.test(url) ? URL.parse(url)?.href.replace(/[()*<>\\]/g, percentEncoded) : undefined;
  if (address && text.trim() !== '' && !/[[\]]|:\/\//.test(text)) {
    return { text: `[${escapeWords(text, false)}](${address})`, markup: true };
  }
  return { text: text === url ? url : `${text} ${url}`, markup: false };
}

/** `encodeURIComponent` leaves brackets and asterisks, which would end the link. */
function percentEncoded(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** @returns the runs by line, those that look alike joined, so that mark-up over their seam is seen and escaped */
function linesOf(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]];
  for (const run of runs) {
    const [first = '', ...more] = run.markup ? [run.text] : run.text.split('\n');
    add(lines, { ...run, text: first });
    for (const text of more) {
      lines.push([]);
      add(lines, { ...run, text });
    }
  }
  return lines;
}

function add(lines: Run[][], run: Run): void {
  const line = lines.at(-1);
  const last = line?.at(-1);
  if (!line || run.text === '') return;
  if (!last || last.markup || run.markup || last.strong !== run.strong) {
    line.push(run);
    return;
  }
  // Blanks are as quiet as what stands beside them.
  last.quiet = (last.quiet || last.text.trim() === '') && (run.quiet || (run.text.trim() === '' && last.quiet));
  last.text += run.text;
}

/** Small print is a matter of whole lines on Discord: quiet words in the middle of a line look like the others. */
function smallPrint(line: readonly Run[], manner: Manner): string {
  const shown = line.filter(({ text }) => text.trim() !== '');
  return shown.length > 0 && (manner === 'small' || shown.every(({ quiet }) => quiet)) ? '-# ' : '';
}

function showLine(line: readonly Run[]): string {
  const parts = line.flatMap(partsOf);
  const first = parts.findIndex((part) => !isBlank(part));
  /** Text that is written so far, the last first. */
  const shown: string[] = [];
  // From the end, since how an address is written depends on what follows it.
  for (let end = parts.length; end > 0; ) {
    const group = groupEndingAt(parts, end);
    end -= group.length;
    const text = showGroup(group, first === -1 || end <= first, beginningOf(shown));
    // Two pieces of code that touch would become one.
    if (text.endsWith('`') && shown.at(-1)?.startsWith('`')) shown.push(WORD_JOINER);
    shown.push(text);
  }
  return shown.reverse().join('');
}

/** @returns what stands first in the line so far, up to a piece that holds more than the ends of a sentence */
function beginningOf(shown: readonly string[]): string {
  let beginning = '';
  for (let at = shown.length - 1; at >= 0 && SENTENCE_ENDS.test(beginning); at -= 1) beginning += shown[at];
  return beginning;
}

type Part = { type: 'words' | 'address' | 'markup'; text: string; strong: boolean };

/** An address is never within emphasis: asterisks in it would end that. */
function partsOf(run: Run): Part[] {
  if (run.markup) return [{ type: 'markup', text: run.text, strong: run.strong }];
  return piecesOf(run.text).map((piece) =>
    piece.type === 'address'
      ? { type: 'address', text: piece.url, strong: false }
      : { type: 'words', text: piece.text, strong: run.strong },
  );
}

const isBlank = (part: Part) => part.type === 'words' && part.text.trim() === '';

/** @returns the strong parts up to `end`, or the one part there */
function groupEndingAt(parts: readonly Part[], end: number): Part[] {
  let start = end - 1;
  while (parts[start]?.strong && parts[start - 1]?.strong) start -= 1;
  return parts.slice(start, end);
}

function showGroup(group: readonly Part[], atLineStart: boolean, next: string): string {
  const first = group.findIndex((part) => !isBlank(part));
  const texts = group.map((part, index) => {
    if (part.type === 'markup') return part.text;
    if (part.type === 'address') return showAddress(part.text, next);
    return escapeWords(part.text, atLineStart && (first === -1 || index <= first));
  });
  const text = texts.join('');
  if (!group[0]?.strong || text.trim() === '') return text;
  // Blanks stand outside the asterisks: between them some of Discord's apps show the asterisks instead.
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  return `${text.slice(0, start)}**${text.slice(start, end)}**${text.slice(end)}`;
}

/** @returns the text with none of its words longer than `max` UTF-16 units, as far as they can be shown at all */
function withoutRest(text: Text, max: number): Text {
  return pieces(text).map((piece) => {
    if (typeof piece === 'string') return cutTo(clean(piece), max);
    return piece.type === 'strong' || piece.type === 'quiet' ? { ...piece, text: withoutRest(piece.text, max) } : piece;
  });
}

/** @returns how many UTF-16 units and nodes a text has */
function sizeOf(text: Text): number {
  return pieces(text).reduce((sum, piece) => sum + sizeOfPiece(piece), 0);
}

function sizeOfPiece(piece: string | Inline): number {
  if (typeof piece === 'string') return piece.length;
  return piece.type === 'strong' || piece.type === 'quiet' ? sizeOf(piece.text) : 1;
}

/** @returns the first `size` units and nodes, without half a character, and "…" */
function cut(text: Text, size: number): Text {
  const kept: (string | Inline)[] = [];
  let left = size;
  for (const piece of pieces(text)) {
    if (left <= 0) break;
    if (typeof piece === 'string') kept.push(cutWords(piece, left));
    else if (piece.type === 'strong' || piece.type === 'quiet')
      kept.push({ ...piece, text: cutInside(piece.text, left) });
    else kept.push(piece);
    left -= sizeOfPiece(piece);
  }
  return [...kept, ELLIPSIS];
}

function cutWords(words: string, size: number): string {
  return words.length <= size ? words : words.slice(0, characterBreak(words, size)).trimEnd();
}

function cutInside(text: Text, size: number): Text {
  return sizeOf(text) <= size ? text : pieces(cut(text, size)).slice(0, -1);
}
