import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideAnswer, howManyMoveUp } from '../../src/meetups/answers.ts';

test('lets people go until it is full, then puts them on the waiting list', () => {
  const full = { going: 10, capacity: 10, previous: null };
  expect(decideAnswer('going', { ...full, going: 9 })).toBe('going');
  expect(decideAnswer('going', full)).toBe('waiting');
  expect(decideAnswer('going', { ...full, capacity: null })).toBe('going');
});

test('pressing Going again never costs a place that one has', () => {
  expect(decideAnswer('going', { going: 10, capacity: 10, previous: 'going' })).toBe('going');
});

test('whoever waits gets the place when there is one', () => {
  expect(decideAnswer('going', { going: 9, capacity: 10, previous: 'waiting' })).toBe('going');
});

test('never lets more move up than there are places or people', () => {
  const amount = fc.nat(50);
  fc.assert(
    fc.property(amount, amount, fc.option(amount), (going, waiting, capacity) => {
      const up = howManyMoveUp({ going, waiting, capacity });
      expect(up).toBeLessThanOrEqual(waiting);
      expect(up).toBeGreaterThanOrEqual(0);
      if (capacity !== null && up > 0) expect(going + up).toBeLessThanOrEqual(capacity);
      if (capacity === null) expect(up).toBe(waiting);
    }),
  );
});
