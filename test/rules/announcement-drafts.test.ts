import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { askedCard, refusedCard } from '../../src/announcements/approvals/card.ts';
import { copyCard, correctedAt, withdrawnCard } from '../../src/announcements/card.ts';
import type { CopyGroup } from '../../src/announcements/copies/store.ts';
import type { Destinations } from '../../src/announcements/destinations/card.ts';
import type { Elsewhere } from '../../src/announcements/destinations/rules.ts';
import { readSendingTime } from '../../src/announcements/input.ts';
import { peopleText } from '../../src/announcements/people.ts';
import type { Ping } from '../../src/announcements/pings/store.ts';
import { placesText } from '../../src/announcements/places.ts';
import { listCard, moreCard, type Outlook, previewCard, waitingCard } from '../../src/announcements/preview-card.ts';
import { type Report, reportCard, withdrawCard } from '../../src/announcements/report-card.ts';
import { sendingCard } from '../../src/announcements/sending/card.ts';
import type { Announcement, Words } from '../../src/announcements/store.ts';
import type { Block, Button, Card } from '../../src/chat/card.ts';
import type { BaseContext } from '../../src/chat/command.ts';
import { field } from '../../src/chat/input.ts';
import { speaker } from '../../src/chat/say.ts';
import { pieces, type Text } from '../../src/chat/text.ts';
import { UserError } from '../../src/chat/user-error.ts';
import { asCommunityId } from '../../src/communities/ids.ts';
import { renderCard } from '../../src/discord/render/card.ts';
import { buildForm } from '../../src/dispatch/form.ts';
import { mistakesText, validate } from '../../src/dispatch/validation.ts';

const now = Date.parse('2026-11-23T12:00:00+01:00');
const HOUR = 3_600_000;
const scene = { language: 'da' as const, zone: 'Europe/Copenhagen', now };
const speak = speaker('da', scene.zone, now);

const danish: Words = { language: 'da', title: 'Referat', body: 'Vi mødtes.' };
const english: Words = { language: 'en', title: 'Minutes', body: 'We met.' };
const author = { accountId: 'a', personId: 'p', account: { platform: 'discord', tenant: '', id: '1' } };
const place = { id: 's', name: 'RÅ', platform: 'discord' };

function draftOf(texts: Words[], more: Partial<Announcement> = {}): Announcement {
  return {
    id: '8f14e45f-ceea-467f-a0e6-4c6d6f3a3b11',
    state: 'draft',
    community: {
      id: asCommunityId('c'),
      name: 'RÅ Festival',
      approval: false,
      language: 'da',
      zone: scene.zone,
      places: [{ id: 's', name: 'RÅ Festival', platform: 'discord' }],
    },
    spaceId: 's',
    author,
    network: null,
    topic: null,
    group: null,
    newest: { number: 1, writtenAt: now, author, place, approvals: [], texts, link: 'https://ra.dk/', image: null },
    shown: null,
    nextNumber: 2,
    round: 0,
    dueAt: null,
    seenButton: true,
    sentAt: null,
    ...more,
  };
}

const copiesOf = (draft: Announcement) =>
  draft.newest.texts.map(({ language }) => copyCard(draft, draft.newest, speaker(language, scene.zone, now), null));

const nobody = { count: 0, first: [] };
const destinationsOf = (own: Destinations['own'], more: Partial<Elsewhere> = {}): Destinations => ({
  own,
  elsewhere: { reached: nobody, asked: nobody, nowhere: nobody, partly: nobody, gone: nobody, ...more },
  names: new Map([
    ['d', 'Suburban'],
    ['e', 'Lyd'],
  ]),
});

const outlookOf = (draft: Announcement, more: Partial<Outlook> = {}): Outlook => ({
  now,
  copies: copiesOf(draft),
  audience: { targets: [], asked: [], refusing: 0 },
  destinations: destinationsOf([]),
  excess: [],
  approvers: [],
  approved: false,
  groups: [],
  pings: [],
  space: 's',
  ...more,
});
const preview = (draft: Announcement, more: Partial<Outlook> = {}) => previewCard(draft, outlookOf(draft, more), speak);
/** Draws what stands behind *Flere valg*. */
const more = (draft: Announcement) => moreCard(draft, outlookOf(draft), speak);

