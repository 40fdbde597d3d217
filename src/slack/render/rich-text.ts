import type { types } from '@slack/bolt';
import { withoutSentence } from '../../chat/addresses.ts';
import { ELLIPSIS, shorten } from '../../chat/shorten.ts';
import { type Inline, pieces, type Text } from '../../chat/text.ts';
import { clean } from './clean.ts';

/** The elements of a rich_text block that we use. None of them reads mark-up: what stands in them is shown as it is. */
export type Element =
  | types.RichTextText
  | types.RichTextLink
  | types.RichTextDate
  | types.RichTextUserMention
  | types.RichTextChannelMention
  | types.RichTextUsergroupMention;

type Style = NonNullable<types.RichTextText['style']>;

/**
 * Names of accounts and user groups by id. Given where a mention would notify (a new message that others see): there
 * people stand by name. Left out where a mention notifies nobody: edits, and messages for one person.
 */
export type Names = ReadonlyMap<string, string>;

/** https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
const DATE_FORMATS = { time: '{time}', relative: '{ago}' } as const;

/**
 * Length that a mention counts for: about its id with the mark-up around it, for Slack writes the name out only when
 * drawn.
 */
const MENTION_LENGTH = 20;

const URLS = /https?:\/\/[^\s<>"]+/giu;
/** @returns the text as elements, in order, neighbours of one style joined; none for an empty text */
export function richText(text: Text, names?: Names): Element[] {
  return joined(elementsOf(text, {}, names));
}

/** @returns as much as fits `max` characters as read, with "…" where something was left out */
export function shortenElements(elements: readonly Element[], max: number): Element[] {
  if (lengthOf(elements) <= max) return [...elements];
  const kept: Element[] = [];
  let left = max;
  for (const element of elements) {
    const length = lengthOf([element]);
    // One character is kept back for the "…" that must follow.
    if (length < left) {
      kept.push(element);
      left -= length;
    } else {
      if (left > 0) kept.push(shortenedLast(element, left));
      return joined(kept);
    }
  }
  return joined(kept);
}

function shortenedLast(element: Element, left: number): Element {
  if (element.type === 'text') return { ...element, text: shorten(`${element.text}${ELLIPSIS}`, left) };
  return { type: 'text', text: ELLIPSIS };
}

/** @returns how many characters a reader sees; a mention counts a fixed number */
export function lengthOf(elements: readonly Element[]): number {
  return elements.reduce((sum, element) => sum + (wordsOf(element)?.length ?? MENTION_LENGTH), 0);
}

/** @returns whether there is anything to see: Slack refuses an empty text */
export function isVisible(elements: readonly Element[]): boolean {
  return elements.some((element) => wordsOf(element)?.trim() !== '');
}

/** @returns what a reader sees, undefined for a mention, which only Slack can write out */
export function wordsOf(element: Element): string | undefined {
  if (element.type === 'text') return element.text;
  if (element.type === 'link') return element.text ?? element.url;
  return element.type === 'date' ? (element.fallback ?? '') : undefined;
}

/** @returns the words alone, for where Slack draws nothing else; a mention is left out */
export function plainWords(text: Text): string {
  return richText(text)
    .map((element) => wordsOf(element) ?? '')
    .join('');
}

function elementsOf(text: Text, style: Style, names: Names | undefined): Element[] {
  return pieces(text).flatMap((piece) =>
    typeof piece === 'string' ? literal(piece, style) : inlineElements(piece, style, names),
  );
}

function inlineElements(inline: Inline, style: Style, names: Names | undefined): Element[] {
  switch (inline.type) {
    case 'strong':
      return elementsOf(inline.text, { ...style, bold: true }, names);
    case 'quiet':
      return elementsOf(inline.text, { ...style, italic: true }, names);
    case 'command':
      return textElement(`/${inline.name} ${inline.subcommand}`, { ...style, code: true });
    case 'code':
      return textElement(clean(inline.text), { ...style, code: true });
    case 'time':
      return [dateElement(inline, style)];
    case 'account':
      // People of other platforms have no name that Slack knows.
      if (inline.account.platform !== 'slack') return textElement(ELLIPSIS, style);
      return mention(inline.account.id, { type: 'user', user_id: inline.account.id }, style, names);
    case 'role':
      return mention(inline.id, { type: 'usergroup', usergroup_id: inline.id }, style, names);
    case 'channel':
      return [{ type: 'channel', channel_id: inline.id, ...styled(style) }];
    case 'link':
      return [{ type: 'link', url: inline.url, text: clean(inline.text) || inline.url, ...styled(style) }];
  }
}

function dateElement(time: Extract<Inline, { type: 'time' }>, style: Style): types.RichTextDate {
  const timestamp = Math.floor(time.at / 1000);
  const format =
    time.show === 'moment' ? ['{date_long}', time.clock, '{time}'].filter(Boolean).join(' ') : DATE_FORMATS[time.show];
  return { type: 'date', timestamp, format, fallback: clean(time.fallback), ...styled(style) };
}

function mention(id: string, element: Element, style: Style, names: Names | undefined): Element[] {
  if (names) return textElement(clean(names.get(id) ?? ELLIPSIS), style);
  return [{ ...element, ...styled(style) } as Element];
}

/** Rich text knows no addresses by itself, so they are made links here; the words stay the same. */
function literal(raw: string, style: Style): Element[] {
  const text = clean(raw);
  const elements: Element[] = [];
  let from = 0;
  for (const match of text.matchAll(URLS)) {
    const url = withoutSentence(match[0]);
    if (!URL.canParse(url)) continue;
    elements.push(...textElement(text.slice(from, match.index), style));
    elements.push({ type: 'link', url, text: url, ...styled(style) });
    from = match.index + url.length;
  }
  return [...elements, ...textElement(text.slice(from), style)];
}

function textElement(text: string, style: Style): Element[] {
  return text === '' ? [] : [{ type: 'text', text, ...styled(style) }];
}

function styled(style: Style): { style?: Style } {
  return Object.keys(style).length > 0 ? { style } : {};
}

function joined(elements: readonly Element[]): Element[] {
  const result: Element[] = [];
  for (const element of elements) {
    const last = result.at(-1);
    if (element.type === 'text' && last?.type === 'text' && sameStyle(element.style, last.style)) {
      result[result.length - 1] = { ...last, text: last.text + element.text };
    } else result.push(element);
  }
  return result;
}

function sameStyle(one: Style = {}, other: Style = {}): boolean {
  return one.bold === other.bold && one.italic === other.italic && one.code === other.code;
}
