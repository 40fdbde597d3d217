import { expect, test } from 'vitest';
import { stillWorthSending } from '../../src/reminders/rules.ts';

const startsAt = Date.parse('2026-11-26T19:00:00+01:00');
const all = [24 * 60, 60];
const at = (minutesBefore: number) => startsAt - minutesBefore * 60_000;

test('a reminder is sent when its time comes', () => {
  expect(stillWorthSending(24 * 60, { startsAt, now: at(24 * 60), all })).toBe(true);
  expect(stillWorthSending(60, { startsAt, now: at(60), all })).toBe(true);
});

test('after an outage only the one closest to the start is sent', () => {
  expect(stillWorthSending(24 * 60, { startsAt, now: at(59), all })).toBe(false);
  expect(stillWorthSending(60, { startsAt, now: at(59), all })).toBe(true);
  expect(stillWorthSending(24 * 60, { startsAt, now: at(23 * 60), all })).toBe(true);
});

test('nobody is reminded of what has begun', () => {
  expect(stillWorthSending(60, { startsAt, now: startsAt, all })).toBe(false);
});
