import { expect, test } from 'vitest';
import { Skew } from '../../src/slack/skew.ts';

test('an instant is told by the clock of whoever answers, as far as that is known', () => {
  const skew = new Skew();
  const here = Date.UTC(2026, 10, 23, 11);
  expect(skew.there(here)).toBe(here);
  skew.note('Mon, 23 Nov 2026 11:05:00 GMT', here);
  expect(skew.there(here - 1_000)).toBe(here + 5 * 60_000 - 1_000);
  skew.note(undefined, here);
  skew.note('soon', here);
  expect(skew.there(here), 'what tells nothing changes nothing').toBe(here + 5 * 60_000);
});
