import { expect, test } from 'vitest';
import { easterSunday } from '../../src/time/when/named-days.ts';

test('Easter Sunday falls where the church has it, at its earliest and latest as well', () => {
  const years = [1818, 1961, 2000, 2008, 2024, 2025, 2026, 2027, 2028, 2038, 2285];
  expect(years.map((year) => easterSunday(year).toString())).toEqual([
    '1818-03-22',
    '1961-04-02',
    '2000-04-23',
    '2008-03-23',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2028-04-16',
    '2038-04-25',
    '2285-03-22',
  ]);
});
