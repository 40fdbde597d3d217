import { problemsOfMessage } from '@samling/sandbox/slack/blocks/blocks.ts';
import { checkedView } from '@samling/sandbox/slack/blocks/view.ts';
import { Refusal } from '@samling/sandbox/slack/refusal.ts';
import { describe, expect, it } from 'vitest';
import { client, MEETUPS, mrkdwn, plain, refusal, section, startSlack } from './slack-world.ts';

const button = (more: object = {}) => ({ type: 'button', action_id: 'a', text: plain('Ja'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain('Felt'), element, ...more });
const select = (count: number, more: object = {}) => ({
  type: 'static_select',
  action_id: 's',
  placeholder: plain('Vælg'),
  options: Array.from({ length: count }, (_, index) => ({ text: plain(`Valg ${index}`), value: `v${index}` })),
  ...more,
});
const times = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);

const rich = (...elements: object[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] });

describe('the blocks of a message', () => {
  it.each([
    ['a section of 3000 characters', [section('x'.repeat(3000))]],
    ['50 blocks', times(50, { type: 'divider' })],
    ['ten fields of 2000 characters', [{ type: 'section', fields: times(10, mrkdwn('x'.repeat(2000))) }]],
    ['a header of 150 characters', [{ type: 'header', text: plain('x'.repeat(150)) }]],
    ['a select with 100 options', [actions(select(100))]],
    ['the same action id in two blocks', [actions(button()), actions(button())]],
    ['a button with all its fields', [actions(button({ value: 'x'.repeat(2000), style: 'danger' }))]],
    ['an input', [input({ type: 'plain_text_input', action_id: 'x', max_length: 3000 })]],
    ['rich text', [rich({ type: 'text', text: 'x', style: { bold: true } }, { type: 'user', user_id: 'U0BENT' })]],
    ['an image', [{ type: 'image', image_url: 'https://example.org/a.png', alt_text: 'En kop' }]],
  ])('may hold %s', (_what, blocks) => {
    expect(problemsOfMessage(blocks)).toEqual([]);
  });

  it.each([
    [[section('x'.repeat(3001))], 'must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
    [[section('')], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    [[{ type: 'section' }], 'must define either `text` or `fields` [json-pointer:/blocks/0]'],
    [times(51, { type: 'divider' }), 'no more than 50 items allowed [json-pointer:/blocks]'],
    [
      [{ type: 'section', fields: times(11, mrkdwn('x')) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    [[{ type: 'header', text: mrkdwn('x') }], 'must be one of: plain_text [json-pointer:/blocks/0/text/type]'],
    [
      [{ type: 'header', text: plain('x'.repeat(151)) }],
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [[{ type: 'poem' }], 'unsupported type: poem [json-pointer:/blocks/0/type]'],
    [[{ type: 'divider', colour: 'red' }], 'invalid additional property: colour [json-pointer:/blocks/0]'],
    [
      [{ type: 'context', elements: times(11, mrkdwn('x')) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [[actions()], 'must provide at least 1 items [json-pointer:/blocks/0/elements]'],
    [
      [actions(button({ text: plain('x'.repeat(76)) }))],
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      [actions(button({ style: 'default' }))],
      'must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      [actions(button({ disabled: true }))],
      'invalid additional property: disabled [json-pointer:/blocks/0/elements/0]',
    ],
    [[actions(button({ url: 'example.org' }))], 'invalid url [json-pointer:/blocks/0/elements/0/url]'],
    [[actions(button(), button())], '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]'],
    [[actions(select(101))], 'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]'],
    [
      [actions(select(2, { initial_option: { text: plain('Valg 9'), value: 'v9' } }))],
      'failed to match an option in `options` [json-pointer:/blocks/0/elements/0/initial_option]',
    ],
    [
      [
        { type: 'divider', block_id: 'b' },
        { type: 'divider', block_id: 'b' },
      ],
      '`block_id` "b" already exists [json-pointer:/blocks/1/block_id]',
    ],
    [
      [actions({ type: 'plain_text_input', action_id: 'x' })],
      'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      [input({ type: 'datepicker', action_id: 'x', initial_date: '1/3' })],
      'must be a date as YYYY-MM-DD [json-pointer:/blocks/0/element/initial_date]',
    ],
    [
      [rich({ type: 'text', text: '' })],
      'must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]',
    ],
    [
      [rich({ type: 'mrkdwn', text: 'x' })],
      'unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/elements/0/type]',
    ],
  ])('are refused: %#', (blocks, problem) => {
    expect(problemsOfMessage(blocks)).toContain(problem);
  });

  it('are refused over the wire with what is wrong where', async () => {
    const sandbox = await startSlack();
    const refused = await client(sandbox)
      .chat.postMessage({ channel: MEETUPS, text: 'x', blocks: [section('')] })
      .catch((error: { data: unknown }) => error.data);
    const problem = 'must be more than 0 characters [json-pointer:/blocks/0/text/text]';
    expect(refused).toMatchObject({
      ok: false,
      error: 'invalid_blocks',
      errors: [problem],
      response_metadata: { messages: [`[ERROR] ${problem}`] },
    });
    const heavy = times(5, section('x'.repeat(2_900)));
    const { chat } = client(sandbox);
    expect(await refusal(chat.postMessage({ channel: MEETUPS, text: 'x', blocks: heavy }))).toBe('msg_blocks_too_long');
    expect(await refusal(chat.postMessage({ channel: MEETUPS, text: 'x', blocks: heavy.slice(0, 4) }))).toBe(
      'not refused',
    );
  });
});

describe('a modal', () => {
  const modal = (more: object = {}) => ({ type: 'modal', title: plain('Titel'), blocks: [], ...more });
  const problems = (view: unknown): unknown => {
    try {
      checkedView(view, 'modal');
      return [];
    } catch (error) {
      return error instanceof Refusal ? [error.code, ...((error.detail.errors as string[]) ?? [])] : error;
    }
  };

  it('may have a title of 24 characters, 100 blocks and 3000 characters of metadata', () => {
    const view = modal({
      title: plain('x'.repeat(24)),
      private_metadata: 'x'.repeat(3000),
      blocks: times(100, { type: 'divider' }),
    });
    expect(problems(view)).toEqual([]);
  });

  it.each([
    [modal({ title: plain('x'.repeat(25)) }), 'must be less than 25 characters [json-pointer:/view/title/text]'],
    [modal({ title: undefined }), 'missing required field: title [json-pointer:/view]'],
    [modal({ submit: plain('x'.repeat(25)) }), 'must be less than 25 characters [json-pointer:/view/submit/text]'],
    [
      modal({ private_metadata: 'x'.repeat(3001) }),
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [modal({ blocks: times(101, { type: 'divider' }) }), 'no more than 100 items allowed [json-pointer:/view/blocks]'],
    [
      modal({ blocks: [input({ type: 'plain_text_input', action_id: 'x' })] }),
      'must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]',
    ],
    [
      modal({
        submit: plain('Gem'),
        blocks: [input({ type: 'plain_text_input', action_id: 'x' }, { label: plain('x'.repeat(2001)) })],
      }),
      'must be less than 2001 characters [json-pointer:/view/blocks/0/label/text]',
    ],
    [
      modal({ blocks: [{ type: 'markdown', text: 'x' }] }),
      'unsupported type: markdown [json-pointer:/view/blocks/0/type]',
    ],
    [{ type: 'home', blocks: [] }, 'unsupported type: home [json-pointer:/view/type]'],
  ])('is refused: %#', (view, problem) => {
    expect(problems(view)).toEqual(expect.arrayContaining(['invalid_arguments', problem]));
  });
});
