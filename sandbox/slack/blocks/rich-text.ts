import { anything, byType, type Check, flag, list, oneOf, pattern, shape, text, whole } from './check.ts';
import { url } from './objects.ts';

/** https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */

const style = shape(
  {
    bold: flag,
    italic: flag,
    strike: flag,
    underline: flag,
    code: flag,
    highlight: flag,
    client_highlight: flag,
    unlink: flag,
  },
  [],
);

function inline(type: string, fields: Record<string, Check>, required: readonly string[]): [string, Check] {
  return [type, shape({ type: oneOf(type), style, ...fields }, ['type', ...required])];
}

const id = pattern(/^[A-Z0-9]{2,}$/, 'must be an id');

const inlines = byType(
  Object.fromEntries([
    inline('text', { text: text(Number.POSITIVE_INFINITY) }, ['text']),
    inline('link', { url, text: text(Number.POSITIVE_INFINITY, 0), unsafe: flag }, ['url']),
    inline('date', { timestamp: whole(0, 9_999_999_999), format: text(1000), url, fallback: text(1000) }, [
      'timestamp',
      'format',
    ]),
    inline('user', { user_id: id }, ['user_id']),
    inline('usergroup', { usergroup_id: id }, ['usergroup_id']),
    inline('channel', { channel_id: id }, ['channel_id']),
    inline('broadcast', { range: oneOf('here', 'channel', 'everyone') }, ['range']),
    inline('emoji', { name: text(255), unicode: text(255), skin_tone: whole(1, 6), url: anything }, ['name']),
    inline('color', { value: pattern(/^#[0-9a-f]{6}$/i, 'must be a color as #RRGGBB') }, ['value']),
  ]),
);

function part(type: string, item: Check, more: Record<string, Check> = {}, required: readonly string[] = []): Check {
  const elements = list(item, Number.POSITIVE_INFINITY, 0);
  return shape({ type: oneOf(type), elements, ...more }, ['type', 'elements', ...required]);
}

const border = whole(0, 1);
const section = part('rich_text_section', inlines);

/** The parts of a rich_text block. */
export const richTextPart = byType({
  rich_text_section: section,
  rich_text_quote: part('rich_text_quote', inlines, { border }),
  rich_text_preformatted: part('rich_text_preformatted', inlines, { border, language: text(255) }),
  rich_text_list: part(
    'rich_text_list',
    byType({ rich_text_section: section }),
    { style: oneOf('bullet', 'ordered'), indent: whole(0, 8), offset: whole(0, 1000), border },
    ['style'],
  ),
});
