import { expect, test } from 'vitest';
import { listCard } from '../../src/announcements/preview-card.ts';
import { speaker } from '../../src/chat/say.ts';
import { asCommunityId } from '../../src/communities/ids.ts';
import { partedCard, partQuestionCard } from '../../src/communities/parting/card.ts';
import { openedBy } from '../../src/communities/parting/rules.ts';
import type { SpaceOfCommunity } from '../../src/communities/store.ts';

const place = (name: string, organiserRole: string | null, everyoneOrganises = false) => ({
  name,
  organiserRole,
  everyoneOrganises,
});
const opened = (...[space, ...others]: ReturnType<typeof place>[]) =>
  space ? openedBy(space, others).map(({ name }) => name) : [];

test('where the other side alone had chosen who organises, everybody may once they are parted', () => {
  expect(opened(place('parts', null), place('stays', 'role'))).toEqual(['parts']);
  expect(opened(place('parts', 'role'), place('stays', null), place('too', null, true))).toEqual(['stays']);
});

test('nothing changes where each has chosen, nobody has, or everybody might already', () => {
  expect(opened(place('parts', 'role'), place('stays', 'other'))).toEqual([]);
  expect(opened(place('parts', null), place('stays', null))).toEqual([]);
  expect(opened(place('parts', null, true), place('stays', 'role'))).toEqual([]);
  expect(opened(place('parts', 'role'), place('stays', null), place('chooses', 'role'))).toEqual([]);
});

const spaceCalled = (name: string): SpaceOfCommunity => ({
  id: name,
  platform: 'discord',
  externalId: name,
  name,
  meetupChannel: null,
  organiserRole: null,
  everyoneOrganises: false,
  announcementChannel: null,
  crosspost: false,
  goneAt: null,
  community: { id: asCommunityId('c'), name: 'c', language: 'da', zone: 'Europe/Copenhagen', approval: false },
});

test.each([
  ['da', 'Vælg selv, hvem der må', 'En admin dér kan vælge det'],
  ['en', 'Choose who may', 'An admin there can choose it'],
] as const)(
  'only where the reader’s own place opens up are they told to choose themselves (%s)',
  (language, own, theirs) => {
    const speak = speaker(language, 'Europe/Copenhagen', 0);
    const [space, other] = [spaceCalled('here'), spaceCalled('there')];
    const counts = { own: 0, theirs: 0, answers: 0, frozen: 0, stopped: 0, askedAnew: 0, givenBack: 0 };
    const said = (opened: SpaceOfCommunity[]) =>
      JSON.stringify(partedCard({ space, others: [other], opened, ...counts }, speak));
    expect(said([space])).toContain(own);
    expect(said([space])).not.toContain(theirs);
    expect(said([other])).toContain(theirs);
    expect(said([other])).not.toContain(own);
  },
);

test.each([
  [
    'da',
    'de slettede svar kommer ikke tilbage',
    'Ingen har sagt ja eller måske til et kommende træf',
    'opslag fra jer lige nu',
  ],
  [
    'en',
    'the deleted answers do not come back',
    'Nobody has said yes or maybe to an upcoming meetup',
    'from you here right now',
  ],
] as const)(
  'nothing is said of deleted answers or of a first announcement that is not so (%s)',
  (language, back, none, list) => {
    const speak = speaker(language, 'Europe/Copenhagen', 0);
    const counts = { own: 1, theirs: 1, frozen: 0, stopped: 0, askedAnew: 0, givenBack: 0 };
    const [space, others] = [spaceCalled('here'), [spaceCalled('there')]];
    const asked = (answers: number) =>
      JSON.stringify(partQuestionCard({ space, others, opened: [], ...counts, answers }, speak));
    expect(asked(0)).not.toContain(back);
    expect(asked(0)).toContain(none);
    for (const answers of [1, 2]) expect(asked(answers)).toContain(back);
    expect(JSON.stringify(listCard({ announcements: [], total: 0 }, { number: 0, size: 5 }, speak))).toContain(list);
  },
);