const buttonsOf = (card: Card): Button[] =>
  card.body.flatMap((block) =>
    block.type === 'controls' ? block.controls.filter((one): one is Button => one.type === 'button') : [],
  );
const labelsOf = (card: Card) => buttonsOf(card).map(({ label }) => label);

/** Writes what somebody reads of a text, times in words. */
function words(text: Text): string {
  return pieces(text)
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if (piece.type === 'time') return piece.fallback;
      if (piece.type === 'channel') return `<#${piece.id}>`;
      return 'text' in piece ? words(piece.text) : '';
    })
    .join('');
}

const fieldOf = (card: Card, label: string): string =>
  card.body
    .flatMap((block) => (block.type === 'fields' ? block.fields : []))
    .filter((one) => one.label === label)
    .map(({ value }) => words(value))
    .join('');

describe('the preview', () => {
  test('has the very blocks of the copy, with its buttons and the line that says whom it is from', () => {
    const draft = draftOf([danish]);
    const [copy] = copiesOf(draft);
    const { heading, body } = preview(draft);
    expect(heading).toBe(copy?.heading);
    expect(body.slice(0, copy?.body.length ?? 0)).toEqual(copy?.body);
    expect(labelsOf({ body })).toContain('Set');
    expect(JSON.stringify(body)).toContain('Fra RÅ Festival');
  });

  test('shows the second language as its readers get it, and no button twice', () => {
    const card = preview(draftOf([danish, english]));
    const texts = JSON.stringify(card.body);
    for (const part of ['Minutes', 'We met.', 'Read more', 'From RÅ Festival']) expect(texts).toContain(part);
    const ids = buttonsOf(card).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(JSON.stringify(renderCard(card))).toContain('Minutes');
  });

  test('offers to write another language or to say that this is it, then to change the second', () => {
    expect(labelsOf(more(draftOf([danish])))).toEqual(
      expect.arrayContaining(['Skriv det også på engelsk', 'Mærk teksten som engelsk']),
    );
    expect(labelsOf(more(draftOf([english])))).toEqual(
      expect.arrayContaining(['Skriv det også på dansk', 'Mærk teksten som dansk']),
    );
    const both = preview(draftOf([danish, english]));
    expect(labelsOf(more(draftOf([danish, english])))).toContain('Ret den engelske tekst');
    expect(labelsOf(more(draftOf([danish, english]))).filter((label) => /også|Mærk teksten/.test(label))).toEqual([]);
    expect(fieldOf(both, 'Sprog')).toBe('På dansk og engelsk');
  });

  test('says of a time that has passed that it has, and sends at once only when asked to', () => {
    const ahead = preview(draftOf([danish], { dueAt: now + HOUR }));
    expect(labelsOf(ahead)).toContain('Send på det valgte tidspunkt');
    expect(labelsOf(more(draftOf([danish], { dueAt: now + HOUR })))).toContain('Fjern tidspunktet');
    const passed = preview(draftOf([danish], { dueAt: now - HOUR }));
    expect(fieldOf(passed, 'Hvornår')).toBe(
      'Tidspunktet er passeret: mandag den 23. november kl. 11.00. Send det nu, eller vælg et andet tidspunkt.',
    );
    expect(labelsOf(passed)).toEqual(expect.arrayContaining(['Send nu', 'Vælg tidspunkt']));
    const idOf = (card: Card, label: string) => buttonsOf(card).find((one) => one.label === label)?.id;
    expect(idOf(passed, 'Send nu')).not.toBe(idOf(ahead, 'Send på det valgte tidspunkt'));
  });

  test('says what to do about a text that is too long somewhere', () => {
    const excess = [
      { platform: 'Discord', over: 0 },
      { platform: 'Slack', over: 599 },
    ];
    expect(fieldOf(preview(draftOf([danish]), { excess }), 'Længde')).toBe(
      'Slack: 599 tegn for langt. Der er plads til det hele på Discord. Tryk ”Ret”, og gør teksten kortere.',
    );
  });

  test('says in one sentence when there is nobody', () => {
    expect(fieldOf(preview(draftOf([danish])), 'Hvem får det')).toBe(
      'Kun RÅ Festival\nLige nu er der ingen, der får det.',
    );
  });

  test('names each channel of the own places, the other communities, and where nothing comes and why', () => {
    const space = (id: string, name: string) => ({ id, name, platform: 'slack', externalId: `T${id}` });
    const own = [
      { space: space('t', 'RÅ Frivillige'), channel: 'C2', channelName: 'opslag', obstacle: null },
      { space: space('s', 'RÅ'), channel: 'C1', channelName: null, obstacle: null },
      { space: space('u', 'RÅ Kor'), channel: 'C3', channelName: null, obstacle: null },
      { space: space('v', 'RÅ Lyd'), channel: null, channelName: null, obstacle: 'no-channel' as const },
      { space: space('w', 'RÅ Lys'), channel: null, channelName: null, obstacle: 'gone' as const },
    ];
    const destinations = destinationsOf(own, {
      reached: { count: 14, first: ['d', 'e'] },
      asked: { count: 1, first: ['e'] },
      nowhere: { count: 1, first: ['d'] },
      partly: { count: 1, first: ['e'] },
      gone: { count: 1, first: ['d'] },
    });
    const audience = { targets: [], asked: ['e'], refusing: 2 };
    const card = preview(draftOf([danish]), { audience, destinations });
    expect(fieldOf(card, 'Hvem får det').split('\n')).toEqual([
      'Kun RÅ Festival',
      '<#C1>',
      '#opslag · RÅ Frivillige (Slack)',
      'RÅ Kor (Slack)',
      '14 andre fællesskaber: Suburban, Lyd og 12 til',
      'Ét fællesskab bliver spurgt først: Lyd',
      'Ikke i RÅ Lyd (Slack): dér er der ikke valgt en kanal til opslag. Det kan en admin dér.',
      'Ikke i RÅ Lys (Slack): dér er jeg fjernet.',
      'Ikke hos Suburban: dér er der ikke valgt en kanal.',
      'Ikke alle steder hos Lyd: nogle steder er der ikke valgt en kanal.',
      'Ikke hos Suburban: dér er jeg fjernet.',
      '2 fællesskaber tager ikke imod det.',
    ]);
  });
});

