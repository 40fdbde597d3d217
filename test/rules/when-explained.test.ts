import { expect, test } from 'vitest';
import { parseWhen } from '../../src/time/when/parse-when.ts';

const context = { now: Date.parse('2026-11-23T12:00:00+01:00'), zone: 'Europe/Copenhagen' };

/** Words for a text that is no moment, suggestions by their wall times. */
function explain(text: string) {
  const answer = parseWhen(text, context);
  if (answer.ok) throw new Error(`"${text}" was understood as ${answer.wall.start}`);
  return { ...answer, suggestions: answer.suggestions.map(({ wall }) => [wall.start, wall.end].join(' ').trim()) };
}

test('a weekday that does not fit is named with the date, and both days are suggested', () => {
  expect(explain('fredag den 26. november kl. 19-21')).toEqual({
    ok: false,
    kind: 'weekday-mismatch',
    understood: {
      weekday: 5,
      date: '2026-11-26',
      calendar: { day: 26, month: 11, year: null },
      time: { hour: 19, minute: 0 },
      endTime: { hour: 21, minute: 0 },
      period: null,
      repeats: false,
      unknown: [],
    },
    suggestions: ['2026-11-27T19:00 2026-11-27T21:00', '2026-11-26T19:00 2026-11-26T21:00'],
  });
});

test('a day of the month that fits the weekday only in the month after is suggested first', () => {
  expect(explain('lørdag den 26. kl. 14').suggestions[0]).toBe('2026-12-26T14:00');
});

test('a day without a time is given back with an example of a time that fits the part of the day', () => {
  expect(explain('torsdag')).toMatchObject({ kind: 'no-time', understood: { weekday: 4, date: '2026-11-26' } });
  expect(explain('torsdag').suggestions[0]).toBe('2026-11-26T19:00');
  expect(explain('lørdag formiddag').suggestions[0]).toBe('2026-11-28T10:00');
});

test('an hour of today that is over is suggested for the evening and for tomorrow', () => {
  expect(explain('i dag kl. 8')).toMatchObject({ kind: 'past', understood: { date: '2026-11-23' } });
  expect(explain('i dag kl. 8').suggestions).toEqual(['2026-11-23T20:00', '2026-11-24T08:00', '2026-11-24T20:00']);
});

test('what lies in the past is suggested for the next time that it comes', () => {
  expect(explain('i går kl. 10').suggestions).toEqual(['2026-11-24T10:00']);
  expect(explain('sidste fredag kl. 19').suggestions).toEqual(['2026-11-27T19:00', '2026-12-04T19:00']);
});

test('a date that does not exist is told as it was said, with the nearest that does', () => {
  expect(explain('30. februar kl. 10')).toMatchObject({
    kind: 'no-such-date',
    understood: { date: null, calendar: { day: 30, month: 2, year: null } },
    suggestions: ['2027-02-28T10:00'],
  });
});

test('a date written month first is not guessed but suggested', () => {
  expect(explain('12/25 5pm').suggestions).toEqual(['2026-12-25T17:00']);
});

test('an hour that no clock shows is told as it was said', () => {
  expect(explain('torsdag kl. 25')).toMatchObject({
    kind: 'no-such-time',
    understood: { date: '2026-11-26', time: { hour: 25, minute: 0 } },
    suggestions: [],
  });
});

test('an hour that is skipped when clocks go forward is suggested as much later', () => {
  expect(explain('28/3 2027 kl. 2.30').suggestions).toEqual(['2027-03-28T03:30']);
});

test('words that are not understood are named, and the rest is only suggested', () => {
  expect(explain('torsdag kl. 19 i Klubhuset')).toMatchObject({
    kind: 'unclear',
    understood: { date: '2026-11-26', time: { hour: 19, minute: 0 }, unknown: ['Klubhuset'] },
    suggestions: ['2026-11-26T19:00'],
  });
});

test('a period whose day was not said is named', () => {
  expect(explain('i weekenden kl. 14').understood.period).toBe('weekend');
  expect(explain('i næste uge kl. 19').understood.period).toBe('week');
  expect(explain('i december').understood.period).toBe('month');
});

test('two days that contradict each other are both suggested', () => {
  expect(explain('i morgen den 25/11 kl. 19')).toMatchObject({
    kind: 'unclear',
    suggestions: ['2026-11-25T19:00', '2026-11-24T19:00'],
  });
});

test('an evening that a part of the day implies shows in what was understood', () => {
  expect(explain('i morgen onsdag kl. 8 om aftenen').suggestions[0]).toBe('2026-11-25T20:00');
});
