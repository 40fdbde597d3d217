import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, quiet, strong, type Text } from '../../src/chat/text.ts';
import { toMarkdown, toMarkdownWithin } from '../../src/discord/render/markdown.ts';
import { read } from './discord-reader.ts';

const RISKY = [
  ...'*_~`|[]()<>#-+.:@\\/ \n',
  ...['**', '__', '~~', '||', '```', '> ', '>>> ', '# ', '-# ', '- ', '1. ', '3. maj', '](', '](http://x.dk)'],
  ...['@everyone', '@here', '<@123>', '<@&123>', '<#123>', '<t:1700000000:R>', '<:smil:123>', '<a:b:1>', '<id:browse>'],
  ...[
    '</meetup create:1>',
    '<http://a.dk>',
    '<me@a.dk>',
    '<+4511223344>',
    'http://a_b_c',
    'https://a.dk/x_(y)',
    'http://',
  ],
  ...['https://a.dk/**', '\u202e', '\r\n', 'Fællesspisning', 'æøå', '👩‍👩‍👧', '12', 'kl. 19'],
];
const anyText = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...RISKY) },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) },
    ),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));

/** Text without what cannot be seen. */
const visible = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2060\u2066-\u2069]/g, '');
/** Small print loses the blanks before its lines. */
const withoutIndents = (text: string) => text.replace(/^[^\S\n]+/gm, '');
const notLinks = (marks: string[]) => marks.filter((mark) => !mark.startsWith('link '));

const room = (units: number) => ({ units, bytes: Number.POSITIVE_INFINITY });