test('a draft shows its text first, then three things and three buttons; the rest is behind one', () => {
  const card = preview(draftOf([danish], { seenButton: false }));
  expect(card.heading).toBe('Referat');
  expect(card.body[0]).toEqual({ type: 'text', text: 'Vi mødtes.' });
  const fields = card.body.flatMap((block) => (block.type === 'fields' ? block.fields : []));
  expect(fields.map(({ label }) => label)).toEqual(['Hvem får det', 'Hvornår', 'Godkendelse']);
  expect(labelsOf(card)).toEqual(['Send nu', 'Ret', 'Vælg tidspunkt', 'Flere valg']);
  // What is not as usual is seen at once.
  const over = { excess: [{ platform: 'Slack', over: 3 }] };
  const unusual = preview(draftOf([danish, english]), over).body.flatMap((block) =>
    block.type === 'fields' ? block.fields.map(({ label }) => label) : [],
  );
  expect(unusual).toEqual(['Hvem får det', 'Hvornår', 'Godkendelse', '”Set”-knap', 'Sprog', 'Længde']);
});

test('what waits for a yes has its title once, and says first where it stands', () => {
  const card = waitingCard(
    draftOf([danish, english], { state: 'waiting' }),
    { here: 's', asked: [], pings: [] },
    speak,
  );
  expect(JSON.stringify(card).split('Referat')).toHaveLength(2);
  expect(JSON.stringify(card)).toContain('Minutes');
  expect(card.body[0]).toEqual({ type: 'note', text: 'Venter på godkendelse' });
});

test('a correction that is to be approved notifies nobody, whomever the announcement did', () => {
  const role: Ping = {
    space: { id: 's', name: 'RÅ', externalId: '1' },
    role: 'r',
    name: '@Frivillig',
    people: 37,
    account: '2',
    state: 'notified',
    reason: null,
  };
  const sent = draftOf([danish], { state: 'sent', sentAt: now - HOUR });
  expect(fieldOf(askedCard(sent, { space: 's', asked: [], pings: [role] }, speak), 'Notifikation')).toBe('Ingen');
  const first = draftOf([danish], { state: 'waiting' });
  expect(fieldOf(askedCard(first, { space: 's', asked: [], pings: [role] }, speak), 'Notifikation')).toContain(
    '37 personer',
  );
});

