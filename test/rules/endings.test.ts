import { expect, test } from 'vitest';
import { endingOf } from '../../src/delivery/deliver.ts';

const began = new Date('2026-06-12T10:00:00Z');
const claimed = (attempts: number, waits = 0) => ({ attempts, waits, firstTriedAt: began });

test('the more often it is tried, the longer the pause; what tried nothing is not counted', () => {
  expect(endingOf({ kind: 'not-sent' }, claimed(1), null, 0)).toMatchObject({ wakeAt: 1_000, waited: false });
  expect(endingOf({ kind: 'not-sent' }, claimed(4), null, 0)).toMatchObject({ wakeAt: 8_000 });
  expect(endingOf({ kind: 'not-sent' }, claimed(9, 8), null, 0)).toMatchObject({ wakeAt: 1_000 });
});

test('it is given up after twenty attempts, however often the platform said wait before', () => {
  expect(endingOf({ kind: 'not-sent' }, claimed(20), null, 0)).toEqual({ state: 'failed', reason: 'gave-up' });
  expect(endingOf({ kind: 'unknown' }, claimed(20), null, 0)).toEqual({ state: 'unknown', reason: 'gave-up' });
  expect(endingOf({ kind: 'not-sent' }, claimed(60, 41), null, 0)).toMatchObject({ state: 'pending' });
});

test('a platform that says wait is waited for as long as it says, and never given up for it', () => {
  const ending = { state: 'pending', wakeAt: 2_500, uncertainSince: null, waited: true };
  expect(endingOf({ kind: 'wait', forMs: 1_500 }, claimed(200), null, 1_000)).toEqual(ending);
});

test('what an earlier attempt may have left stays in doubt until somebody has looked', () => {
  const wait = { kind: 'wait', forMs: 1_500 } as const;
  expect(endingOf(wait, claimed(2), began, 0)).toMatchObject({ uncertainSince: began });
  expect(endingOf({ kind: 'unknown' }, claimed(1), null, 0)).toMatchObject({ uncertainSince: began });
  const refused = { kind: 'never', reason: 'no-access', detail: '50001' } as const;
  expect(endingOf(refused, claimed(2), began, 0)).toMatchObject({ state: 'unknown' });
  expect(endingOf(refused, claimed(1), null, 0)).toMatchObject({ state: 'failed' });
});
