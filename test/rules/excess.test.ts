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
const cardOf = (length: number): Card => ({
  heading: 'Søg penge',
  body: [
    { type: 'text', text: `${'k'.repeat(length)}SLUT` },
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

  test('shortened by so much, it fits', () => {
    const card = cardOf(5000);
    expect(excess(card)).toBeGreaterThan(0);
    expect(excess(cardOf(5000 - excess(card)))).toBe(0);
  });
});
