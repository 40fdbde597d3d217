import { expect, test } from 'vitest';
import { speaker } from '../../src/chat/say.ts';
import { factBlocks } from '../../src/meetups/facts/card.ts';
import { changedFacts, factsIn, factValues } from '../../src/meetups/facts/input.ts';
import { FACT_NAMES, SECTIONS } from '../../src/meetups/facts/list.ts';
import { onlyOtherFacts, readChange, readStored, withChange } from '../../src/meetups/facts/rules.ts';

const speak = speaker('da', 'Europe/Copenhagen', Date.parse('2026-11-23T12:00:00+01:00'));

test('each fact is asked for by one form, and no form asks for more than five', () => {
  const asked = SECTIONS.map(factsIn);
  expect(asked.flat().sort()).toEqual([...FACT_NAMES].sort());
  for (const names of asked) expect(names.length).toBeLessThanOrEqual(5);
});

test('a card has no line for what was not told', () => {
  expect(factBlocks({ title: 'Bål', facts: {} }, speak)).toEqual([]);
  const [block, ...others] = factBlocks({ title: 'Bål', facts: { price: 'Gratis' } }, speak);
  expect(JSON.stringify(block)).toContain('Pris');
  expect(others).toEqual([]);
});

test('an image without words about it has the meetup’s title', () => {
  const image = { image: 'https://raa.dk/a.png' };
  expect(factBlocks({ title: 'Bål', facts: image }, speak)).toEqual([{ type: 'image', url: image.image, alt: 'Bål' }]);
  expect(factBlocks({ title: 'Bål', facts: { ...image, alt: 'Ild' } }, speak)).toMatchObject([{ alt: 'Ild' }]);
});

test('what a form did not change is no change, and what was emptied is taken back', () => {
  const shown = factValues('practical', { price: '50 kr.', link: 'https://xn--br-yia.dk/' });
  expect(shown).toEqual({ audience: '', price: '50 kr.', bring: '', access: '', link: 'https://bår.dk/' });
  expect(changedFacts('practical', { price: '50 kr.', link: 'https://bår.dk/' }, shown)).toEqual({});
  expect(changedFacts('practical', { bring: 'Kop', link: 'https://bår.dk/' }, shown)).toEqual({
    price: null,
    bring: 'Kop',
  });
  expect(withChange({ price: '50 kr.', access: 'Elevator' }, { price: null, bring: 'Kop' })).toEqual({
    access: 'Elevator',
    bring: 'Kop',
  });
});

test('of a change only what becomes another is kept', () => {
  const facts = { price: '50 kr.', bring: 'Kop' };
  expect(onlyOtherFacts(facts, { price: '50 kr.', bring: null, access: null, link: 'https://ra.dk/' })).toEqual({
    bring: null,
    link: 'https://ra.dk/',
  });
});

test.each([null, 'x', [], { price: 5, other: 'x' }])('stored as %j there are no facts', (stored) => {
  expect(readStored(stored)).toEqual({});
  expect(readChange(stored)).toEqual({});
});
