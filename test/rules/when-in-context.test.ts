import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseWhenInContext } from '../../src/time/when/in-context.ts';
import { canonicalWhen } from '../../src/time/when/moment.ts';
import { writeMoment } from '../../src/time/write.ts';

const zone = 'Europe/Copenhagen';
const now = Date.parse('2026-11-23T12:00:00+01:00');
const at = (wall: string) => Date.parse(`${wall}+01:00`);
/** Thursday 17 December, 17 to 19. */
const standing = { start: at('2026-12-17T17:00'), end: at('2026-12-17T19:00') };

function read(text: string, from: { start: number; end: number | null } = standing, when = now): string {
  const answer = parseWhenInContext(text, from, { now: when, zone });
  return answer.ok ? canonicalWhen(answer) : answer.kind;
}

describe('an hour alone is on the day that stands', () => {
  test.each([
    ['kl. 20', '2026-12-17 20:00-22:00'],
    ['20.00', '2026-12-17 20:00-22:00'],
    ['at 6:30 pm', '2026-12-17 18:30-20:30'],
    ['kl. halv seks', '2026-12-17 17:30-19:30'],
    ['20-22', '2026-12-17 20:00-22:00'],
    ['7pm-9pm', '2026-12-17 19:00-21:00'],
    ['fra 18 til 21', '2026-12-17 18:00-21:00'],
    ['starter først kl. 18', '2026-12-17 18:00-20:00'],
    ['kl. 8', '2026-12-17 20:00-22:00'],
    ['6-8', '2026-12-17 18:00-20:00'],
    ['kl. 10', '2026-12-17 10:00-12:00'],
    ['kl. 24', '2026-12-18 00:00-02:00'],
    ['flyt til kl. 18', '2026-12-17 18:00-20:00'],
    ['kl. 18 i stedet for kl. 17', '2026-12-17 18:00-20:00'],
    ['samme dag kl. 20', '2026-12-17 20:00-22:00'],
  ])('%s', (text, moment) => expect(read(text)).toBe(moment));
});

describe('an end or a length alone leaves the start', () => {
  test.each([
    ['til 18', '2026-12-17 17:00-18:00'],
    ['til kl. 21', '2026-12-17 17:00-21:00'],
    ['indtil 20', '2026-12-17 17:00-20:00'],
    ['slutter kl. 21', '2026-12-17 17:00-21:00'],
    ['until 6pm', '2026-12-17 17:00-18:00'],
    ['till 8', '2026-12-17 17:00-20:00'],
    ['til kl. 2', '2026-12-17 17:00 - 2026-12-18 02:00'],
    ['varer 3 timer', '2026-12-17 17:00-20:00'],
    ['90 min', '2026-12-17 17:00-18:30'],
    ['en time længere', '2026-12-17 17:00-20:00'],
    ['half an hour shorter', '2026-12-17 17:00-18:30'],
    ['til 16', 'end-before-start'],
    ['tre timer kortere', 'end-before-start'],
  ])('%s', (text, moment) => expect(read(text)).toBe(moment));
});

describe('a day alone keeps the time, and is the one that is nearest', () => {
  test.each([
    ['søndag', '2026-12-20 17:00-19:00'],
    ['fredag i stedet', '2026-12-18 17:00-19:00'],
    ['Friday instead', '2026-12-18 17:00-19:00'],
    ['flyt til mandag', '2026-12-14 17:00-19:00'],
    ['samme tid fredag', '2026-12-18 17:00-19:00'],
    ['dagen efter', '2026-12-18 17:00-19:00'],
    ['the day before', '2026-12-16 17:00-19:00'],
    ['næste dag', '2026-12-18 17:00-19:00'],
    ['ugen efter', '2026-12-24 17:00-19:00'],
    ['i morgen', '2026-11-24 17:00-19:00'],
    ['den 20.', '2026-12-20 17:00-19:00'],
    ['3/1', '2027-01-03 17:00-19:00'],
    ['fredag aften', '2026-12-18 17:00-19:00'],
    ['fredag til 22', '2026-12-18 17:00-22:00'],
    ['søndag kl. 15', '2026-12-20 15:00-17:00'],
    ['dagen efter kl. 20', '2026-12-18 20:00-22:00'],
    ['til søndag kl. 12', '2026-12-20 12:00-14:00'],
  ])('%s', (text, moment) => expect(read(text)).toBe(moment));

  test('a weekday is ahead: on Friday, "onsdag" for a meetup on Saturday is the one after', () => {
    const saturday = { start: at('2026-11-28T14:00'), end: null };
    expect(read('onsdag', saturday, at('2026-11-27T12:00'))).toBe('2026-12-02 14:00');
    expect(read('onsdag', saturday, now)).toBe('2026-11-25 14:00');
  });
});

