import { expect, test } from 'vitest';
import { codesIn } from '../../src/chat/codes.ts';

test.each([
  ['KFJ3-9XWT', ['KFJ3-9XWT']],
  ['Koden er kfj3 9xwt.', ['kfj3 9xwt']],
  ['<@123> KFJ39XWT', ['KFJ39XWT']],
  // A word of four letters before it looks like the first half of one.
  ['<@123> brug KFJ3-9XWT', ['brug KFJ3', 'KFJ3-9XWT']],
  ['tast KFJ3 9XWT her', ['tast KFJ3', 'KFJ3 9XWT']],
  ['Vi ses på torsdag!', []],
])('the codes that stand in a message are found, whatever stands before them: %s', (text, codes) => {
  expect(codesIn(text)).toEqual(expect.arrayContaining(codes));
  if (codes.length === 0) expect(codesIn(text)).toEqual([]);
});
