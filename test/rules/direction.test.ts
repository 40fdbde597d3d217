import fc from 'fast-check';
import { expect, test } from 'vitest';
import { speaker } from '../../src/chat/say.ts';
import { strong } from '../../src/chat/text.ts';
import { toMarkdown } from '../../src/discord/render/markdown.ts';
import { say } from '../../src/i18n/translate.ts';
import { clean } from '../../src/slack/render/clean.ts';

const ARABIC = 'أمسية شعرية';
const ISOLATED = `\u2068${ARABIC}\u2069`;
const said = (typed: string) => say('da', 'errors.when-unclear', { typed, example: 'på torsdag kl. 19' });
const speak = speaker('da', 'Europe/Copenhagen', 0);

test('a title from right to left stands apart in a sentence, and others are left alone', () => {
  expect(said(ARABIC)).toContain(ISOLATED);
  expect(said('Digtaften')).not.toMatch(/[\u2066-\u2069]/);
  const text = speak.text('errors.when-unclear', { typed: strong(ARABIC), example: 'x' });
  expect(toMarkdown(text)).toContain(`**${ISOLATED}**`);
});

test('both platforms show the pair around it', () => {
  const sentence = said(ARABIC);
  expect(toMarkdown(sentence)).toContain(ISOLATED);
  expect(clean(sentence)).toContain(ISOLATED);
});

test('no sign that somebody typed turns what stands after it', () => {
  const typed = fc
    .array(
      fc.constantFrom(
        '\u202a',
        '\u202b',
        '\u202d',
        '\u202e',
        '\u2066',
        '\u2067',
        '\u2068',
        '\u2069',
        'a',
        'ש',
        '\n',
        ' ',
      ),
    )
    .map((signs) => signs.join(''));
  fc.assert(
    fc.property(typed, (words) => {
      for (const shown of [toMarkdown(words), clean(words), clean(said(words))]) {
        expect(shown).not.toMatch(/[\u202a-\u202e\u2066\u2067]/);
        for (const line of shown.split('\n')) {
          // Each sign that opens is closed in its own line, and nothing closes what is not open.
          expect(line.replace(/\u2068[^\u2068\u2069]*\u2069/g, '')).not.toMatch(/[\u2068\u2069]/);
        }
      }
    }),
  );
});
