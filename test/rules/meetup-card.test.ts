import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import { speaker } from '../../src/chat/say.ts';
import { listCard, manageCard, meetupCard, previewCard } from '../../src/meetups/card.ts';
import { shortDescription } from '../../src/meetups/facts.ts';
import type { Meetup } from '../../src/meetups/store.ts';

const NOW = Date.parse('2026-11-23T12:00:00+01:00');
const HOUR = 60 * 60 * 1000;
const UUID = '00000000-0000-4000-8000-000000000001';
const account = { platform: 'discord', tenant: '', id: '1' };
const space = { id: UUID, name: 'RÅ Festival' };

const meetup: Meetup = {
  id: UUID,
  occurrenceId: UUID,
  state: 'published',
  title: 'Fællesspisning',
  description: null,
  place: 'Medborgerhuset',
  capacity: null,
  facts: {},
  zone: 'Europe/Copenhagen',
  startsAt: NOW + 30 * HOUR,
  endsAt: NOW + 32 * HOUR,
  changes: 0,
  cancelReason: null,
  organiser: { account, accountId: UUID, personId: UUID, space },
  answers: [],
};
const shown = { speak: speaker('da', 'Europe/Copenhagen', NOW), spaceId: UUID, now: NOW };

const labels = (card: Card) =>
  card.body.flatMap((block) =>
    block.type === 'controls' ? [block.controls.map((one) => 'label' in one && one.label)] : [],
  );

test('one line says when and one where, before anything else, and nothing is said of what was not set', () => {
  const card = meetupCard(meetup, shown);
  const [first] = card.body;
  const words = JSON.stringify(first);
  expect(first?.type).toBe('text');
  expect(words.split('\\n')).toHaveLength(2);
  expect(words.indexOf('📅')).toBeLessThan(words.indexOf('📍'));
  expect(card.body.map(({ type }) => type)).toEqual(['text', 'note', 'controls']);
  expect(JSON.stringify(card)).not.toContain('plads');
  expect(JSON.stringify(meetupCard({ ...meetup, capacity: 4 }, shown))).toContain('4 ledige pladser af 4');
});

test('the card for all has the three answers first, and the card for one what they may do', () => {
  expect(labels(meetupCard(meetup, shown))).toEqual([['Kommer', 'Måske', 'Kommer ikke', 'Mere']]);
  expect(labels(manageCard(meetup, shown, { change: true, ask: false })).at(-1)).toEqual([
    'Ret',
    'Aflys',
    'Flere valg',
  ]);
  expect(labels(manageCard(meetup, shown, { change: false, ask: true })).at(-1)).toEqual(['Spørg arrangøren']);
  expect(labels(manageCard(meetup, shown, { change: false, ask: false })).flat()).not.toContain('Ret');
});

test.each([
  ['going', 'Du har sagt, at du kommer.', ['Måske', 'Kommer ikke'], 'du kommer'],
  ['waiting', 'Du står på ventelisten.', ['Måske', 'Kommer ikke'], 'du står på ventelisten'],
  ['maybe', 'Du har sagt, at du måske kommer.', ['Kommer', 'Kommer ikke'], 'du kommer måske'],
  ['not_going', 'Du har sagt, at du ikke kommer.', ['Kommer', 'Måske'], 'du kommer ikke'],
] as const)('whoever has answered (%s) reads that, and is offered the other answers', (own, says, others, listed) => {
  const answered = { ...meetup, answers: [{ answer: own, account, space }] };
  const card = manageCard(answered, shown, { change: false, ask: false }, { own });
  expect(JSON.stringify(card)).toContain(says);
  expect(labels(card)).toEqual([others]);
  const page = { number: 0, size: 5 };
  const listFor = (reader: typeof account) =>
    JSON.stringify(listCard({ meetups: [answered], total: 1 }, page, reader, shown.speak));
  expect(listFor(account)).toContain(`"${listed}"`);
  expect(listFor({ ...account, id: 'another' })).not.toContain(`"${listed}"`);
  expect(JSON.stringify(meetupCard(answered, shown)), 'all others read nothing of that').not.toContain(says);
  const over = manageCard(answered, { ...shown, now: NOW + 60 * HOUR }, { change: false, ask: false }, { own });
  expect(JSON.stringify(over)).not.toContain(says);
});

test('the list says when a meetup ends, with its day where that is another', () => {
  const listed = (endsAt: number | null) => {
    const page = { meetups: [{ ...meetup, endsAt }], total: 1 };
    return JSON.stringify(listCard(page, { number: 0, size: 5 }, account, shown.speak));
  };
  const ends = (show: 'time' | 'moment', at: number) => `"at":${at},"show":"${show}"`;
  const [sameDay, nextDay] = [NOW + 32 * HOUR, NOW + 60 * HOUR];
  expect(listed(sameDay)).toContain(ends('time', sameDay));
  expect(listed(nextDay)).toContain(ends('moment', nextDay));
  expect(listed(null)).not.toContain(ends('time', sameDay));
});

test('a card says nothing of answers that nobody has given', () => {
  expect(JSON.stringify(meetupCard(meetup, shown))).not.toContain('(0)');
});

test('a long description is cut on the card for all, at a whole word, and stands in full for one and in the preview', () => {
  const description = 'Vi mødes og laver mad sammen. '.repeat(30).trim();
  const long = { ...meetup, description };
  expect(JSON.stringify(meetupCard(long, shown))).not.toContain(description);
  expect(JSON.stringify(manageCard(long, shown, { change: false, ask: false }))).toContain(description);
  expect(JSON.stringify(previewCard({ ...long, state: 'draft' }, shown, []))).toContain(description);
});

test('behind *Mere* stands what the card for all does not have, with what one must know to answer', () => {
  const description = 'Vi mødes og laver mad sammen. '.repeat(30).trim();
  const rights = { change: false, ask: true };
  const more = (one: Meetup) => JSON.stringify(manageCard(one, shown, rights, { beside: true, own: 'going' }));
  const whole = JSON.stringify(manageCard(meetup, shown, rights));
  for (const words of ['Arrangør', meetup.place]) expect(whole).toContain(words);
  expect(more(meetup)).not.toContain('Arrangør');
  for (const words of [meetup.title, meetup.place, 'Du har sagt, at du kommer', 'Spørg arrangøren'])
    expect(more(meetup)).toContain(words);
  expect(more({ ...meetup, description: 'Kort.' })).not.toContain('Kort.');
  expect(more({ ...meetup, description })).toContain(description);
});

test('a shortened description is the beginning of the whole one, and never longer than it', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 1000 }), (description) => {
      const short = shortDescription(description);
      expect(short.length).toBeLessThanOrEqual(Math.max(description.length, 302));
      if (short !== description) expect(description.startsWith(short.slice(0, -2))).toBe(true);
    }),
  );
});

test('a shortened description halves nothing that people see as one character', () => {
  const families = '👨‍👩‍👧'.repeat(100);
  for (const before of ['', 'a', 'ab', 'abc'])
    expect(shortDescription(before + families)).toMatch(/^[abc]*(?:👨‍👩‍👧)+ …$/u);
});
