import { createHash } from 'node:crypto';
import type { types } from '@slack/bolt';
import type { Block, Card } from '../../chat/card.ts';
import { drawnOnce } from '../../chat/drawn-once.ts';
import { ELLIPSIS, shorten } from '../../chat/shorten.ts';
import { type Inline, pieces, type Text } from '../../chat/text.ts';
import { type Words, wordsIn } from '../words.ts';
import { clean } from './clean.ts';
import { plain, renderControls } from './controls.ts';
import {
  FIELD_MAX,
  HEADER_MAX,
  IMAGE_ALT_MAX,
  MESSAGE_BLOCKS_MAX,
  MESSAGE_TEXT_MAX,
  NOTIFICATION_MAX,
  TEXT_MAX,
  URL_MAX,
} from './limits.ts';
import { isLiteral, mrkdwn } from './mrkdwn.ts';
import { type Element, isVisible, lengthOf, type Names, richText, shortenElements, wordsOf } from './rich-text.ts';

/** Escaping makes a text up to five times as long, so a shorter one is taken where the first does not fit. */
const NOTIFICATION_DRAFTS = [3000, 1500, 700];

const ELLIPSIS_ELEMENT: Element = { type: 'text', text: ELLIPSIS };
const SPACE: Element = { type: 'text', text: ' ' };

/** Facts that a renderer must know besides the card. {@link NOTHING_MORE} for most. */
export interface Drawing {
  words: Words;
  /** See {@link Names}. */
  names?: Names;
  /** The workspace's user groups; looked at when a card has a menu of them. */
  groups: readonly { id: string; name: string }[];
}

/** For a card in which nobody is mentioned, and that has no menu of user groups. */
export const NOTHING_MORE: Drawing = { words: wordsIn(undefined), groups: [] };

/** A message as Slack takes it. `text` is what notifications and screen readers say. */
export interface Message {
  text: string;
  blocks: types.KnownBlock[];
}

/**
 * Draws a card as Block Kit. What people wrote is shown as they wrote it: see {@link words}. Over a limit it shows
 * less, and "…" where something is missing; buttons and menus stay.
 * @throws {RangeError} see {@link renderControls}
 */
export function renderCard(card: Card, drawing: Drawing): Message {
  return drawing === NOTHING_MORE ? plainly(card) : draw(card, drawing);
}

/** A broadcast is one card for thousands of channels. */
const plainly = drawnOnce((card: Card) => draw(card, NOTHING_MORE));

function draw(card: Card, drawing: Drawing): Message {
  const budget = new TextBudget(MESSAGE_TEXT_MAX);
  const blocks = [
    ...(card.heading === undefined ? [] : heading(card.heading, drawing, budget)),
    ...(card.notifies === undefined ? [] : words(richText({ type: 'role', id: card.notifies }))),
    ...card.body.flatMap((block) => renderBlock(block, drawing, budget)),
  ];
  return { text: notification(card, drawing), blocks: within(blocks, MESSAGE_BLOCKS_MAX) };
}

/** @returns a text that is equal exactly when two cards look the same on Slack */
export const fingerprint = drawnOnce((card: Card): string => {
  const selected = card.body.flatMap((block) =>
    block.type === 'controls'
      ? block.controls.flatMap((one) => (one.type === 'menu' ? [one.of, one.selected ?? ''] : []))
      : [],
  );
  return createHash('sha256')
    .update(JSON.stringify([renderCard(card, NOTHING_MORE), selected]))
    .digest('base64url');
});

/** `Platform.excess`: each text of a message has a limit, and so has the heading. */
export function excessOf(card: Card): number {
  const length = (text: Text) => lengthOf(richText(text));
  const over = card.body.map((block) => {
    if (block.type === 'text' || block.type === 'note') return length(block.text) - TEXT_MAX;
    if (block.type !== 'fields') return 0;
    return Math.max(...block.fields.flatMap(({ label, value }) => [length(label), length(value)])) - FIELD_MAX;
  });
  const heading = card.heading && isPlain(card.heading) ? length(card.heading) - HEADER_MAX : 0;
  return [heading, ...over].reduce((sum, one) => sum + Math.max(0, one), 0);
}

/** Room left in a message's text; once it is used up, one "…" stands for all that follows. */
class TextBudget {
  #left: number;
  #marked = false;

  constructor(max: number) {
    this.#left = max - ELLIPSIS.length;
  }

