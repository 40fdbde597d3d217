import { type APIComponentInContainer, type APITextDisplayComponent, ComponentType } from 'discord.js';
import type { Text } from '../../chat/text.ts';
import { BYTES_FOR_EACH_TEXT, COMPONENTS_MAX, MESSAGE_BYTES_MAX, MESSAGE_TEXT_MAX } from './limits.ts';
import { type Manner, type Room, toMarkdown, toMarkdownWithin } from './markdown.ts';

/** A text of its own kind: cut as one when a message is too long. */
export interface Line {
  text: Text;
  manner: Manner;
}

/** A future component of the container: lines of text, or something that is one already. */
export type Part = { texts: readonly Line[] } | { component: APIComponentInContainer };

const MORE: Part = { texts: [{ text: '…', manner: 'plain' }] };

/**
 * @returns parts that are within Discord's number of components: without dividers when that is enough, else with
 * texts that follow each other as one, else with "…" for what stands before the last controls
 */
export function fitComponents(parts: readonly Part[]): Part[] {
  const shown = parts.filter(
    (part) => 'component' in part || part.texts.some(({ text }) => toMarkdown(text).trim() !== ''),
  );
  const steps = [withoutDividers, joinTexts, cutMiddle];
  return steps.reduce((kept, step) => (countOf(kept) > COMPONENTS_MAX ? step(kept) : kept), shown);
}

/**
 * @returns the components, their texts together within Discord's number of characters and of bytes: the longest are cut
 */
export function fitTexts(parts: readonly Part[]): APIComponentInContainer[] {
  const lines = parts.flatMap((part) => ('texts' in part ? part.texts : []));
  const written = lines.map(({ text, manner }) => toMarkdown(text, manner));
  const breaks = parts.reduce((sum, part) => sum + ('texts' in part ? part.texts.length - 1 : 0), 0);
  const displays = parts.filter((part) => 'texts' in part).length;
  const most: Room = {
    units: lengthForEach(
      written.map(({ length }) => length),
      MESSAGE_TEXT_MAX - breaks,
    ),
    bytes: lengthForEach(
      written.map((one) => Buffer.byteLength(one)),
      MESSAGE_BYTES_MAX - BYTES_FOR_EACH_TEXT * displays - breaks,
    ),
  };
  const components = parts.flatMap((part) => ('texts' in part ? textDisplay(part.texts, most) : [part.component]));
  return components.length > 0 ? components : [{ type: ComponentType.TextDisplay, content: '…' }];
}

function textDisplay(lines: readonly Line[], most: Room): APITextDisplayComponent[] {
  const content = lines
    .map(({ text, manner }) => toMarkdownWithin(text, manner, most))
    .filter((line) => line !== '')
    .join('\n');
  return content.trim() === '' ? [] : [{ type: ComponentType.TextDisplay, content }];
}

/** @returns the length to which texts are cut, so that together they have at most `max` */
function lengthForEach(lengths: readonly number[], max: number): number {
  let left = max;
  const sorted = lengths.toSorted((a, b) => a - b);
  for (const [index, length] of sorted.entries()) {
    const share = Math.floor(left / (sorted.length - index));
    if (length > share) return share;
    left -= length;
  }
  return max;
}

function countOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + ('texts' in part ? 1 : weightOf(part.component)), 1);
}

function weightOf(component: APIComponentInContainer): number {
  return component.type === ComponentType.ActionRow ? 1 + component.components.length : 1;
}

function withoutDividers(parts: readonly Part[]): Part[] {
  return parts.filter((part) => 'texts' in part || part.component.type !== ComponentType.Separator);
}

function joinTexts(parts: readonly Part[]): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last && 'texts' in last && 'texts' in part)
      joined[joined.length - 1] = { texts: [...last.texts, ...part.texts] };
    else joined.push(part);
  }
  return joined;
}

/** The last row is what leads on (the next page, back): it stays. */
function cutMiddle(parts: readonly Part[]): Part[] {
  const last = parts.at(-1);
  const end = last && 'component' in last && last.component.type === ComponentType.ActionRow ? [last] : [];
  const kept = parts.slice(0, parts.length - end.length);
  while (kept.length > 0 && countOf([...kept, MORE, ...end]) > COMPONENTS_MAX) kept.pop();
  return [...kept, MORE, ...end];
}
