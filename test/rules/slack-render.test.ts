import type { types } from '@slack/bolt';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, Control } from '../../src/chat/card.ts';
import { speaker } from '../../src/chat/say.ts';
import { code, type Inline, quiet, strong, type Text } from '../../src/chat/text.ts';
import { type Drawing, fingerprint, renderCard } from '../../src/slack/render/card.ts';
import { clean } from '../../src/slack/render/clean.ts';
import { wordsIn } from '../../src/slack/words.ts';

const drawing: Drawing = { words: wordsIn('da'), groups: [] };
const render = (card: Card, more: Partial<Drawing> = {}) => renderCard(card, { ...drawing, ...more });
const textCard = (text: Text): Card => ({ body: [{ type: 'text', text }] });
const account: Inline = { type: 'account', account: { platform: 'slack', tenant: 'T1', id: 'U1' } };

/** Words that a reader sees in the blocks, block by block; mentions by their kind. */
function words(blocks: readonly types.KnownBlock[]): string {
  return blocks.map(blockWords).join('\n');
}

function blockWords(block: types.KnownBlock): string {
  if (block.type === 'header') return block.text.text;
  if (block.type === 'section') return block.text ? objectWords(block.text) : '';
  if (block.type === 'context')
    return block.elements
      .map((one) => (one.type === 'mrkdwn' || one.type === 'plain_text' ? objectWords(one) : ''))
      .join(' ');
  return richElements([block])
    .map((element) => {
      if (element.type === 'text') return element.text;
      if (element.type === 'link') return element.text ?? element.url;
      return element.type === 'date' ? (element.fallback ?? '') : `<${element.type}>`;
    })
    .join('');
}

