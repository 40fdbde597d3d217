import {
  type APIComponentInContainer,
  type APIContainerComponent,
  type APIMediaGalleryComponent,
  type APISeparatorComponent,
  ComponentType,
  MessageFlags,
} from 'discord.js';
import type { Block, Card } from '../../chat/card.ts';
import { drawnOnce } from '../../chat/drawn-once.ts';
import { shorten } from '../../chat/shorten.ts';
import { rowsOf } from './controls.ts';
import { fitComponents, fitTexts, type Part } from './fit.ts';
import { BYTES_FOR_EACH_TEXT, IMAGE_ALT_MAX, MEDIA_URL_MAX, MESSAGE_BYTES_MAX, MESSAGE_TEXT_MAX } from './limits.ts';
import { toMarkdown } from './markdown.ts';

/** The parts that every message of ours is made of, posted, edited or answered. */
export interface MessagePayload {
  components: [APIContainerComponent];
  flags: number;
  /**
   * Nobody is ever notified by what a card says, only the one role that a new message is to notify. Left out of an
   * edit, Discord reads the mentions anew.
   */
  allowed_mentions: { parse: []; roles?: [string] };
}

const ACCENTS = { neutral: undefined, good: 0x2e9e5b, attention: 0xf0a020, over: 0x80848e } as const;

/**
 * @param marker an id for the outermost component: Discord keeps it, so that the message can be found by it
 * @returns the card as one container of Components V2, within all of Discord's limits; what is cut ends in "…"
 * @throws Error when the card holds an account of another platform, or an id that is too long: programming errors
 * @see https://docs.discord.com/developers/components/reference#container
 */
export function renderCard(card: Card, marker?: number): MessagePayload {
  const container = containerOf(card);
  return {
    components: [marker === undefined ? container : { ...container, id: marker }],
    flags: MessageFlags.IsComponentsV2,
    allowed_mentions: { parse: [] },
  };
}

/** A broadcast is one card for thousands of channels. */
const containerOf = drawnOnce((card: Card): APIContainerComponent => {
  const heading: Part[] = card.heading ? [{ texts: [{ text: card.heading, manner: 'heading' }] }] : [];
  const notified: Part[] = card.notifies
    ? [{ texts: [{ text: { type: 'role', id: card.notifies }, manner: 'plain' }] }]
    : [];
  const parts = fitComponents([...heading, ...notified, ...card.body.flatMap(partsOf)]);
  const accent = ACCENTS[card.tone ?? 'neutral'];
  return {
    type: ComponentType.Container,
    ...(accent !== undefined && { accent_color: accent }),
    components: fitTexts(parts),
  };
});

/** @returns the card as a new message, which alone may notify the role that the card names */
export function renderNew(card: Card, marker: number): MessagePayload {
  const payload = renderCard(card, marker);
  return card.notifies ? { ...payload, allowed_mentions: { parse: [], roles: [card.notifies] } } : payload;
}

/** `Platform.excess`: all texts of a message together have one limit in characters, and one in bytes. */
export function excessOf(card: Card): number {
  const parts = card.body.flatMap(partsOf).filter((part) => 'texts' in part);
  const lines = parts.flatMap((part) => part.texts);
  if (card.heading) lines.push({ text: card.heading, manner: 'heading' });
  if (card.notifies) lines.push({ text: { type: 'role', id: card.notifies }, manner: 'plain' });
  const written = lines.map(({ text, manner }) => `${toMarkdown(text, manner)}\n`);
  const units = written.reduce((sum, one) => sum + one.length, 0);
  const bytes = written.reduce((sum, one) => sum + Buffer.byteLength(one), BYTES_FOR_EACH_TEXT * (parts.length + 2));
  // In characters of the kind that the longest text is written in: that is the one to be shortened.
  const longest = written.reduce((one, other) => (other.length > one.length ? other : one), ' ');
  const bytesEach = Buffer.byteLength(longest) / longest.length;
  return Math.max(0, units - MESSAGE_TEXT_MAX, Math.ceil((bytes - MESSAGE_BYTES_MAX) / bytesEach));
}

function partsOf(block: Block): Part[] {
  switch (block.type) {
    case 'text':
      return [{ texts: [{ text: block.text, manner: 'plain' }] }];
    case 'note':
      return [{ texts: [{ text: block.text, manner: 'small' }] }];
    case 'fields':
      // Each stands in a component of its own, which Discord parts from the next by a little space.
      return block.fields.map(({ label, value }) => ({
        texts: [
          { text: { type: 'strong', text: label }, manner: 'plain' },
          { text: value, manner: 'plain' },
        ],
      }));
    case 'image':
      return [imageOf(block)];
    case 'divider':
      return [{ component: separator() }];
    case 'controls':
      return rowsOf(block.controls);
  }
}

/** An address that Discord would refuse is not worth the whole message: then the words for it stand there. */
function imageOf(image: Extract<Block, { type: 'image' }>): Part {
  if (!/^https?:\/\//.test(image.url) || image.url.length > MEDIA_URL_MAX) {
    return { texts: [{ text: image.alt, manner: 'small' }] };
  }
  const description = shorten(image.alt.trim(), IMAGE_ALT_MAX);
  const gallery: APIMediaGalleryComponent = {
    type: ComponentType.MediaGallery,
    items: [{ media: { url: image.url }, ...(description && { description }) }],
  };
  return { component: gallery };
}

function separator(): APISeparatorComponent & APIComponentInContainer {
  return { type: ComponentType.Separator };
}
