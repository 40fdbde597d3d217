/**
 * Reads Discord's markdown as its apps do: what a person sees, and which mark-up was found. The rules are those that
 * Discord's apps follow (a dialect of simple-markdown), written independently of our renderer.
 */
export interface Read {
  words: string;
  /** Mark-up in the order it was found: "strong", "heading", "list", "mention <@1>", "link http://a.dk", … */
  marks: string[];
}

type Rule = { pattern: RegExp; read: (match: RegExpExecArray) => Read };

const seen = (words: string, ...marks: string[]): Read => ({ words, marks });
const inside =
  (mark: string, group = 1) =>
  (match: RegExpExecArray): Read => {
    const { words, marks } = readInline(match[group] ?? match[group + 1] ?? '');
    return seen(words, mark, ...marks);
  };

const INLINE: Rule[] = [
  { pattern: /^\\([^0-9A-Za-z\s])/, read: ([, sign = '']) => seen(sign) },
  { pattern: /^```([\s\S]*?)```/, read: ([, code = '']) => seen(code, 'code block') },
  { pattern: /^(`+)\s*([\s\S]*?[^`])\s*\1(?!`)/, read: ([, , code = '']) => seen(code, 'code') },
  { pattern: /^<t:(-?\d+)(?::[tTdDfFRsS])?>/, read: ([whole]) => seen(whole, `time ${whole}`) },
  { pattern: /^<(?:@[!&]?|#|id:|a?:\w+:|\/[^:>]+:)\w+>/, read: ([whole]) => seen(whole, `mention ${whole}`) },
  { pattern: /^@(?:everyone|here)/, read: ([whole]) => seen(whole, `mention ${whole}`) },
  { pattern: /^<([^: >]+:\/[^ >]+)>/, read: ([, url = '']) => seen(url, `link ${url}`) },
  { pattern: /^<([^ >]+@[^ >]+|\+\d+)>/, read: ([, address = '']) => seen(address, `link ${address}`) },
  { pattern: /^(?:https?|steam|discord):\/\/[^\s<]+[^<.,:;"'\]\s]/, read: ([url]) => seen(url, `link ${url}`) },
  {
    pattern:
      /^\[((?:\[[^\]]*\]|[^[\]]|\](?=[^[]*\]))*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?(?:\s+['"]([\s\S]*?)['"])?\s*\)/,
    read: ([, text = '', url = '']) => {
      const { words, marks } = readInline(text);
      return seen(words, `link ${url}`, ...marks);
    },
  },
  { pattern: /^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, read: inside('strong') },
  { pattern: /^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, read: inside('underline') },
  { pattern: /^\b_((?:__|\\[\s\S]|[^\\_])+?)_\b/, read: inside('emphasis') },
  {
    pattern: /^\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/,
    read: inside('emphasis'),
  },
  { pattern: /^~~(?=\S)((?:\\[\s\S]|~(?!~)|[^\s~]|\s(?!~~))+?)~~/, read: inside('strike') },
  { pattern: /^\|\|([\s\S]+?)\|\|/, read: inside('spoiler') },
  { pattern: /^\n/, read: () => seen('\n') },
  { pattern: /^[\s\S]/u, read: ([sign]) => seen(sign) },
];

/** Each is tried at the start of a line. */
const LINES: { pattern: RegExp; mark: string }[] = [
  { pattern: /^ *#{1,3}\s+((?!#+\s)[^\n]+?)#*\s*$/, mark: 'heading' },
  { pattern: /^ *-#\s+([^\n]+)$/, mark: 'small' },
  { pattern: /^\s*>(?:>>)? ([^\n]*)$/, mark: 'quote' },
  { pattern: /^\s*(?:[-*+]|\d+\.)\s+([^\n]*)$/, mark: 'list' },
];

/** @returns what a person reads in a text display */
export function read(markdown: string): Read {
  const marks: string[] = [];
  const lines = markdown.split('\n').map((line) => {
    const rule = LINES.find(({ pattern }) => pattern.test(line));
    if (!rule) return line;
    marks.push(rule.mark);
    return rule.pattern.exec(line)?.[1] ?? '';
  });
  const inline = readInline(lines.join('\n'));
  return { words: inline.words.replaceAll('\u2060', ''), marks: [...marks, ...inline.marks] };
}

function readInline(source: string): Read {
  let rest = source;
  let words = '';
  const marks: string[] = [];
  while (rest !== '') {
    for (const { pattern, read: readRule } of INLINE) {
      const match = pattern.exec(rest);
      if (!match) continue;
      const found = readRule(match);
      words += found.words;
      marks.push(...found.marks);
      rest = rest.slice(match[0].length);
      break;
    }
  }
  return { words, marks };
}