test('copies say that they were corrected, and the line where one was withdrawn says which it was', () => {
  const first = draftOf([danish]).newest;
  const second = { ...first, number: 2, writtenAt: now };
  const sent = draftOf([danish, english], { state: 'sent', sentAt: now - HOUR, newest: second });
  const copy = (shown: typeof first) =>
    JSON.stringify(copyCard(sent, shown, speak, correctedAt(sent, { ...shown, writtenAt: shown.writtenAt })));
  expect(copy({ ...first, writtenAt: now - 2 * HOUR })).not.toContain('rettet');
  expect(copy(second)).toContain('rettet ');
  expect(copy(second)).toContain(`"at":${now}`);
  // A correction that was approved later is one from then on.
  const yes = { community: 'c', person: 'q', account: author.account, place, at: now + HOUR };
  expect(correctedAt(sent, { ...second, approvals: [yes] })).toBe(now + HOUR);
  const withdrawn = draftOf([danish, english], { state: 'withdrawn', shown: first });
  expect(JSON.stringify(withdrawnCard(withdrawn, speak))).toMatch(
    /Referat.*opslaget fra RÅ Festival er trukket tilbage/,
  );
});

describe('people of an announcement', () => {
  const at = (id: string, one: string) => ({
    account: { ...author.account, id: one },
    place: { id, name: id === 's' ? 'RÅ' : 'Kulturhuset', platform: 'slack' },
  });
  const people = [at('s', '1'), at('k', '8'), at('s', '2'), at('k', '9'), at('s', '1')];

  test('are mentioned in their own space, each once, and counted elsewhere', () => {
    const words = JSON.stringify(peopleText(people, 's', speak));
    expect(words.match(/"id":"\d"/g)).toEqual(['"id":"1"', '"id":"2"']);
    expect(words).toContain('2 i Kulturhuset på Slack');
  });

  test('are never named in another space', () => {
    const words = JSON.stringify(peopleText(people, 'x', speak));
    expect(words).not.toContain('"account"');
    expect(words).toMatch(/2 i RÅ på Slack.* og .*2 i Kulturhuset på Slack/);
  });
});

test('what somebody wants changed is read in their own community alone, and nothing in it is markup', () => {
  const waiting = draftOf([danish], { state: 'draft' });
  const refusal = { account: author.account, place, community: 'c', reason: '<@1> @everyone *nej*' };
  const shown = (community: string) =>
    refusedCard(waiting, { revision: waiting.newest, refusal }, { space: 's', community }, speak).body;
  expect(shown('c').at(-1)).toEqual({ type: 'text', text: 'Det skal ændres: ”<@1> @everyone *nej*”' });
  expect(JSON.stringify(shown('other'))).not.toContain('everyone');
});

const sentFrom = '8f14e45f-ceea-467f-a0e6-4c6d6f3a3b12';
const reportOn: Report = {
  here: 's',
  copies: [],
  placed: [],
  consents: [],
  names: new Map(),
  seen: new Map(),
  pings: [],
  pingCopies: new Map(),
  correctable: true,
  missing: 0,
};