  take(elements: readonly Element[], max: number): Element[] {
    if (elements.length === 0 || this.#marked) return [];
    const taken = this.#left > 0 ? shortenElements(elements, Math.min(max, this.#left)) : [ELLIPSIS_ELEMENT];
    this.#marked = this.#left <= 0;
    this.#left -= lengthOf(taken);
    return taken;
  }
}

function renderBlock(block: Block, drawing: Drawing, budget: TextBudget): types.KnownBlock[] {
  switch (block.type) {
    case 'text':
      return words(budget.take(richText(block.text, drawing.names), TEXT_MAX));
    case 'fields':
      return fields(block.fields, drawing, budget);
    case 'note':
      return note(budget.take(richText(block.text, drawing.names), TEXT_MAX));
    case 'image':
      return image(block);
    case 'divider':
      return [{ type: 'divider' }];
    case 'controls':
      return renderControls(block.controls, drawing);
  }
}

function heading(text: Text, drawing: Drawing, budget: TextBudget): types.KnownBlock[] {
  const elements = budget.take(richText({ type: 'strong', text }, drawing.names), TEXT_MAX);
  if (!isPlain(text)) return words(elements);
  const line = shorten(elements.map(wordsOf).join('').replace(/\s+/g, ' ').trim(), HEADER_MAX);
  return line === '' ? [] : [{ type: 'header', text: plain(line) }];
}

/**
 * One line each, as a phone shows them anyway. Lines that mrkdwn can draw stand together, and so do the others.
 */
function fields(
  all: readonly { label: Text; value: Text }[],
  drawing: Drawing,
  budget: TextBudget,
): types.KnownBlock[] {
  const groups: { literal: boolean; elements: Element[] }[] = [];
  for (const field of all) {
    const line: Element[] = [
      ...budget.take(richText({ type: 'strong', text: labelled(field.label) }, drawing.names), FIELD_MAX),
      SPACE,
      ...budget.take(richText(field.value, drawing.names), FIELD_MAX),
    ];
    const last = groups.at(-1);
    const literal = isLiteral(line);
    if (last?.literal === literal && lengthOf(last.elements) + lengthOf(line) < TEXT_MAX)
      last.elements.push({ type: 'text', text: '\n' }, ...line);
    else groups.push({ literal, elements: shortenElements(line, TEXT_MAX) });
  }
  return groups.flatMap(({ elements }) => words(elements));
}

function labelled(label: Text): (string | Inline)[] {
  return [...pieces(label), ':'];
}

/** Small print is a context block; what mrkdwn cannot draw in it is shown at full size instead. */
function note(elements: Element[]): types.KnownBlock[] {
  const object = isVisible(elements) ? mrkdwnObject(elements) : null;
  return object ? [{ type: 'context', elements: [object] }] : words(elements);
}

function image({ url, alt }: { url: string; alt: string }): types.KnownBlock[] {
  const said = shorten(clean(alt).trim(), IMAGE_ALT_MAX) || ELLIPSIS;
  if (url.length > URL_MAX || !URL.canParse(url)) return note([{ type: 'text', text: said }]);
  return [{ type: 'image', image_url: url, alt_text: said }];
}

/**
 * Words at full size: as mrkdwn where it shows these very words, which every client and every notification can read;
 * as rich_text where people wrote something that mrkdwn would take for mark-up.
 */
function words(elements: Element[]): types.KnownBlock[] {
  if (!isVisible(elements)) return [];
  const object = mrkdwnObject(elements);
  if (object) return [{ type: 'section', text: object }];
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
}

/** `verbatim`: nothing in it is read as a name or an address. */
function mrkdwnObject(elements: readonly Element[]): types.MrkdwnElement | null {
  if (!isLiteral(elements)) return null;
  const text = mrkdwn(elements, { styles: true });
  return Buffer.byteLength(text) > TEXT_MAX ? null : { type: 'mrkdwn', text, verbatim: true };
}

/** Tells whether plain_text shows these very words: Slack reads "&lt;" in it as "<". */
function isPlain(text: Text): boolean {
  return pieces(text).every((piece) => typeof piece === 'string' && !/&(amp|lt|gt);/.test(piece));
}

function notification(card: Card, drawing: Drawing): string {
  const texts = card.body.flatMap((block) => {
    if (block.type === 'text' || block.type === 'note') return [block.text];
    if (block.type !== 'fields') return [];
    return block.fields.map(({ label, value }) => [...labelled(label), ' ', ...pieces(value)]);
  });
  const lines = [card.heading ?? '', ...texts].map((text) => richText(text, drawing.names)).filter(isVisible);
  const elements = lines.flatMap((line, index): Element[] =>
    index === 0 ? line : [{ type: 'text', text: '\n' }, ...line],
  );
  const drafts = NOTIFICATION_DRAFTS.map((max) => mrkdwn(shortenElements(elements, max), { styles: false }));
  return drafts.find((text) => text.length <= NOTIFICATION_MAX) || ELLIPSIS;
}

/** Over the number of blocks, the last ones that are not buttons or menus give way to "…". */
function within(blocks: types.KnownBlock[], max: number): types.KnownBlock[] {
  let excess = blocks.length - max;
  if (excess <= 0) return blocks;
  excess += 1;
  const dropped = new Set(
    blocks
      .map((block, index) => ({ block, index }))
      .filter(({ block }) => block.type !== 'actions')
      .slice(-excess)
      .map(({ index }) => index),
  );
  const first = Math.min(...dropped);
  return blocks
    .flatMap((block, index): types.KnownBlock[] => {
      if (index === first) return [{ type: 'context', elements: [plain(ELLIPSIS)] }];
      return dropped.has(index) ? [] : [block];
    })
    .slice(0, max);
}
