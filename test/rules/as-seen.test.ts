import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asSeen } from '../../src/chat/as-seen.ts';

test.each([
  ['Ungdomsskolen i Ålborg', 'ungdomsskolen i A\u030alborg'],
  ['Den  røde\u00a0tråd ', 'den røde tråd'],
  ['Anne’s “kor”', 'anne\'s "kor"'],
  ['»Kor«', '„kor‟'],
  ['Film–klub', 'film-klub'],
  ['Fest ❤️', 'fest ❤'],
  ['ﬁlm', 'film'],
  ['\u200bFilm\u2060klub\ufeff', 'filmklub'],
  ['ＦＩＬＭ', 'film'],
])('%s and %s are one name', (one, other) => {
  expect(asSeen(one)).toBe(asSeen(other));
});

test.each([
  ['Filmklub', 'Film klub'],
  ['Øl', 'Ol'],
  ['Råd', 'Rad'],
  ['Kor 1', 'Kor 2'],
])('%s and %s are two', (one, other) => {
  expect(asSeen(one)).not.toBe(asSeen(other));
});

test('what is seen is seen in the same way again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      expect(asSeen(asSeen(name))).toBe(asSeen(name));
    }),
  );
});
