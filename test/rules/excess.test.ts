import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import * as discord from '../../src/discord/render/card.ts';
import * as slack from '../../src/slack/render/card.ts';
import { wordsIn } from '../../src/slack/words.ts';

const RENDERERS = {
  discord: { excess: discord.excessOf, render: (card: Card) => discord.renderCard(card) },
  slack: {
    excess: slack.excessOf,
    render: (card: Card) => slack.renderCard(card, { words: wordsIn(undefined), groups: [] }).blocks,
  },
};

/** Ends in a word by which it shows whether it was cut. */
const cardOf = (length: number, letter = 'k'): Card => ({
  heading: 'Søg penge',
  body: [
    { type: 'text', text: `${letter.repeat(Math.floor(length / letter.length))}SLUT` },
    { type: 'note', text: 'Fra RÅ Festival' },
  ],
});

describe.each(Object.entries(RENDERERS))('on %s', (_name, { excess, render }) => {
  test('what is said to fit is shown in full, and what is said to be too long is cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6000 }), (length) => {
        const card = cardOf(length);
        const whole = JSON.stringify(render(card)).includes('SLUT');
        if (excess(card) === 0) expect(whole).toBe(true);
        if (excess(card) > 50) expect(whole).toBe(false);
      }),
    );
  });

  test.each(['k', 'æ', '語', '😀'])('written in %s, it fits when it is shortened by so much', (letter) => {
    const card = cardOf(5000, letter);
    const over = excess(card);
    expect(over).toBeGreaterThan(0);
    const fitting = cardOf(5000 - over, letter);
    expect(excess(fitting)).toBe(0);
    expect(JSON.stringify(render(fitting))).toContain('SLUT');
  });
});

test('whatever it is written in, a message on Discord is within the bytes that it takes', () => {
  const letter = fc.constantFrom('a', 'æ', '語', '😀', '*', '語\n');
  const words = fc.tuple(letter, fc.integer({ min: 0, max: 4000 })).map(([one, length]) => one.repeat(length));
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 8 }), (texts) => {
      const body = texts.map((text) => ({ type: 'text' as const, text }));
      const shown = discord.renderCard({ heading: texts[0] ?? '', body }).components[0].components;
      const displays = shown.flatMap((one) => ('content' in one ? [one.content] : []));
      const bytes = displays.reduce((sum, content) => sum + Buffer.byteLength(content) + 12, 0);
      expect(bytes).toBeLessThanOrEqual(10_170);
      expect(displays.join('').length).toBeLessThanOrEqual(4000);
    }),
    { numRuns: 60 },
  );
});

test('letters of three bytes are too long on Discord before there are 4,000 of them', () => {
  expect(discord.excessOf(cardOf(3_300, '語'))).toBe(0);
  expect(discord.excessOf(cardOf(3_400, '語'))).toBeGreaterThan(0);
  expect(discord.excessOf(cardOf(3_400, 'æ'))).toBe(0);
});