describe('what people wrote', () => {
  it('is read on Discord with the same words and no mark-up, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { words, marks } = read(toMarkdown(text));
        expect(words).toBe(visible(text));
        expect(notLinks(marks)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('stays itself between times, mentions, code and emphasis', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyText, fc.constantFrom('plain', 'strong', 'quiet', 'channel')), { maxLength: 5 }),
        (parts) => {
          const text: Text = parts.map(([words, how]) => {
            if (how === 'channel') return { type: 'channel', id: '42' };
            return how === 'strong' ? strong(words) : how === 'quiet' ? quiet(words) : words;
          });
          const { words, marks } = read(toMarkdown(text));
          const written = parts.map(([part, how]) => (how === 'channel' ? '<#42>' : visible(part))).join('');
          expect(withoutIndents(words)).toBe(withoutIndents(written));
          expect(new Set(notLinks(marks)).difference(new Set(['strong', 'small', 'mention <#42>']))).toEqual(new Set());
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('can be a heading, on one line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { words, marks } = read(toMarkdown(text, 'heading'));
        expect(words.trim()).toBe(visible(text).split('\n').join(' ').trim());
        expect(notLinks(marks)).toEqual(words.trim() === '' ? [] : ['heading']);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['C# for begyndere', 'C# for begyndere'],
    ['http://a_b_c', 'http://a_b_c'],
    ['Se https://ra.dk/fest.', 'Se https://ra.dk/fest.'],
    ['(https://ra.dk/fest)', '(<https://ra.dk/fest>)'],
    ['https://da.wikipedia.org/wiki/Valby_(bydel)', 'https://da.wikipedia.org/wiki/Valby_(bydel)'],
    ['**fed**', '\\*\\*fed\\*\\*'],
    ['@everyone kom', '\\@everyone kom'],
    ['<@123> og <t:1:R>', '\\<@123> og \\<t:1:R>'],
    ['[gratis](http://ond.dk)', '\\[gratis](<http://ond.dk>)'],
    ['# stor\n- punkt\n> citat\n-# småt\n3. maj', '\\# stor\n\\- punkt\n\\> citat\n\\-# småt\n3\\. maj'],
    ['3 < 4 og 5 > 4, kl. 19-21, #1', '3 < 4 og 5 > 4, kl. 19-21, #1'],
  ])('is escaped no more than is needed: %s', (text, markdown) => {
    expect(toMarkdown(text)).toBe(markdown);
  });
});

describe('nodes', () => {
  it('are drawn in Discord’s own way', () => {
    const at = Date.UTC(2026, 10, 26, 18);
    const time = (show: 'moment' | 'time' | 'relative') => ({ type: 'time', at, show, fallback: '' }) as const;
    expect(toMarkdown([time('moment'), ' (', time('relative'), ') ', time('time')])).toBe(
      '<t:1795716000:F> (<t:1795716000:R>) <t:1795716000:t>',
    );
    expect(toMarkdown({ type: 'account', account: { platform: 'discord', tenant: '', id: '7' } })).toBe('<@7>');
    expect(toMarkdown([{ type: 'channel', id: '8' }, ' ', { type: 'role', id: '9' }])).toBe('<#8> <@&9>');
    expect(toMarkdown([strong(' vigtigt '), code('/setup join A`B')])).toBe(' **vigtigt** `` /setup join A`B ``');
    expect(toMarkdown({ type: 'link', url: 'https://ra.dk/a(b)', text: 'programmet' })).toBe(
      '[programmet](https://ra.dk/a%28b%29)',
    );
  });

  it('say a time in words where Discord cannot draw it', () => {
    expect(toMarkdown({ type: 'time', at: 9e15, show: 'moment', fallback: 'om *lang* tid' })).toBe('om \\*lang\\* tid');
  });

  it('show a link’s address beside its text where Discord would not link it', () => {
    const link = (text: string, url: string) => read(toMarkdown({ type: 'link', text, url }));
    expect(link('[se her]', 'https://ra.dk')).toEqual({
      words: '[se her] https://ra.dk',
      marks: ['link https://ra.dk'],
    });
    expect(link('https://bank.dk', 'https://ond.dk').words).toBe('https://bank.dk https://ond.dk');
    expect(link('skriv', 'mailto:ra@ra.dk')).toEqual({ words: 'skriv mailto:ra@ra.dk', marks: [] });
  });

  it('make a whole line small when all of it is quiet, and only then', () => {
    expect(toMarkdown(['Titel\n', quiet('lille skrift')])).toBe('Titel\n-# lille skrift');
    expect(toMarkdown(['Titel ', quiet('lille skrift')])).toBe('Titel lille skrift');
    expect(toMarkdown('en\nto', 'small')).toBe('-# en\n-# to');
  });

  it('never show an account of another platform', () => {
    expect(() => toMarkdown({ type: 'account', account: { platform: 'slack', tenant: 'T1', id: 'U1' } })).toThrow(
      /slack/,
    );
  });

  it('do not run together where two pieces of code touch', () => {
    expect(read(toMarkdown([code('a'), code('b')]))).toEqual({ words: 'ab', marks: ['code', 'code'] });
  });
});

describe('a text that is too long', () => {
  it('is whole at the limit and ends in an ellipsis one past it', () => {
    expect(toMarkdownWithin('a'.repeat(100), 'plain', room(100))).toBe('a'.repeat(100));
    expect(toMarkdownWithin('a'.repeat(101), 'plain', room(100))).toBe(`${'a'.repeat(99)}…`);
    expect(toMarkdownWithin([strong('a'.repeat(200)), 'b'], 'plain', room(100))).toBe(`**${'a'.repeat(95)}**…`);
  });

  it('is cut to the start of its words, never within mark-up or a character', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, max) => {
        const markdown = toMarkdownWithin([strong(text), ' 👩‍👩‍👧 ', text], 'plain', room(max));
        expect(markdown.length).toBeLessThanOrEqual(max);
        const { words, marks } = read(markdown);
        const whole = visible(`${text} 👩‍👩‍👧 ${text}`);
        expect(words === whole || whole.startsWith(words.slice(0, -1).trimEnd())).toBe(true);
        expect(new Set(notLinks(marks)).difference(new Set(['strong']))).toEqual(new Set());
      }),
      { numRuns: 1000 },
    );
  });
});
