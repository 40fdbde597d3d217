import { isJson, type Json } from '../json.ts';

const WITHOUT_ACTION_ID = new Set(['image', 'plain_text', 'mrkdwn']);

/**
 * Blocks as Slack keeps and returns them: every block and element has an id, text objects have all their fields, and
 * stray control characters are entities (https://github.com/slackapi/bolt-python/issues/513).
 * @param prefix makes generated ids differ between surfaces, and equal between runs
 */
export function normalised(blocks: readonly Json[], prefix: string): Json[] {
  let count = 0;
  const nextId = () => `${prefix}${(count++).toString(36)}`;
  return blocks.map((block) => {
    const kept = deeply(block) as Json;
    const named = { ...kept, block_id: kept.block_id ?? nextId() };
    return withActionIds(named, nextId);
  });
}

function withActionIds(block: Json, nextId: () => string): Json {
  const named = (element: unknown) =>
    isJson(element) && element.action_id === undefined && !WITHOUT_ACTION_ID.has(String(element.type))
      ? { ...element, action_id: nextId() }
      : element;
  if (block.type === 'actions' && Array.isArray(block.elements)) {
    return { ...block, elements: block.elements.map(named) };
  }
  if (block.type === 'section' && block.accessory !== undefined) return { ...block, accessory: named(block.accessory) };
  if (block.type === 'input') return { ...block, element: named(block.element) };
  return block;
}

function deeply(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deeply);
  if (!isJson(value)) return value;
  if (value.type === 'plain_text' && typeof value.text === 'string') {
    return { type: 'plain_text', text: escapedPlain(value.text), emoji: value.emoji ?? true };
  }
  if (value.type === 'mrkdwn' && typeof value.text === 'string') {
    return { type: 'mrkdwn', text: escapedAmpersands(value.text), verbatim: value.verbatim ?? false };
  }
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, deeply(field)]));
}

/** Writes what a person typed, as Slack puts it into messages and payloads. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function escapedAmpersands(text: string): string {
  return text.replaceAll(/&(?!(?:amp|lt|gt);)/g, '&amp;');
}

function escapedPlain(text: string): string {
  return escapedAmpersands(text).replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