describe('an announcement of linked places', () => {
  const places = [
    { id: 's', name: 'RÅ Festival', platform: 'discord' },
    { id: 't', name: 'RÅ Frivillige', platform: 'slack' },
  ];
  const linked = (more: Partial<Announcement> = {}) =>
    draftOf([danish], { community: { ...draftOf([danish]).community, places }, spaceId: 't', ...more });
  const network = { id: 'n', name: 'Kultur', owner: asCommunityId('o'), approval: false };

  test('is from the place where it was sent, in the preview, on its copies and when it is withdrawn', () => {
    expect(JSON.stringify(preview(linked()))).toContain('Fra RÅ Frivillige"');
    expect(JSON.stringify(withdrawnCard(linked(), speak))).toContain('opslaget fra RÅ Frivillige er trukket tilbage');
    expect(JSON.stringify(preview(linked({ spaceId: 's' })))).toContain('Fra RÅ Festival"');
    // It has left, and what it sent has stayed.
    expect(JSON.stringify(preview(linked({ spaceId: 'gone' })))).toContain('Fra RÅ Festival"');
  });

  test('says to a network by which name that knows them', () => {
    const topic = { id: 'x', name: 'Dans' };
    expect(JSON.stringify(preview(linked({ network, topic })))).toContain('Fra RÅ Frivillige (RÅ Festival) · Dans');
    expect(JSON.stringify(preview(linked({ network, topic, spaceId: 's' })))).toContain('Fra RÅ Festival · Dans');
  });

  test('goes to all of them by name, in the preview, the list and while it waits', () => {
    const us = 'Kun os (RÅ Festival og RÅ Frivillige)';
    expect(fieldOf(preview(linked()), 'Hvem får det')).toContain(us);
    const page = { announcements: [linked()], total: 1 };
    expect(JSON.stringify(listCard(page, { number: 0, size: 5 }, speak))).toContain(us);
    const waiting = { here: 's', asked: [], pings: [] };
    expect(JSON.stringify(waitingCard(linked({ state: 'scheduled', dueAt: now }), waiting, speak))).toContain(us);
  });

  test('tells places of one name apart, and names no more than five', () => {
    const alike = places.map((one) => ({ ...one, name: 'RÅ' }));
    expect(placesText(alike, speak)).toBe('RÅ (Discord) og RÅ (Slack)');
    const many = Array.from({ length: 8 }, (_, index) => ({ id: `${index}`, name: `S${index}`, platform: 'slack' }));
    expect(placesText(many, speak)).toBe('S0, S1, S2, S3, S4 og 3 til');
    expect(placesText(places, speak, 'disjunction')).toBe('RÅ Festival eller RÅ Frivillige');
  });

  test.each([
    [0, 'ingen steder lige nu'],
    [1, 'Ét sted kommer'],
    [2, 'Begge steder kommer'],
    [5, 'Alle 5 steder kommer'],
  ])('is withdrawn from as many places as there are (%i)', (count, says) => {
    expect(JSON.stringify(withdrawCard(linked({ state: 'sent' }), count, speak))).toContain(says);
  });
});

test('a report begins with what one wants first: correcting, unless its community has left the network', () => {
  const sent = draftOf([danish, english], { state: 'sent', sentAt: now });
  expect(labelsOf(reportCard(sent, reportOn, speak, 0))).toEqual([
    'Ret opslaget',
    'Ret opslaget (engelsk)',
    'Opdatér',
    'Træk tilbage',
  ]);
  const left = reportCard(sent, { ...reportOn, correctable: false }, speak, 0);
  expect(labelsOf(left)).toEqual(['Opdatér', 'Træk tilbage']);
});

test('a report names the place and channel of each own copy, with a link to it, and of others how many there are', () => {
  const sent = draftOf([danish], { state: 'sent', sentAt: now });
  const group = (community: string, state: CopyGroup['state'], count: number): CopyGroup => ({
    community,
    place: community === 'c' ? 'RÅ Festival' : null,
    parted: false,
    state,
    reason: null,
    count,
  });
  const copies = [group('c', 'sent', 2), group('d', 'sent', 3)];
  const space = (id: string, name: string) => ({ id, name, platform: 'slack', externalId: id });
  const placed = [
    { space: space('s', 'RÅ Festival'), channel: 'C1', channelName: null, url: 'https://ra.slack.com/1' },
    { space: space('t', 'RÅ Frivillige'), channel: 'C2', channelName: 'opslag', url: null },
  ];
  const names = new Map([
    ['c', 'RÅ Festival'],
    ['d', 'Suburban'],
  ]);
  const report = { ...reportOn, copies, names };
  const linesOf = (card: Card) =>
    card.body.flatMap((block) => (block.type === 'text' ? [words(block.text)] : [])).join('\n');
  const placedCard = reportCard(sent, { ...report, placed }, speak, 0);
  expect(linesOf(placedCard)).toContain('Suburban: kommet frem 3 steder\n<#C1>: kommet frem · Se det\n');
  expect(linesOf(placedCard)).toContain('#opslag · RÅ Frivillige (Slack): kommet frem');
  expect(JSON.stringify(placedCard)).toContain('https://ra.slack.com/1');
  expect(linesOf(placedCard)).not.toContain('RÅ Festival: kommet frem');
  // Of many it says how many there are.
  expect(linesOf(reportCard(sent, report, speak, 0))).toContain('RÅ Festival: kommet frem 2 steder');
});

