import { describe, expect, test } from 'vitest';
import type { Announcement } from '../../src/announcements/store.ts';
import { receivedCard, receivedOneCard, takenOutText } from '../../src/announcements/takeouts/card.ts';
import { speaker } from '../../src/chat/say.ts';
import { asCommunityId } from '../../src/communities/ids.ts';

const now = Date.parse('2026-12-01T12:00:00Z');
const speak = speaker('da', 'Europe/Copenhagen', now);
const place = { id: 's0', name: 'RÅ', platform: 'discord' };
const author = { accountId: 'a0', personId: 'p0', account: { platform: 'discord', tenant: '1', id: '2' } };
const revision = {
  number: 1,
  writtenAt: now,
  author,
  place,
  approvals: [],
  texts: [{ language: 'da' as const, title: 'Noahs afsked', body: 'Noah på Skovvej 3 holder op.' }],
  link: null,
  image: 'https://kulturmetropolen.dk/noah.png',
};

const announcement = (state: Announcement['state']): Announcement => ({
  id: '019471c3-0000-7000-8000-000000000001',
  state,
  community: {
    id: asCommunityId('c1'),
    name: 'Musikforeningen RÅ',
    approval: false,
    language: 'da',
    zone: 'Europe/Copenhagen',
    places: [],
  },
  spaceId: 's1',
  author,
  network: null,
  topic: null,
  group: null,
  newest: revision,
  shown: revision,
  nextNumber: 2,
  round: 0,
  dueAt: null,
  seenButton: false,
  sentAt: now,
});

describe('an announcement of others', () => {
  test('is shown with its text while it stands', () => {
    const card = JSON.stringify(
      receivedOneCard(
        { announcement: announcement('sent'), from: ['here'], takingOut: [], frozen: false, refusedIn: null },
        speak,
      ),
    );
    expect(card).toContain('Skovvej 3');
  });

  test('is read by nobody any more when it was withdrawn: what is left is its title, as in the channel', () => {
    const card = receivedOneCard(
      { announcement: announcement('withdrawn'), from: ['here'], takingOut: [], frozen: false, refusedIn: null },
      speak,
    );
    expect(card.heading).toBe('Noahs afsked');
    expect(JSON.stringify(card)).toContain('Trukket tilbage');
    expect(JSON.stringify(card)).not.toMatch(/Skovvej 3|noah\.png/);
  });

  test('has no title in lists when it was withdrawn', () => {
    const all = {
      announcements: [announcement('withdrawn')],
      total: 1,
      takingOut: new Set<string>(),
      refused: new Set<string>(),
    };
    const card = JSON.stringify(receivedCard(all, { number: 0, size: 5 }, speak));
    expect(card).toContain('Trukket tilbage');
    expect(card).not.toMatch(/Noah/);
  });

  test('that is being taken out is not said to be gone while it hangs there, but what to do', () => {
    const one = announcement('sent');
    const all = { announcements: [one], total: 1, takingOut: new Set([one.id]), refused: new Set<string>() };
    expect(JSON.stringify(receivedCard(all, { number: 0, size: 5 }, speak))).toContain('Bliver fjernet');
    const card = JSON.stringify(
      receivedOneCard({ announcement: one, from: [], takingOut: ['here'], frozen: false, refusedIn: null }, speak),
    );
    expect(card).toMatch(/står der endnu.*Prøv igen/);
    expect(card).not.toContain('det er gjort');
    const gone = JSON.stringify(
      receivedOneCard({ announcement: one, from: [], takingOut: [], frozen: false, refusedIn: null }, speak),
    );
    expect(gone).toContain('Der er ikke mere at fjerne');
    for (const from of ['here', 'network'] as const)
      expect(JSON.stringify(takenOutText(one, from, speak))).toContain('så snart jeg må');
  });
});
