import { expect, test } from 'vitest';
import { isMissed, table } from '../../bench/figures.ts';

test.each([
  [1.5, { atMost: 1.5 }, false],
  [1.501, { atMost: 1.5 }, true],
  [0.7, { atLeast: 0.7 }, false],
  [0.699, { atLeast: 0.7 }, true],
  [Number.NaN, { atMost: 1.5 }, true],
  [Number.NaN, { atLeast: 0.7 }, true],
  [100, undefined, false],
])('%d with the goal %j is missed: %s', (ratio, goal, missed) => {
  expect(isMissed({ ratio, goal })).toBe(missed);
});

test('the goal stands beside its figure', () => {
  const figure = { what: 'a press', measured: '3 ms', baseline: '2 ms', ratio: 1.5, goal: { atMost: 3 } };
  const [head, line] = table([figure, { ...figure, goal: undefined }]);
  expect(head).toMatch(/ratio +goal$/);
  expect(line).toMatch(/1\.500 +≤ 3$/);
});
