import { expect, test } from 'vitest';
import { isLate } from '../../src/meetups/organiser/rules.ts';

const HOUR = 60 * 60 * 1000;
const START = Date.parse('2026-11-27T19:00:00+01:00');

test('a place that is given up within the last day is told to the organiser, one that is given up earlier is not', () => {
  expect(isLate(START, START - 25 * HOUR)).toBe(false);
  expect(isLate(START, START - 24 * HOUR)).toBe(true);
  expect(isLate(START, START - HOUR)).toBe(true);
  expect(isLate(START, START + HOUR)).toBe(true);
});
