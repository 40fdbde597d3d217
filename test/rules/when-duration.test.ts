import { expect, test } from 'vitest';
import { parseDuration } from '../../src/time/when/parse-duration.ts';

test.each([
  ['2 timer', 120],
  ['to timer', 120],
  ['1½ time', 90],
  ['½ time', 30],
  ['1,5 time', 90],
  ['halvanden time', 90],
  ['to en halv time', 150],
  ['en halv time', 30],
  ['et kvarter', 15],
  ['tre kvarter', 45],
  ['en time og et kvarter', 75],
  ['90 min', 90],
  ['90 min.', 90],
  ['1t 30m', 90],
  ['1t30', 90],
  ['1 time 30', 90],
  ['1:30', 90],
  ['ca. 2 timer', 120],
  ['i 2 timer', 120],
  ['en time', 60],
  ['et døgn', 1440],
  ['2 dage', 2880],
  ['2h', 120],
  ['2h30', 150],
  ['two hours', 120],
  ['an hour and a half', 90],
  ['half an hour', 30],
  ['three quarters of an hour', 45],
  ['for 2 hours', 120],
])('"%s" lasts %i minutes', (text, minutes) => {
  expect(parseDuration(text)).toEqual({ ok: true, minutes });
});

test('a number alone counts hours when it is small and minutes when it is not', () => {
  expect(parseDuration('2')).toEqual({ ok: true, minutes: 120 });
  expect(parseDuration('1½')).toEqual({ ok: true, minutes: 90 });
  expect(parseDuration('14')).toEqual({ ok: true, minutes: 14 * 60 });
  expect(parseDuration('15')).toEqual({ ok: true, minutes: 15 });
  expect(parseDuration('90')).toEqual({ ok: true, minutes: 90 });
});

test.each([
  '',
  '0',
  '-2',
  'lidt',
  'hele dagen',
  'kl. 19',
  '2 timer på torsdag',
  '2 måneder',
  '999 timer',
  '1.30',
  '5000',
])('"%s" is no length that a meetup can have', (text) => {
  expect(parseDuration(text)).toEqual({ ok: false });
});