/** Marks are taken out wherever they stand: words that hold one of their own would not come back. */
function objectWords(object: types.MrkdwnElement | types.PlainTextElement): string {
  if (object.type === 'plain_text') return object.text;
  expect(object.verbatim).toBe(true);
  return object.text
    .replace(/<[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<(https?:[^>]*)>/g, '$1')
    .replace(/[*_`~]/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function richElements(blocks: readonly types.KnownBlock[]): types.RichTextElement[] {
  return blocks
    .flatMap((block) => (block.type === 'rich_text' ? block.elements : []))
    .flatMap((section) => (section.type === 'rich_text_section' ? section.elements : []));
}

const HOSTILE = '*fed* _kursiv_ ~streg~ `kode` > citat :smile: <!channel> <@U1> @everyone @here &lt;b&gt; & - liste';
const mixed = fc.array(
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom(
      '*',
      '_',
      '~',
      '`',
      '>',
      '&',
      '<!here>',
      '<@U1|x>',
      '&amp;',
      ':tada:',
      '\n',
      'https://ra.dk/?a=1&b=2',
    ),
  ),
  { maxLength: 12 },
);

describe('people’s words on Slack', () => {
  it('are shown as they were written, whatever mark-up they look like', () => {
    fc.assert(
      fc.property(mixed, (parts) => {
        const text = parts.join('');
        const drawn = words(render(textCard(text)).blocks);
        expect(drawn).toBe(clean(text).trim() === '' ? '' : clean(text));
      }),
    );
  });

  it.each(['heading', 'text', 'note', 'field'] as const)('are shown as they were written in a %s', (place) => {
    const card: Card = {
      heading: place === 'heading' ? HOSTILE : 'Møde',
      body: [
        place === 'note' ? { type: 'note', text: HOSTILE } : { type: 'text', text: place === 'text' ? HOSTILE : 'x' },
        { type: 'fields', fields: [{ label: 'Hvor', value: place === 'field' ? HOSTILE : 'x' }] },
      ],
    };
    const { blocks } = render(card);
    expect(words(blocks)).toContain(HOSTILE);
    for (const block of blocks.filter((one) => blockWords(one).includes(HOSTILE))) expect(block.type).toBe('rich_text');
  });

  it('can never notify anybody, neither in the blocks nor in the text for notifications', () => {
    fc.assert(
      fc.property(mixed, (parts) => {
        const { text, blocks } = render({ heading: parts.join(''), body: [{ type: 'text', text: parts.join(' ') }] });
        expect(text).not.toMatch(/<[@!#]/);
        for (const element of richElements(blocks)) expect(['text', 'link']).toContain(element.type);
        for (const block of blocks) if (block.type === 'section') expect(block.text?.text).not.toMatch(/<[@!#]/);
      }),
    );
  });

  it('survive half characters and control characters', () => {
    expect(words(render(textCard('a\ud83d b\u0000\u202ec')).blocks)).toBe('a\ufffd bc');
  });

  it('become links where they are addresses, with the same words', () => {
    expect(render(textCard('Se https://ra.dk/p?a=1&b=2. Vi ses!')).blocks).toMatchObject([
      { type: 'section', text: { text: 'Se <https://ra.dk/p?a=1&amp;b=2>. Vi ses!' } },
    ]);
    expect(richElements(render(textCard('*Se* https://ra.dk/p?a=1. Vi ses!')).blocks)).toEqual([
      { type: 'text', text: '*Se* ' },
      { type: 'link', url: 'https://ra.dk/p?a=1', text: 'https://ra.dk/p?a=1' },
      { type: 'text', text: '. Vi ses!' },
    ]);
  });
});

describe('an address', () => {
  it.each([
    { type: 'link', url: 'https://a.dk/?x|https://bank.dk/', text: 'Læs mere' } as const,
    'Se https://a.dk/?x|Bank',
  ])('goes where it says, also with a line in it: %j', (text) => {
    const { text: written } = render(textCard(text));
    const [, address = ''] = /<([^|>]*)/.exec(written ?? '') ?? [];
    expect(address).toMatch(/^https:\/\/a\.dk\/\?x%7C(?:https:\/\/bank\.dk\/|Bank)$/);
  });
});

describe('what Slack draws itself', () => {
  it('shows a time in each reader’s own zone, with words for where it cannot', () => {
    const at = Date.UTC(2027, 2, 4, 18);
    const { text, blocks } = render(
      textCard({ type: 'time', at, show: 'moment', fallback: 'torsdag 4. marts kl. 19.00' }),
    );
    const drawn = `<!date^${at / 1000}^{date_long} {time}|torsdag 4. marts kl. 19.00>`;
    expect(blocks).toEqual([{ type: 'section', text: { type: 'mrkdwn', verbatim: true, text: drawn } }]);
    expect(text).toBe(drawn);
  });

  it.each([
    ['da', '{date_long} kl. {time}', 'torsdag den 4. marts kl. 19.00'],
    ['en', '{date_long} at {time}', 'Thursday 4 March, 19:00'],
  ] as const)(
    'puts between date and time what stands there in the reader’s language: %s',
    (language, format, words) => {
      const at = Date.UTC(2027, 2, 4, 18);
      const { text } = render(textCard(speaker(language, 'Europe/Copenhagen', at).moment(at)));
      expect(text).toBe(`<!date^${at / 1000}^${format}|${words}>`);
    },
  );

  it('shows a time beside words that mrkdwn would draw', () => {
    const time: Inline = { type: 'time', at: 5000, show: 'relative', fallback: 'om lidt' };
    expect(richElements(render(textCard(['*Nu* ', time])).blocks)).toEqual([
      { type: 'text', text: '*Nu* ' },
      { type: 'date', timestamp: 5, format: '{ago}', fallback: 'om lidt' },
    ]);
  });

  it.each<[string, Text, string]>([
    ['a label', [strong('Hvor:'), ' Huset'], '*Hvor:* Huset'],
    ['a mention', ['(', strong(['af ', account]), ')'], '(*af <@U1>*)'],
    ['something to type', ['Skriv ', code('/meetup'), '.'], 'Skriv `/meetup`.'],
    ['small words', [quiet('ledige pladser'), ' 3'], '_ledige pladser_ 3'],
  ])('emphasises %s where marks hold', (_, text, drawn) => {
    expect(render(textCard(text)).blocks).toMatchObject([{ text: { text: drawn } }]);
  });

  it.each<[string, Text]>([
    ['within a word', ['mid', strong('ten'), 'af']],
    ['before a space', [strong('Hvor: '), 'Huset']],
    ['over lines', [strong('en\nto')]],
    ['within another', strong(['en ', quiet('to')])],
  ])('emphasises in rich text %s', (_, text) => {
    expect(render(textCard(text)).blocks.map(({ type }) => type)).toEqual(['rich_text']);
  });

  it('keeps emphasis beside times and mentions', () => {
    const elements = richElements(
      render(textCard([strong(['Fed ', account]), quiet(' stille '), code('/meetup'), { type: 'channel', id: 'C1' }]))
        .blocks,
    );
    expect(elements).toEqual([
      { type: 'text', text: 'Fed ', style: { bold: true } },
      { type: 'user', user_id: 'U1', style: { bold: true } },
      { type: 'text', text: ' stille ', style: { italic: true } },
      { type: 'text', text: '/meetup', style: { code: true } },
      { type: 'channel', channel_id: 'C1' },
    ]);
  });

  it('names people and groups in words where a mention would notify them', () => {
    const names = new Map([
      ['U1', 'Maja *M*'],
      ['S1', '@arrangører'],
    ]);
    const { text, blocks } = render(textCard([account, ' og ', { type: 'role', id: 'S1' }]), { names });
    expect(richElements(blocks)).toEqual([{ type: 'text', text: 'Maja *M* og @arrangører' }]);
    expect(text).toBe('Maja *M* og @arrangører');
  });

  it('puts a time into small print as mark-up that Slack reads, and nothing else', () => {
    const at = Date.UTC(2027, 0, 1);
    const note = {
      type: 'note' as const,
      text: ['Svar senest ', { type: 'time' as const, at, show: 'time' as const, fallback: 'kl. 1' }],
    };
    expect(render({ body: [note] }).blocks).toEqual([
      {
        type: 'context',
        elements: [{ type: 'mrkdwn', verbatim: true, text: `Svar senest <!date^${at / 1000}^{time}|kl. 1>` }],
      },
    ]);
    const hostile = { ...note, text: ['*Svar* senest ', ...note.text.slice(1)] };
    expect(render({ body: [hostile] }).blocks[0]?.type).toBe('rich_text');
  });
});

describe('limits', () => {
  it.each([
    ['heading', 150, (text: string): Card => ({ heading: text, body: [] })],
    ['text', 3000, (text: string): Card => textCard(text)],
    ['note', 3000, (text: string): Card => ({ body: [{ type: 'note', text }] })],
  ])('a %s is whole at %i characters and ends with … at one more', (_, max, card) => {
    expect(words(render(card('å'.repeat(max))).blocks)).toBe('å'.repeat(max));
    expect(words(render(card('å'.repeat(max + 1))).blocks)).toBe(`${'å'.repeat(max - 1)}…`);
  });

  it('a field’s value is whole at 2000 characters and ends with … at one more', () => {
    const card = (length: number): Card => ({
      body: [{ type: 'fields', fields: [{ label: 'x', value: 'å'.repeat(length) }] }],
    });
    expect(words(render(card(2000)).blocks)).toBe(`x: ${'å'.repeat(2000)}`);
    expect(words(render(card(2001)).blocks)).toBe(`x: ${'å'.repeat(1999)}…`);
  });

  it('never cuts a character in half', () => {
    expect(words(render(textCard(`${'a'.repeat(2997)}👩‍👩‍👧‍👧 og mere`)).blocks)).toBe(`${'a'.repeat(2997)}…`);
  });

  it('a message holds 50 blocks; of 51 the last words give way to …, the buttons stay', () => {
    const button: Control = { type: 'button', id: 'a', label: 'Deltager' };
    const card = (texts: number): Card => ({
      body: [
        ...Array.from({ length: texts }, (_, index) => ({ type: 'text' as const, text: `linje ${index + 1}` })),
        { type: 'controls', controls: [button] },
      ],
    });
    expect(render(card(49)).blocks).toHaveLength(50);
    expect(words(render(card(49)).blocks)).toContain('linje 49');
    const { blocks } = render(card(50));
    expect(blocks).toHaveLength(50);
    expect(blocks.at(-1)?.type).toBe('actions');
    expect(words(blocks)).toContain('linje 48\n…');
  });

  it('a message holds 11,000 characters; what is more gives way to one …', () => {
    const card = (last: string): Card => ({
      body: [...Array.from({ length: 4 }, () => 'x'.repeat(2749)), last, 'mere'].map((text) => ({
        type: 'text',
        text,
      })),
    });
    const drawn = render(card('å'.repeat(5000))).blocks.map(blockWords);
    expect(drawn.join('').length).toBeLessThanOrEqual(11_000);
    expect(drawn.at(-1)).toBe('…');
    expect(drawn.filter((one) => one.includes('…'))).toHaveLength(drawn.at(-2)?.includes('…') ? 2 : 1);
  });

  it('a label is whole at 75 characters and ends with … at one more', () => {
    const label = (length: number) => {
      const [row] = render({
        body: [{ type: 'controls', controls: [{ type: 'button', id: 'a', label: 'x'.repeat(length) }] }],
      }).blocks;
      return row?.type === 'actions' && row.elements[0]?.type === 'button' ? row.elements[0].text.text : undefined;
    };
    expect(label(75)).toBe('x'.repeat(75));
    expect(label(76)).toBe(`${'x'.repeat(74)}…`);
  });

  it('an id that Slack would refuse is a mistake in the program, not shortened', () => {
    const card = (id: string): Card => ({
      body: [{ type: 'controls', controls: [{ type: 'button', id, label: 'x' }] }],
    });
    expect(() => render(card('x'.repeat(255)))).not.toThrow();
    expect(() => render(card('x'.repeat(256)))).toThrow(RangeError);
  });

  it('whatever the card, stays within what Slack takes', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 5000, size: 'max' }),
      fc.constantFrom('', ' ', '\n', HOSTILE, '&'.repeat(3000)),
    );
    const block = fc.oneof(
      fc.record({ type: fc.constant('text' as const), text }),
      fc.record({ type: fc.constant('note' as const), text }),
      fc.record({
        type: fc.constant('fields' as const),
        fields: fc.array(fc.record({ label: text, value: text }), { maxLength: 4 }),
      }),
    );
    fc.assert(
      fc.property(fc.record({ heading: text, body: fc.array(block, { maxLength: 60 }) }), (card) => {
        const { text: fallback, blocks } = render(card);
        expect(blocks.length).toBeLessThanOrEqual(50);
        expect(fallback.length).toBeGreaterThan(0);
        expect(fallback.length).toBeLessThanOrEqual(4000);
        expect(words(blocks).length).toBeLessThanOrEqual(11_000 + 50);
        for (const one of blocks) expect(blockWords(one).trim()).not.toBe('');
      }),
      { numRuns: 40 },
    );
  });
});

describe('buttons and menus', () => {
  const draw = (controls: Control[], more: Partial<Drawing> = {}) =>
    render({ body: [{ type: 'controls', controls }] }, more).blocks;

  it('stand five in a row, with their style', () => {
    const rows = draw(
      Array.from({ length: 6 }, (_, index) => ({ type: 'button', id: `a:${index}`, label: 'x', style: 'danger' })),
    );
    expect(rows.map((row) => (row.type === 'actions' ? row.elements.length : 0))).toEqual([5, 1]);
    expect(rows[1]).toMatchObject({ elements: [{ action_id: 'a:5', style: 'danger' }] });
  });

  it('leave out a disabled button', () => {
    expect(draw([{ type: 'button', id: 'a', label: 'x', disabled: true }])).toEqual([]);
  });

  it('offer 100 options and say how many more there are', () => {
    const options = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ value: `${index}`, label: `valg ${index}` }));
    const menu = (count: number): Control => ({
      type: 'menu',
      id: 'm',
      placeholder: 'Vælg',
      of: 'options',
      options: options(count),
      selected: '7',
    });
    const [label, row, ...rest] = draw([menu(100)]);
    // Clients show the placeholder only as long as nothing is chosen.
    expect(label).toMatchObject({ type: 'context', elements: [{ text: 'Vælg' }] });
    expect(row).toMatchObject({ elements: [{ type: 'static_select', initial_option: { value: '7' } }] });
    expect(rest).toEqual([]);
    expect(words(draw([menu(101)]))).toContain('… +1');
  });

  it('offer the workspace’s channels and user groups', () => {
    const groups = [{ id: 'S1', name: '@arrangører' }];
    const drawn = draw(
      [
        { type: 'menu', id: 'c', placeholder: 'Kanal', of: 'channels', selected: 'C1' },
        { type: 'menu', id: 'g', placeholder: 'Gruppe', of: 'roles', selected: 'S1' },
      ],
      { groups },
    );
    expect(drawn).toMatchObject([
      { type: 'context', elements: [{ text: 'Kanal' }] },
      {
        elements: [
          { type: 'conversations_select', initial_conversation: 'C1', filter: { include: ['public', 'private'] } },
        ],
      },
      { type: 'context', elements: [{ text: 'Gruppe' }] },
      { elements: [{ type: 'static_select', initial_option: { value: 'S1', text: { text: '@arrangører' } } }] },
    ]);
  });

  it('say so when there is no user group to choose', () => {
    expect(words(draw([{ type: 'menu', id: 'g', placeholder: 'Gruppe', of: 'roles' }]))).toBe(wordsIn('da').noGroups);
  });
});

describe('a fingerprint', () => {
  it('is equal when cards look the same and different when they do not', () => {
    const card = (title: string, tone: Card['tone']): Card => ({
      heading: title,
      tone,
      body: [{ type: 'text', text: account }],
    });
    expect(fingerprint(card('Møde', 'good'))).toBe(fingerprint(card('Møde', 'over')));
    expect(fingerprint(card('Møde', 'good'))).not.toBe(fingerprint(card('Møder', 'good')));
  });
});
