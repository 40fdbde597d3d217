/** Names by which the reader's client shows what a text only refers to. */
export interface Names {
  user(id: string): string;
  role(id: string): string;
  channel(id: string): string;
  /** @param seconds since the epoch @param style a letter */
  time(seconds: number, style: string): string;
}

type Rule = [pattern: RegExp, draw: (match: string[], names: Names) => string];

/**
 * Rules for what stands within a line, in the order in which Discord's client tries it, each at the beginning of what
 * is left:
 * https://docs.discord.com/developers/reference#message-formatting
 */
const RULES: Rule[] = [
  [/^\\([^0-9A-Za-z\s])/, ([, character]) => character ?? ''],
  [/^(`+)\s?([\s\S]*?[^`])\s?\1(?!`)/, ([, , code]) => code ?? ''],
  [/^<@!?(\d+)>/, ([, id], names) => names.user(id ?? '')],
  [/^<@&(\d+)>/, ([, id], names) => names.role(id ?? '')],
  [/^<#(\d+)>/, ([, id], names) => names.channel(id ?? '')],
  [/^<t:(-?\d{1,17})(?::([tTdDfFRsS]))?>/, ([, seconds, style], names) => names.time(Number(seconds), style ?? 'f')],
  [/^<a?(:\w+:)\d+>/, ([, name]) => name ?? ''],
  [/^<(\/[^:>]+):\d+>/, ([, command]) => command ?? ''],
  [/^<(https?:\/\/[^\s>]+)>/, ([, url]) => url ?? ''],
  [/^https?:\/\/[^\s<]+[^<.,:;"'\]\s)]/, ([url]) => url ?? ''],
  [/^\[((?:\\.|[^[\]\\])+)\]\(\s*<?(?:https?|discord):\/\/[^\s)>]+>?(?:\s+"[^"]*")?\s*\)/, inner],
  [/^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, inner],
  [/^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, inner],
  [/^_((?:__|\\[\s\S]|[^\\_])+?)_\b/, inner],
  [/^\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/, inner],
  [/^~~(?=\S)((?:\\[\s\S]|~(?!~)|[^\s~\\]|\s(?!~~))+?)~~/, inner],
  [/^\|\|([\s\S]+?)\|\|/, inner],
  [/^(?:[0-9A-Za-z\u00c0-\uffff]+|[\s\S])/u, ([text]) => text ?? ''],
];

/** The words of a message as a person reads them: mark-up drawn, mentions and times by name. */
export function draw(source: string, names: Names): string {
  return source
    .split(/(```[\s\S]+?```)/)
    .map((part, index) => (index % 2 === 1 ? codeBlock(part) : drawInline(withoutLineMarks(part), names)))
    .join('');
}

function drawInline(source: string, names: Names): string {
  let rest = source;
  let drawn = '';
  while (rest !== '') {
    for (const [pattern, rule] of RULES) {
      const match = pattern.exec(rest);
      if (!match) continue;
      drawn += rule([...match], names);
      rest = rest.slice(match[0].length);
      break;
    }
  }
  return drawn;
}

function inner([, text]: string[], names: Names): string {
  return drawInline(text ?? '', names);
}

/** Headings, small print, quotes and bullets: what begins a line. */
function withoutLineMarks(text: string): string {
  return text
    .replace(/^(?:>>> |> )/gm, '')
    .replace(/^(?:#{1,3}|-#) +(?=\S)/gm, '')
    .replace(/^( *)[-*] +(?=\S)/gm, '$1• ');
}

/** The language after the backticks is not shown. */
function codeBlock(block: string): string {
  return block
    .slice(3, -3)
    .replace(/^(?:[\w+.#-]+\n|\n)/, '')
    .replace(/\n$/, '');
}
