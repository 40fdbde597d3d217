import { isJson, objectsOf } from '../json.ts';
import { anything, byType, type Check, either, every, flag, list, oneOf, shape, text, wrong } from './check.ts';
import { accessory, actionElement, image, inputElement } from './elements.ts';
import { id, plain, url, words } from './objects.ts';
import { richTextPart } from './rich-text.ts';

/** Blocks: https://docs.slack.dev/reference/block-kit/blocks */

function block(type: string, fields: Record<string, Check>, required: readonly string[] = []): Check {
  return shape({ type: oneOf(type), block_id: id, ...fields }, ['type', ...required]);
}

const section = every(
  block('section', { text: words(3000), fields: list(words(2000), 10), accessory, expand: flag }),
  either('text', 'fields'),
);

const contextElement = byType({ image, plain_text: words(3000), mrkdwn: words(3000) });

const everywhere: Record<string, Check> = {
  section,
  header: block('header', { text: plain(150) }, ['text']),
  divider: block('divider', {}),
  context: block('context', { elements: list(contextElement, 10) }, ['elements']),
  actions: block('actions', { elements: list(actionElement, 25) }, ['elements']),
  image: every(
    block('image', { image_url: url, slack_file: anything, alt_text: text(2000), title: plain(2000) }, ['alt_text']),
    either('image_url', 'slack_file'),
  ),
  input: block(
    'input',
    { label: plain(2000), hint: plain(2000), optional: flag, dispatch_action: flag, element: inputElement },
    ['label', 'element'],
  ),
  rich_text: block('rich_text', { elements: list(richTextPart, Number.POSITIVE_INFINITY) }, ['elements']),
  video: block('video', {
    video_url: url,
    thumbnail_url: url,
    alt_text: text(2000),
    title: plain(199),
    title_url: url,
    author_name: text(49),
    provider_name: text(255),
    provider_icon_url: url,
    description: plain(199),
  }),
};

const inMessages: Record<string, Check> = {
  ...everywhere,
  markdown: block('markdown', { text: text(12_000) }, ['text']),
  table: block('table', { rows: list(list(anything, 20), 100), column_settings: list(anything, 20, 0) }, ['rows']),
};

/** Ids tell blocks and elements apart: of a block within its surface, of an element within its block. */
const idsAreUnique: Check = (value, at, found) => {
  const blockIds = new Set<unknown>();
  objectsOf(value).forEach((one, index) => {
    const where = `${at}/${index}`;
    if (one.block_id !== undefined && blockIds.has(one.block_id)) {
      wrong(found, `${where}/block_id`, `\`block_id\` "${String(one.block_id)}" already exists`);
    }
    blockIds.add(one.block_id);
    const actionIds = new Set<unknown>();
    objectsOf(one.elements).forEach((element, position) => {
      if (element.action_id !== undefined && actionIds.has(element.action_id)) {
        const pointer = `${where}/elements/${position}/action_id`;
        wrong(found, pointer, `\`action_id\` "${String(element.action_id)}" already exists`);
      }
      actionIds.add(element.action_id);
    });
  });
};

export const MESSAGE_BLOCKS_MAX = 50;
const VIEW_BLOCKS_MAX = 100;

/** @returns what Slack finds wrong with the blocks of a message */
export function problemsOfMessage(blocks: unknown): string[] {
  const found: string[] = [];
  every(list(byType(inMessages), MESSAGE_BLOCKS_MAX, 0), idsAreUnique)(blocks, '/blocks', found);
  return found;
}

export const viewBlocks = every(list(byType(everywhere), VIEW_BLOCKS_MAX, 0), idsAreUnique);

/**
 * Weighs the blocks of a message. Slack states no limit for a whole message, yet refuses it with
 * `msg_blocks_too_long` from about 13,200 characters on, of which each block besides its words takes about a hundred:
 * measured in https://github.com/slackapi/bolt-js/issues/2509. Entities count as they are sent.
 */
export function weightOf(blocks: unknown): number {
  return objectsOf(blocks).reduce((sum, one) => sum + 100 + textWeight(one), 0);
}

export const WEIGHT_MAX = 13_400;

function textWeight(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + textWeight(one), 0);
  if (!isJson(value)) return 0;
  const own = typeof value.text === 'string' ? value.text.length : 0;
  return own + Object.values(value).reduce((sum: number, one) => sum + textWeight(one), 0);
}
