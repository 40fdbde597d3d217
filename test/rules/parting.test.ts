import { expect, test } from 'vitest';
import { speaker } from '../../src/chat/say.ts';
import { asCommunityId } from '../../src/communities/ids.ts';
import { partedCard } from '../../src/communities/parting/card.ts';
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
