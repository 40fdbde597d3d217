import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { parseWhen } from '../../src/time/when/parse-when.ts';

const zone = 'Europe/Copenhagen';
const now = Date.parse('2026-11-23T12:00:00+01:00');

/** Ways to say a day, with the day that a reader on Monday 23 November 2026 understands. */
const DAYS: Readonly<Record<string, string>> = {
  'på torsdag': '2026-11-26',
  'tors.': '2026-11-26',
  'næste torsdag': '2026-12-03',
  'torsdag d. 26/11': '2026-11-26',
  '26/11': '2026-11-26',
  '26/11-26': '2026-11-26',
  '26/11 2026': '2026-11-26',
  '26.11.': '2026-11-26',
  '26.11.2026': '2026-11-26',
  '2026-11-26': '2026-11-26',
  '26. nov.': '2026-11-26',
  'den 26.': '2026-11-26',
  'i morgen': '2026-11-24',
  'om 14 dage': '2026-12-07',
  'tirsdag i uge 50': '2026-12-08',
  'den sidste torsdag i januar': '2027-01-28',
  'første lørdag i måneden': '2026-12-05',
  '2. juledag': '2026-12-26',
  '1. søndag i advent': '2026-11-29',
  'lørdagen før jul': '2026-12-19',
  'dagen efter juleaften': '2026-12-25',
  'den 5. i næste måned': '2026-12-05',
  'man. 30.11.': '2026-11-30',
  Thursday: '2026-11-26',
  'Thu, Nov 26': '2026-11-26',
  'November 26th': '2026-11-26',
  'Nov 26, 2026': '2026-11-26',
  'the 26th of November': '2026-11-26',
  'the day after tomorrow': '2026-11-25',
  'in two weeks': '2026-12-07',
  'a week from Friday': '2026-12-04',
  'the last Thursday of January': '2027-01-28',
  "New Year's Day": '2027-01-01',
};

/** Ways to say a time, with start and end; an end that is not after the start is on the next day. */
const TIMES: Readonly<Record<string, string>> = {
  'kl. 19': '19:00',
  '19.30': '19:30',
  'kl. 1930': '19:30',
  '19-21': '19:00 21:00',
  'kl. 19.00 - 21.00': '19:00 21:00',
  'fra kl. 19 til kl. 21': '19:00 21:00',
  'mellem 19 og 21': '19:00 21:00',
  '19:00–21:00': '19:00 21:00',
  'kl. 20-02': '20:00 02:00',
  'kl. 22 til midnat': '22:00 00:00',
  'kl. 19 i to timer': '19:00 21:00',
  'kl. halv otte om aftenen': '19:30',
  'kvart over syv om aftenen': '19:15',
  'ved 19-tiden': '19:00',
  '7.30pm': '19:30',
  '7:30 p.m.': '19:30',
  '7-9pm': '19:00 21:00',
  'between 7 and 9 pm': '19:00 21:00',
  'at half past seven in the evening': '19:30',
  '7pm for 2 hours': '19:00 21:00',
  'at noon': '12:00',
};

const JOINS: readonly ((day: string, time: string) => string)[] = [
  (day, time) => `${day} ${time}`,
  (day, time) => `${time} ${day}`,
  (day, time) => `${day}, ${time}`,
  (day, time) => `${day}: ${time}`,
  (day, time) => `${day.toUpperCase()} - ${time.toUpperCase()}!`,
  (day, time) => `(${day}) ${time}.`,
];

function wallTimes(day: string, time: string): { start: string; end: string | null } {
  const [from = '', to] = time.split(' ');
  if (!to) return { start: `${day}T${from}`, end: null };
  const last = to > from ? day : Temporal.PlainDate.from(day).add({ days: 1 }).toString();
  return { start: `${day}T${from}`, end: `${last}T${to}` };
}

test('every way to say a day goes with every way to say a time, whichever comes first', () => {
  const misses: string[] = [];
  for (const [dayWords, day] of Object.entries(DAYS)) {
    for (const [timeWords, time] of Object.entries(TIMES)) {
      const expected = JSON.stringify(wallTimes(day, time));
      for (const text of JOINS.map((join) => join(dayWords, timeWords))) {
        const answer = parseWhen(text, { now, zone });
        const got = answer.ok ? JSON.stringify(answer.wall) : answer.kind;
        if (got !== expected) misses.push(`${text}: ${got}, not ${expected}`);
      }
    }
  }
  expect(misses).toEqual([]);
});