test('who has sent it reads where it goes, and can see whether it is there', () => {
  const own = [
    {
      space: { id: 's', name: 'RÅ Festival', platform: 'discord', externalId: 'G' },
      channel: 'C1',
      channelName: null,
      obstacle: null,
    },
  ];
  const announcement = draftOf([danish], { state: 'sent', spaceId: sentFrom });
  const where = { places: destinationsOf(own), here: 's' };
  const card = sendingCard({ announcement, copies: 1 }, where, speak);
  expect(card.body.flatMap((block) => (block.type === 'text' ? [words(block.text)] : [])).join('\n')).toMatch(
    /på vej til én kanal\..*\n<#C1>/,
  );
  expect(labelsOf(card)).toEqual(['Se, hvordan det går']);
});

test('a report calls a place that has parted by its own name, not by the community that it is in now', () => {
  const sent = draftOf([danish], { state: 'sent', sentAt: now });
  const of = (community: string, place: string | null, state: CopyGroup['state']): CopyGroup => ({
    community,
    place,
    parted: community === 'x',
    state,
    reason: null,
    count: 1,
  });
  const copies = [
    of('c', 'RÅ Festival', 'sent'),
    of('c', 'RÅ Lyd', 'failed'),
    of('x', 'RÅ Frivillige', 'frozen'),
    of('x', 'RÅ Frivillige', 'pending'),
  ];
  const names = new Map([
    ['c', 'RÅ Festival'],
    ['x', 'Nogle andre'],
  ]);
  const said = JSON.stringify(reportCard(sent, { ...reportOn, copies, names }, speak, 0));
  expect(said).toContain('RÅ Frivillige: kommet frem, men I er skilt');
  expect(said).toContain('RÅ Frivillige: på vej');
  expect(said, 'each of their own places by its name').toContain('RÅ Lyd: kom ikke frem');
  expect(said).not.toContain('Nogle andre');
});

test('a report has pages, says of how many places it speaks, and is over only when nothing is under way', () => {
  const sent = draftOf([danish], { state: 'sent', sentAt: now, spaceId: sentFrom });
  const names = new Map(
    Array.from({ length: 60 }, (_, index) => [`c${index}`, `Sted ${String(index).padStart(2, '0')}`]),
  );
  const copy = (community: string) => ({
    community,
    place: null,
    parted: false,
    state: 'sent' as const,
    reason: null,
    count: 1,
  });
  const copies: CopyGroup[] = [...names.keys()].map(copy);
  const pageOf = (page: number, more: Partial<Report> = {}) => {
    const report: Report = { ...reportOn, copies, names, ...more };
    return reportCard(sent, report, speak, page);
  };
  const lines = (card: Card) => JSON.stringify(card).match(/Sted \d\d: /g) ?? [];
  const pages = [0, 1, 2].map((page) => pageOf(page));
  expect(pages.map((page) => lines(page).length)).toEqual([25, 25, 10]);
  expect(new Set(pages.flatMap(lines)).size).toBe(60);
  expect(JSON.stringify(pages[1])).toContain('Side 2 af 3');
  expect(JSON.stringify(pages[1])).toContain('Kommet frem: 60 af 60 steder.');
  for (const page of pages) {
    const ids = buttonsOf(page).map(({ id }) => id);
    expect(new Set(ids).size, 'no id twice').toBe(ids.length);
  }
  expect(words(pages[0]?.heading ?? '')).toBe('Sådan gik det med ”Referat”');
  const waiting = { ...copy('c0'), state: 'pending' as const };
  expect(words(pageOf(0, { copies: [waiting, copy('c1')] }).heading ?? '')).toBe('Sådan går det med ”Referat”');
  const asked = [{ community: 'c0', state: 'asked' as const }];
  expect(words(pageOf(0, { consents: asked }).heading ?? '')).toBe('Sådan går det med ”Referat”');
  expect(labelsOf(pageOf(0, { copies: [copy('c0')] }))).not.toContain('Næste');
});

