import type { Facts } from './store.ts';

/** Time (ms) after the last change until people are told: one change often follows another. */
export const SETTLE_MS = 10_000;

/** @returns whether people who answered are told of the difference: another time, or another place */
export function isNews(before: Facts, after: Facts): boolean {
  return isRetimed(before, after) || before.place !== after.place;
}

type Times = Pick<Facts, 'startsAt' | 'endsAt'>;

export function isRetimed(before: Times, after: Times): boolean {
  return before.startsAt !== after.startsAt || before.endsAt !== after.endsAt;
}
