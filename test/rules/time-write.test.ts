import { expect, test } from 'vitest';
import { parseWhenInContext } from '../../src/time/when/in-context.ts';
import { parseWhen } from '../../src/time/when/parse-when.ts';
import {
  writeDate,
  writeDayMonth,
  writeDuration,
  writeMoment,
  writeNight,
  writeRecent,
  writeRelative,
  writeTime,
  writeWeekday,
} from '../../src/time/write.ts';
import { writeShortRange } from '../../src/time/write-short.ts';
import { writeZone } from '../../src/time/zone-names.ts';

const zone = 'Europe/Copenhagen';
const now = Date.parse('2026-11-23T12:00:00+01:00');
const start = Date.parse('2026-11-26T19:00:00+01:00');
const HOUR = 3_600_000;
const da = { zone, language: 'da', now } as const;
const en = { zone, language: 'en', now } as const;

test('a moment is written as Danes and as Britons write it', () => {
  expect(writeMoment(start, null, da)).toBe('torsdag den 26. november kl. 19.00');
  expect(writeMoment(start, null, en)).toBe('Thursday 26 November, 19:00');
});

test('an end on the same day is a time alone', () => {
  expect(writeMoment(start, start + 2 * HOUR, da)).toBe('torsdag den 26. november kl. 19.00–21.00');
  expect(writeMoment(start, start + 2 * HOUR, en)).toBe('Thursday 26 November, 19:00–21:00');
});

test('an end in the small hours belongs to the evening, a later one has its date', () => {
  expect(writeMoment(start, start + 7 * HOUR, da)).toBe('torsdag den 26. november kl. 19.00–02.00');
  expect(writeMoment(start, start + 44 * HOUR, da)).toBe(
    'torsdag den 26. november kl. 19.00 – lørdag den 28. november kl. 15.00',
  );
});

test('the year is written when it is another one, when asked for, and when nobody knows which year it is', () => {
  const later = Date.parse('2027-03-12T17:00:00+01:00');
  expect(writeMoment(later, null, da)).toBe('fredag den 12. marts 2027 kl. 17.00');
  expect(writeMoment(later, null, en)).toBe('Friday 12 March 2027, 17:00');
  expect(writeMoment(start, null, { ...da, year: 'always' })).toBe('torsdag den 26. november 2026 kl. 19.00');
  expect(writeMoment(start, null, { zone, language: 'da' })).toBe('torsdag den 26. november 2026 kl. 19.00');
  const party = Date.parse('2026-12-31T12:00:00+01:00');
  expect(writeMoment(party, party + 24 * HOUR, da)).toBe(
    'torsdag den 31. december kl. 12.00 – fredag den 1. januar 2027 kl. 12.00',
  );
});

test('a moment is read back with line breaks in it, as somebody may type them in a field of several lines', () => {
  for (const options of [da, en])
    for (const end of [null, start + 2 * HOUR, start + 44 * HOUR]) {
      const words = writeMoment(start, end, { ...options, year: 'always' }).split(' ');
      for (let broken = 1; broken < words.length; broken += 1) {
        const text = `${words.slice(0, broken).join(' ')}\n${words.slice(broken).join(' ')}\n`;
        expect(parseWhen(text, { zone, now }), text).toMatchObject({ ok: true, start, end });
        expect(parseWhenInContext(text, { start, end }, { zone, now }), text).toMatchObject({ ok: true, start, end });
      }
    }
});

test('what was today or yesterday is written so', () => {
  const recent = (at: string, language: 'da' | 'en' = 'da') => writeRecent(Date.parse(at), now, { zone, language });
  expect(recent('2026-11-23T10:48:00+01:00')).toBe('i dag kl. 10.48');
  expect(recent('2026-11-23T00:00:00+01:00', 'en')).toBe('today at 00:00');
  expect(recent('2026-11-22T23:59:00+01:00')).toBe('i går kl. 23.59');
  expect(recent('2026-11-21T10:48:00+01:00')).toBe('lørdag den 21. november kl. 10.48');
});

test('times are those of the zone that is asked for', () => {
  expect(writeTime(start, { zone: 'America/Nuuk', language: 'da' })).toBe('16.00');
  expect(writeTime(start, { zone: 'Asia/Tokyo', language: 'en' })).toBe('03:00');
});

test('dates, weekdays and days of the month are written alone', () => {
  expect(writeDate('2026-11-26', 'da')).toBe('torsdag den 26. november');
  expect(writeDate('2026-11-26', 'en', true)).toBe('Thursday 26 November 2026');
  expect(writeDayMonth('2026-11-26', 'da')).toBe('26. november');
  expect(writeWeekday('2026-11-26', 'en')).toBe('Thursday');
});