test('drafts of one title are told apart by when they were changed', () => {
  const announcements = [draftOf([danish]), { ...draftOf([danish]), state: 'sent' as const, sentAt: now }];
  const { body } = listCard({ announcements, total: 2 }, { number: 0, size: 5 }, speak);
  const options = body.flatMap((block: Block) =>
    block.type === 'controls' ? block.controls.flatMap((one) => ('options' in one ? one.options : [])) : [],
  );
  expect(options.map(({ description }) => description)).toEqual(['Kladde, ændret i dag kl. 12.00', undefined]);
});

describe('the time for sending', () => {
  test.each([
    ['på fredag kl. 10', '2026-11-27T10:00:00+01:00'],
    ['Friday 10am', '2026-11-27T10:00:00+01:00'],
    ['om en time', '2026-11-23T13:00:00+01:00'],
    ['in an hour', '2026-11-23T13:00:00+01:00'],
  ])('is read from words: %s', (typed, at) => expect(readSendingTime(scene, typed)).toBe(Date.parse(at)));

  test.each(['nu', 'Lige nu', 'med det samme!', 'straks', 'now', 'Right away.', 'at once'])(
    'is none for “%s”: it is sent when the button is pressed',
    (typed) => expect(readSendingTime(scene, typed)).toBeNull(),
  );

  const problem = (typed: string) => {
    try {
      readSendingTime(scene, typed);
    } catch (error) {
      if (error instanceof UserError) return { code: error.code, field: error.field, values: error.values };
      throw error;
    }
    return undefined;
  };

  test.each(['om lidt', 'snart', 'later'])('is asked for again when it could be any: %s', (typed) => {
    expect(problem(typed)).toMatchObject({ code: 'sending-soon', field: 'when', values: { typed } });
  });

  test.each(['på fredag kl. 10-12', 'Friday 10-12'])('has no end: %s', (typed) => {
    const start = 'fredag den 27. november 2026 kl. 10.00';
    expect(problem(typed)).toMatchObject({ code: 'sending-end', field: 'when', values: { start } });
  });

  test('is quoted as it was typed when it has passed', () => {
    expect(problem('i dag kl. 10')).toMatchObject({ code: 'when-past', values: { typed: 'i dag kl. 10' } });
  });
});

describe('a form that comes back', () => {
  const input = z.object({ topic: field.pick(), language: field.choice(['da', 'en']) });
  const options = [
    { value: 't1', label: 'Kulturmetropolen: Nichekultur', name: 'Nichekultur' },
    { value: 't2', label: 'Kulturmetropolen: Dans', name: 'Dans' },
    { value: 't3', label: 'Rå: Dans', name: 'Dans' },
  ];
  const chosen = async (topic: string) => {
    const form = await buildForm(
      scene as BaseContext,
      { input, fields: ['topic'], suggest: { topic: async () => options } },
      { texts: 'announce/write', id: 'x', values: { topic }, args: {} },
    );
    return form.fields[0]?.value;
  };

  test('has chosen what was typed in an option’s words', async () => {
    expect(await chosen('nichekultur ')).toBe('t1');
    expect(await chosen('kulturmetropolen: dans')).toBe('t2');
    expect(await chosen('t3')).toBe('t3');
    expect(await chosen('Dans')).toBe('Dans');
  });

  test('names the language that its text is in', async () => {
    const titleIn = async (language: string) => {
      const asked = { texts: 'announce/translate', id: 'x', values: {}, args: { language } };
      return (await buildForm(scene as BaseContext, { input: z.object({ title: field.line(9) }) }, asked)).title;
    };
    expect(await titleIn('en')).toBe('Den engelske tekst');
    expect(await titleIn('da')).toBe('Den danske tekst');
  });

  test('parts the name of a field from what is wrong with it, and writes large numbers as Danes do', () => {
    const schema = z.object({ title: field.line(100), text: field.paragraph(4000), topic: field.pick() });
    const checked = validate(schema, { title: 'x'.repeat(101), text: 'x'.repeat(5000) }, 'da');
    expect('mistakes' in checked && words(mistakesText('da', 'announce/write', checked.mistakes))).toBe(
      [
        'Overskrift: Det er 101 tegn langt. Der er plads til 100.',
        'Tekst: Det er 5.000 tegn langt. Der er plads til 4.000.',
        'Hvem skal have det, og hvad handler det om? Her mangler der noget.',
      ].join('\n'),
    );
  });
});
