import { expect, test } from 'vitest';
import { readZone, suggestZones } from '../../src/time/zones.ts';

test.each([
  ['Europe/Copenhagen', 'Europe/Copenhagen'],
  ['europe/copenhagen', 'Europe/Copenhagen'],
  [' København ', 'Europe/Copenhagen'],
  ['Kobenhavn', 'Europe/Copenhagen'],
  ['Copenhagen', 'Europe/Copenhagen'],
  ['Danmark', 'Europe/Copenhagen'],
  ['Denmark', 'Europe/Copenhagen'],
  ['London', 'Europe/London'],
  ['Nuuk', 'America/Nuuk'],
  ['Grønland', 'America/Nuuk'],
  ['Tórshavn', 'Atlantic/Faroe'],
  ['Færøerne', 'Atlantic/Faroe'],
  ['Sverige', 'Europe/Stockholm'],
  ['new york', 'America/New_York'],
  ['america/new york', 'America/New_York'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['UTC', 'UTC'],
])('"%s" is %s', (text, zone) => {
  expect(readZone(text)).toBe(zone);
});

test.each(['', 'Atlantis', 'Europe/Atlantis', '+01:00', 'CET', 'USA', '../../etc', '__proto__'])(
  '"%s" is no zone',
  (text) => {
    expect(readZone(text)).toBeNull();
  },
);

test('before anything is typed the zones near Denmark are offered', () => {
  expect(suggestZones('').slice(0, 3)).toEqual(['Europe/Copenhagen', 'Atlantic/Faroe', 'America/Nuuk']);
});

test('what is typed leads to zones by city, country and name, and each can be read back', () => {
  expect(suggestZones('køb')).toEqual(['Europe/Copenhagen']);
  expect(suggestZones('dan')[0]).toBe('Europe/Copenhagen');
  const many = suggestZones('america');
  expect(many).toHaveLength(25);
  expect(many.map(readZone)).toEqual(many);
  expect(suggestZones('xyzzy')).toEqual([]);
});
