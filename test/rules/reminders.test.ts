import { expect, test } from 'vitest';
import { isWorthSending } from '../../src/reminders/rules.ts';

const startsAt = Date.parse('2026-11-26T19:00:00+01:00');
const all = [24 * 60, 60];
const at = (minutesBefore: number) => startsAt - minutesBefore * 60_000;

test('a reminder is sent when its time comes', () => {
  expect(isWorthSending(24 * 60, { startsAt, now: at(24 * 60), all })).toBe(true);
  expect(isWorthSending(60, { startsAt, now: at(60), all })).toBe(true);
});

test('after an outage only the one closest to the start is sent', () => {
  expect(isWorthSending(24 * 60, { startsAt, now: at(59), all })).toBe(false);
  expect(isWorthSending(60, { startsAt, now: at(59), all })).toBe(true);
  expect(isWorthSending(24 * 60, { startsAt, now: at(23 * 60), all })).toBe(true);
});

test('a late one is not sent shortly before the next', () => {
  expect(isWorthSending(24 * 60, { startsAt, now: at(62), all })).toBe(false);
  expect(isWorthSending(24 * 60, { startsAt, now: at(3 * 60), all })).toBe(false);
  expect(isWorthSending(24 * 60, { startsAt, now: at(4 * 60), all })).toBe(true);
});

test('nobody is reminded of what has begun', () => {
  expect(isWorthSending(60, { startsAt, now: startsAt, all })).toBe(false);
});
