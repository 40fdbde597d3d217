/** A piece of a line of Discord's markdown. */
export type Inline =
  | { type: 'text' | 'code' | 'emoji' | 'command'; text: string }
  | { type: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler'; children: Inline[] }
  | { type: 'link'; url: string; children: Inline[] }
  | { type: 'user' | 'role' | 'channel'; id: string }
  | { type: 'everyone'; text: string }
  | { type: 'time'; seconds: number; style: string };

/** A line, or several that belong together. */
export type Block =
  | { type: 'heading'; level: number; children: Inline[] }
  | { type: 'small' | 'line'; children: Inline[] }
  | { type: 'quote'; lines: Inline[][] }
  | { type: 'list'; ordered: boolean; items: Inline[][] }
  | { type: 'code'; text: string };

type Rule = [pattern: RegExp, make: (match: string[]) => Inline];

/**
 * Rules for what stands within a line, in the order in which Discord's client tries it, each at the beginning of what
 * is left:
 * https://docs.discord.com/developers/reference#message-formatting
 */
const RULES: Rule[] = [
  [/^\\([^0-9A-Za-z\s])/, ([, character = '']) => ({ type: 'text', text: character })],
  [/^(`+)\s?([\s\S]*?[^`])\s?\1(?!`)/, ([, , text = '']) => ({ type: 'code', text })],
  [/^<@!?(\d+)>/, ([, id = '']) => ({ type: 'user', id })],
  [/^<@&(\d+)>/, ([, id = '']) => ({ type: 'role', id })],
  [/^<#(\d+)>/, ([, id = '']) => ({ type: 'channel', id })],
  [/^@(everyone|here)\b/, ([text = '']) => ({ type: 'everyone', text })],
  [
    /^<t:(-?\d{1,17})(?::([tTdDfFRsS]))?>/,
    ([, seconds, style = 'f']) => ({ type: 'time', seconds: Number(seconds), style }),
  ],
  [/^<a?(:\w+:)\d+>/, ([, text = '']) => ({ type: 'emoji', text })],
  [/^<(\/[^:>]+):\d+>/, ([, text = '']) => ({ type: 'command', text })],
  [/^<(https?:\/\/[^\s>]+)>/, ([, url = '']) => address(url)],
  [/^https?:\/\/[^\s<]+[^<.,:;"'\]\s)]/, ([url = '']) => address(url)],
  [
    /^\[((?:\\.|[^[\]\\])+)\]\(\s*<?((?:https?|discord):\/\/[^\s)>]+)>?(?:\s+"[^"]*")?\s*\)/,
    ([, text = '', url = '']) => ({ type: 'link', url, children: parseLine(text) }),
  ],
  [/^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, styled('strong')],
  [/^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, styled('underline')],
  [/^_((?:__|\\[\s\S]|[^\\_])+?)_\b/, styled('em')],
  [/^\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/, styled('em')],
  [/^~~(?=\S)((?:\\[\s\S]|~(?!~)|[^\s~\\]|\s(?!~~))+?)~~/, styled('strike')],
  [/^\|\|([\s\S]+?)\|\|/, styled('spoiler')],
  [/^(?:[0-9A-Za-z\u00c0-\uffff]+|[\s\S])/u, ([text = '']) => ({ type: 'text', text })],
];

/** @returns Discord's markdown as blocks, top to bottom */
export function parseMarkdown(source: string): Block[] {
  const parts = source.split(/(```[\s\S]+?```)/);
  return parts.flatMap((part, index) => (index % 2 === 1 ? [codeBlock(part)] : parseLines(part)));
}

function parseLines(text: string): Block[] {
  if (text === '') return [];
  const blocks: Block[] = [];
  for (const line of text.replace(/^\n|\n$/g, '').split('\n')) {
    const block = parseBlock(line);
    const last = blocks.at(-1);
    if (last?.type === 'quote' && block.type === 'quote') last.lines.push(...block.lines);
    else if (last?.type === 'list' && block.type === 'list' && last.ordered === block.ordered)
      last.items.push(...block.items);
    else blocks.push(block);
  }
  return blocks;
}

/** Reads the beginning of a line, which decides what it is: headings, small print, quotes, lists. */
function parseBlock(line: string): Block {
  const [, heading] = /^(#{1,3}) +(?=\S)/.exec(line) ?? [];
  if (heading)
    return { type: 'heading', level: heading.length, children: parseLine(line.slice(heading.length).trim()) };
  if (/^-# +\S/.test(line)) return { type: 'small', children: parseLine(line.slice(2).trim()) };
  if (/^>(>>)? /.test(line)) return { type: 'quote', lines: [parseLine(line.replace(/^>+ /, ''))] };
  const [, number, text] = /^ *(?:(\d+)\.|[-*]) +(\S.*)$/.exec(line) ?? [];
  if (text !== undefined) return { type: 'list', ordered: number !== undefined, items: [parseLine(text)] };
  return { type: 'line', children: parseLine(line) };
}

/** @returns the pieces of a line; texts that touch are one */
export function parseLine(source: string): Inline[] {
  const pieces: Inline[] = [];
  for (let rest = source; rest !== ''; ) {
    const [length, piece] = parsePiece(rest);
    const last = pieces.at(-1);
    if (piece.type === 'text' && last?.type === 'text') last.text += piece.text;
    else pieces.push(piece);
    rest = rest.slice(length);
  }
  return pieces;
}

function parsePiece(rest: string): [length: number, piece: Inline] {
  for (const [pattern, make] of RULES) {
    const match = pattern.exec(rest);
    if (match) return [match[0].length, make([...match])];
  }
  return [1, { type: 'text', text: rest.charAt(0) }];
}

function styled(type: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler'): Rule[1] {
  return ([, text = '']) => ({ type, children: parseLine(text) });
}

function address(url: string): Inline {
  return { type: 'link', url, children: [{ type: 'text', text: url }] };
}

/** The language after the backticks is not shown. */
function codeBlock(block: string): Block {
  const text = block.slice(3, -3);
  return { type: 'code', text: text.replace(/^(?:[\w+.#-]+\n|\n)/, '').replace(/\n$/, '') };
}
