import { expect, test } from 'vitest';
import type { CopyGroup } from '../../src/announcements/copies/store.ts';
import { madeCorrectionCard, proposedCorrectionCard } from '../../src/announcements/corrections/card.ts';
import { correctionReach, isSameContent } from '../../src/announcements/corrections/rules.ts';
import type { Announcement, Content } from '../../src/announcements/store.ts';
import type { Card } from '../../src/chat/card.ts';
import { speaker } from '../../src/chat/say.ts';
import { asCommunityId } from '../../src/communities/ids.ts';

const speak = speaker('da', 'Europe/Copenhagen', 0);
const content: Content = { texts: [{ language: 'da', title: 'Referat', body: 'Ny tekst' }], link: null, image: null };
const author = { accountId: 'a', personId: 'p', account: { platform: 'discord', tenant: '', id: '1' } };
const place = { id: 's', name: 'RÅ', platform: 'discord' };
const newest = { ...content, number: 3, writtenAt: 0, author, place, approvals: [] };
const announcement: Announcement = {
  id: '8f14e45f-ceea-467f-a0e6-4c6d6f3a3b11',
  state: 'sent',
  community: {
    id: asCommunityId('c'),
    name: 'RÅ',
    approval: false,
    language: 'da',
    zone: 'Europe/Copenhagen',
    places: [],
  },
  spaceId: 's',
  author,
  network: null,
  topic: null,
  group: null,
  newest,
  shown: newest,
  nextNumber: 4,
  round: 1,
  dueAt: null,
  seenButton: true,
  sentAt: 0,
};
const kept = '8f14e45f-ceea-467f-a0e6-4c6d6f3a3b12';

const group = (state: CopyGroup['state'], count: number, parted = false): CopyGroup => ({
  community: 'c',
  place: null,
  parted,
  state,
  count,
  reason: null,
});
const copy: Card = {
  heading: 'Referat',
  body: [
    { type: 'text', text: 'Ny tekst' },
    {
      type: 'controls',
      controls: [
        { type: 'link-button', url: 'https://ra.dk/', label: 'Læs mere' },
        { type: 'button', id: 'announce.seen:1', label: 'Set' },
      ],
    },
  ],
};
const words = (card: Card) => JSON.stringify(card);

test('a correction comes where copies stand or are on their way, not where they are others’, lost or refused', () => {
  const copies = [
    group('sent', 3),
    group('pending', 2),
    group('unknown', 1),
    group('frozen', 4, true),
    group('stale', 5),
    ...(['failed', 'dropped', 'lost', 'taking-out', 'taken-out'] as const).map((state) => group(state, 7)),
  ];
  expect(correctionReach(copies)).toEqual({ corrected: 6, frozen: 4, stale: 5 });
});

test('what is on its way to a place that has parted, or may be there, is not corrected', () => {
  const copies = [group('sent', 1), group('frozen', 1, true), group('pending', 2, true), group('unknown', 4, true)];
  expect(correctionReach(copies)).toEqual({ corrected: 1, frozen: 7, stale: 0 });
});

test('is shown first: the new text, in how many places, where it does not come and who must say yes', () => {
  const reach = { corrected: 3, frozen: 1, stale: 2 };
  const proposed = { announcement, copies: [copy], reach, approvers: [], meanwhile: false, kept };
  const card = words(proposedCorrectionCard(proposed, speak));
  for (const part of [
    'Ny tekst',
    'Læs mere',
    'Intet er rettet endnu.',
    'Det bliver rettet 3 steder.',
    'Ét sted bliver det ikke rettet, for I er skilt.',
    '2 steder må jeg ikke rette det lige nu.',
    'Ja, ret opslaget',
    'Behold det gamle',
  ])
    expect(card).toContain(part);
  expect(card, 'it counts nobody as having seen it').not.toContain('announce.seen');
  const asking = words(proposedCorrectionCard({ ...proposed, approvers: ['RÅ'], meanwhile: true }, speak));
  expect(asking).toContain('En anden fra RÅ skal sige ja først');
  expect(asking).toContain('Bed om godkendelse');
  expect(asking).toContain('er blevet rettet imens');
});

test('its receipt says in how many places, and where not', () => {
  const made = { announcement, asked: [] };
  const all = words(madeCorrectionCard({ ...made, reach: { corrected: 1, frozen: 0, stale: 0 } }, 's', speak));
  expect(all).toContain(' bliver nu rettet ét sted.');
  expect(all).not.toContain('ikke');
  const some = words(madeCorrectionCard({ ...made, reach: { corrected: 2, frozen: 3, stale: 0 } }, 's', speak));
  expect(some).toContain('3 steder bliver det ikke rettet, for I er skilt.');
});

test('what says the same is no correction', () => {
  expect(isSameContent(content, { ...newest })).toBe(true);
  expect(isSameContent(content, { ...content, link: 'https://ra.dk/' })).toBe(false);
  expect(isSameContent(content, { ...content, texts: [{ language: 'da', title: 'Referat', body: 'Andet' }] })).toBe(
    false,
  );
});