describe('later and earlier move both ends', () => {
  test.each([
    ['en time senere', '2026-12-17 18:00-20:00'],
    ['30 min tidligere', '2026-12-17 16:30-18:30'],
    ['halvanden time senere', '2026-12-17 18:30-20:30'],
    ['et kvarter senere', '2026-12-17 17:15-19:15'],
    ['an hour later', '2026-12-17 18:00-20:00'],
    ['half an hour earlier', '2026-12-17 16:30-18:30'],
    ['en uge senere', '2026-12-24 17:00-19:00'],
    ['udskyd en uge', '2026-12-24 17:00-19:00'],
    ['postponed by two hours', '2026-12-17 19:00-21:00'],
    ['flyt en time', 'unclear'],
  ])('%s', (text, moment) => expect(read(text)).toBe(moment));

  test('days are counted on the calendar when the clocks change, hours are not', () => {
    const saturday = { start: at('2027-03-27T20:00'), end: null };
    expect(read('dagen efter', saturday)).toBe('2027-03-28 20:00');
    expect(read('24 timer senere', saturday)).toBe('2027-03-28 21:00');
  });
});

test('what says everything is read as without a context, also with a zone and as the pickers write it', () => {
  expect(read('lørdag den 19. december kl. 10-12')).toBe('2026-12-19 10:00-12:00');
  expect(read('2026-12-19 10:00-12:00')).toBe('2026-12-19 10:00-12:00');
  expect(read('2026-12-19 10:00')).toBe('2026-12-19 10:00-12:00');
  expect(read('om to timer')).toBe('2026-11-23 14:00-16:00');
  for (const [text, kind] of [
    ['snart', 'unclear'],
    ['i weekenden', 'unclear'],
    ['kl. 25', 'no-such-time'],
    ['i går', 'past'],
    ['', 'unclear'],
  ] as const)
    expect(read(text), text).toBe(kind);
});

test('a day with an hour that may be either half of the day is asked about, each as long as before', () => {
  const answer = parseWhenInContext('fredag halv otte', standing, { now, zone });
  expect(answer.ok && [canonicalWhen(answer), ...(answer.unsure?.others ?? []).map(canonicalWhen)]).toEqual([
    '2026-12-18 07:30-09:30',
    '2026-12-18 19:30-21:30',
  ]);
});

test('what has begun can end otherwise, and is not moved to where it is over', () => {
  const today = { start: at('2026-11-23T11:00'), end: at('2026-11-23T13:00') };
  expect(read('til 15', today)).toBe('2026-11-23 11:00-15:00');
  expect(read('en time længere', today)).toBe('2026-11-23 11:00-14:00');
  expect(read('30 min kortere', today)).toBe('2026-11-23 11:00-12:30');
  expect(read('til 11.30', today)).toBe('past');
  expect(read('30 min tidligere', today)).toBe('past');
  expect(read('kl. 10', today)).toBe('past');
});

test('what is written of a moment changes it to that moment, whatever stands', () => {
  const instant = fc.integer({ min: 1, max: 60 * 24 * 700 }).map((minutes) => now + minutes * 60_000);
  const length = fc.integer({ min: 15, max: 600 }).map((minutes) => minutes * 60_000);
  fc.assert(
    fc.property(instant, length, instant, fc.constantFrom('da', 'en'), (start, lasts, other, language) => {
      const text = writeMoment(start, start + lasts, { zone, language, year: 'always' });
      const answer = parseWhenInContext(text, { start: other, end: null }, { now, zone });
      // A time that clocks show twice is read as the first of the two.
      if (answer.ok && Math.abs(answer.start - start) === 3_600_000) return;
      expect(answer).toMatchObject({ ok: true, start, end: start + lasts });
    }),
    { numRuns: 200 },
  );
});
