import { expect, test } from 'vitest';
import { openedBy } from '../../src/communities/parting/rules.ts';

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