test.each([
  [0, 'nu', 'now'],
  [0.5, 'om 30 minutter', 'in 30 minutes'],
  [1, 'om 1 time', 'in 1 hour'],
  [1.5, 'om 90 minutter', 'in 90 minutes'],
  [24, 'om 24 timer', 'in 24 hours'],
  [79, 'om 3 dage', 'in 3 days'],
  [20 * 24, 'om 3 uger', 'in 3 weeks'],
  [90 * 24, 'om 3 måneder', 'in 3 months'],
  [900 * 24, 'om 2 år', 'in 2 years'],
  [-2, 'for 2 timer siden', '2 hours ago'],
])('%d hours ahead are "%s" and "%s"', (hours, danish, english) => {
  expect(writeRelative(now + hours * HOUR, now, 'da')).toBe(danish);
  expect(writeRelative(now + hours * HOUR, now, 'en')).toBe(english);
});

test('days are counted from midnight to midnight when the zone is known', () => {
  const lateOnWednesday = Date.parse('2026-11-25T23:30:00+01:00');
  expect(writeRelative(lateOnWednesday, now, 'da', zone)).toBe('om 2 dage');
  const earlyOnThursday = Date.parse('2026-11-26T00:30:00+01:00');
  expect(writeRelative(earlyOnThursday, now, 'da', zone)).toBe('om 3 dage');
});

test('a length of time is written in days, hours and minutes', () => {
  expect(writeDuration(0, 'da')).toBe('0 minutter');
  expect(writeDuration(60, 'da')).toBe('1 time');
  expect(writeDuration(90, 'da')).toBe('1 time og 30 minutter');
  expect(writeDuration(1500, 'en')).toBe('1 day, 1 hour');
});

test('a start at midnight names both days, and an end at midnight is the end of its day', () => {
  const midnight = Date.parse('2026-12-05T00:00:00+01:00');
  expect(writeMoment(midnight, null, da)).toBe('natten mellem fredag den 4. og lørdag den 5. december kl. 00.00');
  expect(writeMoment(midnight, midnight + 2 * HOUR, en)).toBe(
    'the night between Friday 4 and Saturday 5 December, 00:00–02:00',
  );
  expect(writeMoment(start, midnight, da)).toBe(
    'torsdag den 26. november kl. 19.00 – fredag den 4. december kl. 24.00',
  );
  for (const language of ['da', 'en'] as const)
    for (const end of [null, midnight + 2 * HOUR, midnight + 24 * HOUR]) {
      const text = writeMoment(midnight, end, { zone, language, year: 'always' });
      expect(parseWhen(text, { zone, now })).toMatchObject({ ok: true, start: midnight, end });
    }
  expect(parseWhen('natten mellem fredag og lørdag kl. 1', { zone, now })).toMatchObject({
    wall: { start: '2026-11-28T01:00' },
  });
});

test('where there is little room, start and end are short, and midnight still names both days', () => {
  const newYear = Date.parse('2027-01-01T00:00:00+01:00');
  expect(writeShortRange(start, null, da)).toBe('tor. 26. nov. kl. 19.00');
  expect(writeShortRange(start, start + 2 * HOUR, da)).toBe('tor. 26. nov. kl. 19.00–21.00');
  expect(writeShortRange(start, start + 24 * HOUR, en)).toBe('Thu 26 Nov, 19:00 – Fri 27 Nov, 19:00');
  expect(writeShortRange(newYear, newYear + 2 * HOUR, da)).toBe(
    'natten mellem tor. 31. dec. og fre. 1. jan. 2027 kl. 00.00–02.00',
  );
});

test('the night of a midnight is that of the zone', () => {
  const midnight = Date.parse('2026-12-05T00:00:00+01:00');
  expect(writeNight(midnight, da)).toBe('natten mellem fredag den 4. og lørdag den 5. december');
  expect(writeNight(midnight, { ...da, zone: 'Europe/London' })).toBeNull();
  expect(writeNight(midnight + HOUR, { ...en, zone: 'Europe/London' })).toBe(
    'the night between Friday 4 and Saturday 5 December',
  );
});

test('a zone is named as people there say it', () => {
  expect(writeZone('Europe/Copenhagen', 'da')).toBe('dansk tid');
  expect(writeZone('America/Nuuk', 'en')).toBe('Greenland time');
  expect(writeZone('America/New_York', 'da')).toBe('New York-tid');
});
