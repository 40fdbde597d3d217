import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalWhen } from '../../src/time/when/moment.ts';
import { parseWhen } from '../../src/time/when/parse-when.ts';
import type { Moment } from '../../src/time/when/when.ts';

// A Wednesday.
const context = { now: Date.parse('2026-11-25T12:00:00+01:00'), zone: 'Europe/Copenhagen' };

const wall = (moment: Moment) => [moment.wall.start, moment.wall.end].filter(Boolean).join(' ');

/** All that a text may mean, the likeliest first. */
function readings(text: string): string[] {
  const answer = parseWhen(text, context);
  if (!answer.ok) throw new Error(`"${text}" was not understood: ${answer.kind}`);
  return [answer, ...(answer.unsure?.others ?? [])].map(wall);
}

/** Words that are told of something that comes again. */
function first(text: string): string[] {
  const answer = parseWhen(text, context);
  if (answer.ok) throw new Error(`"${text}" was read as one time`);
  expect([text, answer.kind, answer.understood.repeats]).toEqual([text, 'unclear', true]);
  return answer.suggestions.map(wall);
}

test.each([
  ['fredag halv otte', ['2026-11-27T07:30', '2026-11-27T19:30']],
  ['fredag kvart i ni', ['2026-11-27T08:45', '2026-11-27T20:45']],
  ['fredag kl. 7', ['2026-11-27T07:00', '2026-11-27T19:00']],
  ['Friday at 7', ['2026-11-27T07:00', '2026-11-27T19:00']],
  ['kl. 7', ['2026-11-26T07:00', '2026-11-25T19:00']],
  ['fredag kl. 6.30-8', ['2026-11-27T06:30 2026-11-27T08:00', '2026-11-27T18:30 2026-11-27T20:00']],
  ['fredag kl. 3', ['2026-11-27T03:00', '2026-11-27T15:00', '2026-11-28T03:00']],
])('"%s" may be in the morning or later', (text, expected) => {
  expect(readings(text)).toEqual(expected);
});

test.each([
  ['fredag kl. 00.30', ['2026-11-27T00:30', '2026-11-28T00:30']],
  ['d. 1/1 kl. 02.00', ['2027-01-01T02:00', '2027-01-02T02:00']],
  ['fredag kl. 00.30-02.00', ['2026-11-27T00:30 2026-11-27T02:00', '2026-11-28T00:30 2026-11-28T02:00']],
])('"%s" may be in the night before the day or after it', (text, expected) => {
  expect(readings(text)).toEqual(expected);
});

test.each([
  ['fredag kl. 21-19', ['2026-11-27T21:00 2026-11-28T19:00', '2026-11-27T19:00 2026-11-27T21:00']],
  ['fredag kl. 20.00-19.00', ['2026-11-27T20:00 2026-11-28T19:00', '2026-11-27T19:00 2026-11-27T20:00']],
])('"%s" lasts into the next evening, or was written the wrong way round', (text, expected) => {
  expect(readings(text)).toEqual(expected);
});

test('a date that is just over may be next year’s or the coming month’s', () => {
  expect(readings('24/11 kl. 19')).toEqual(['2027-11-24T19:00', '2026-12-24T19:00']);
  expect(parseWhen('Mortensaften kl. 18', context)).toMatchObject({ ok: true, unsure: { why: 'year', others: [] } });
});

/** Moments that are offered for words that mean no one time. */
function offered(text: string, at = context.now): string[] {
  const answer = parseWhen(text, { ...context, now: at });
  if (answer.ok) throw new Error(`"${text}" was read as one time`);
  expect([text, answer.kind, answer.understood.unknown]).toEqual([text, 'unclear', []]);
  // Without it they would be examples, not buttons.
  expect(answer.understood.time).not.toBeNull();
  return answer.suggestions.map(wall);
}

test.each([
  '12.-13. december kl. 10-16',
  '12.-13. december 10-16',
  '12-13/12 kl. 10-16',
  '12. december - 13. december kl. 10-16',
  'lør 12. - søn 13. dec kl. 10-16',
  '12. til 13. december fra kl. 10 til 16',
  '12. og 13. december kl. 10-16',
  '12-13 December 10am-4pm',
  'Dec 12-13 10:00-16:00',
  'kl. 10-16 den 12.-13. december',
  'kl. 10-16 den 12. til 13. december',
  'kl. 10-16 lør. 12/12 - søn. 13/12',
  '10am-4pm on 12-13 December',
  '12-13 Dec 10-4',
  '12. december og 13. december kl. 10-16',
  '12/12 og 13/12 kl. 10-16',
  '12.-13. december, begge dage kl. 10-16',
  'lørdag og søndag den 12.-13. december kl. 10-16',
  'lørdag den 12. og søndag den 13. december kl. 10-16',
])('"%s" is Saturday, Sunday, or from one to the other', (text) => {
  const long = '2026-12-12T10:00 2026-12-13T16:00';
  expect(offered(text)).toEqual(['2026-12-12T10:00 2026-12-12T16:00', '2026-12-13T10:00 2026-12-13T16:00', long]);
  expect(saidDays(text)).toEqual({ count: 2, hours: 'same', long: true });
});

function saidDays(text: string) {
  const answer = parseWhen(text, context);
  return answer.ok ? undefined : answer.understood.days;
}

test.each([
  'lørdag og søndag kl. 10-16',
  'kl. 10-16 lørdag og søndag',
  'lør. og søn. 10-16',
  'lørdag/søndag kl. 10-16',
  'lørdag-søndag kl. 10-16',
  'både lørdag og søndag kl. 10-16',
  'lørdag samt søndag, begge dage kl. 10-16',
  'Sat and Sun 10-4',
  'Sat & Sun 10am-4pm',
  '10am-4pm Sat-Sun',
  '10am-4pm on Saturday and Sunday',
])('"%s" offers both days and the whole', (text) => {
  const long = '2026-11-28T10:00 2026-11-29T16:00';
  expect(offered(text)).toEqual(['2026-11-28T10:00 2026-11-28T16:00', '2026-11-29T10:00 2026-11-29T16:00', long]);
});

test.each([
  ['mandag og onsdag kl. 19-21', ['2026-11-30T19:00 2026-11-30T21:00', '2026-12-02T19:00 2026-12-02T21:00']],
  ['12. og 14. december kl. 10', ['2026-12-12T10:00', '2026-12-14T10:00']],
  [
    'fredag og lørdag i næste uge kl. 22-02',
    ['2026-12-04T22:00 2026-12-05T02:00', '2026-12-05T22:00 2026-12-06T02:00'],
  ],
  ['Monday or Tuesday 7pm', ['2026-11-30T19:00', '2026-12-01T19:00']],
  ['fredag, lørdag og søndag kl. 19', ['2026-11-27T19:00', '2026-11-28T19:00', '2026-11-29T19:00']],
  // On a Wednesday afternoon its morning is over.
  ['onsdag og torsdag kl. 9', ['2026-12-02T09:00', '2026-12-03T09:00']],
  ['lørdag kl. 10-16 og søndag kl. 11-15', ['2026-11-28T10:00 2026-11-28T16:00', '2026-11-29T11:00 2026-11-29T15:00']],
  ['lør 10-16, søn 11-15', ['2026-11-28T10:00 2026-11-28T16:00', '2026-11-29T11:00 2026-11-29T15:00']],
])('"%s" offers each of its days', (text, expected) => {
  expect(offered(text)).toEqual(expected);
  expect(saidDays(text)).toMatchObject({ count: expected.length, long: false });
});

test('of many days the first, the last and the whole are offered', () => {
  expect(offered('1.-20. december kl. 10-16')).toEqual([
    '2026-12-01T10:00 2026-12-01T16:00',
    '2026-12-20T10:00 2026-12-20T16:00',
    '2026-12-01T10:00 2026-12-20T16:00',
  ]);
});

test.each(['fredag kl. 19 og 21', 'fredag kl. 19 eller 20'])('the second hour of "%s" is no day', (text) => {
  const answer = parseWhen(text, context);
  expect(answer).toMatchObject({ ok: false, suggestions: [{ wall: { start: '2026-11-27T19:00' } }] });
});

test.each([
  // The night between them is also from the first day to the last.
  ['12.-13. december kl. 22-02', ['2026-12-12T22:00 2026-12-13T02:00', '2026-12-13T22:00 2026-12-14T02:00']],
  ['12.-13. december kl. 18-24', ['2026-12-12T18:00 2026-12-13T00:00', '2026-12-13T18:00 2026-12-14T00:00']],
])('"%s" is one night or the other', (text, expected) => {
  expect(offered(text)).toEqual(expected);
});

test('days with one hour are offered from that hour on', () => {
  expect(parseWhen('12.-13. december kl. 10', context)).toMatchObject({
    kind: 'no-time',
    understood: { time: { hour: 10, minute: 0 } },
    suggestions: [{ wall: { start: '2026-12-12T10:00', end: null } }],
  });
});

test.each([
  ['kl 19 i morgen tidlig', ['2026-11-26T19:00', '2026-11-26T07:00']],
  ['i morgen tidlig kl. 19-21', ['2026-11-26T19:00 2026-11-26T21:00', '2026-11-26T07:00 2026-11-26T09:00']],
  ['fredag morgen kl. 20', ['2026-11-27T20:00', '2026-11-27T08:00']],
  ['fredag aften kl. 08.30', ['2026-11-27T08:30', '2026-11-27T20:30']],
  ['fredag nat kl. 14', ['2026-11-27T14:00', '2026-11-28T02:00']],
  ['7pm tomorrow morning', ['2026-11-26T19:00', '2026-11-26T07:00']],
  ['juleaften morgen kl. 19', ['2026-12-24T19:00', '2026-12-24T07:00']],
])('"%s" contradicts itself, and both are offered', (text, expected) => {
  expect(offered(text)).toEqual(expected);
});

test.each([
  ['kl. 14-16/12', ['2026-12-16T14:00']],
  ['kl. 14 - 16/12', ['2026-12-16T14:00']],
  ['kl. 14- 16/12', ['2026-12-16T14:00']],
  ['kl. 14 -16/12', ['2026-12-16T14:00']],
  ['kl. 14.00 - 16/12', ['2026-12-16T14:00']],
  ['kl. 14 - 16.12.', ['2026-12-16T14:00']],
  ['2pm - 4/12', ['2026-12-04T14:00']],
  ['kl. 14-16.12.', ['2026-12-16T14:00']],
  ['om 1 m', ['2026-11-25T12:01', '2026-12-25T12:00']],
  ['in 2m', ['2026-11-25T12:02', '2027-01-25T12:00']],
  ['om 1 m kl. 19', ['2026-12-25T19:00']],
])('"%s" is offered, never taken', (text, expected) => {
  expect(offered(text)).toEqual(expected);
});

test.each([
  ['08:00', ['2026-11-27T19:30', '2026-12-04T07:30']],
  ['20:00', ['2026-12-04T07:30', '2026-12-04T19:30']],
])('"fredag halv otte" said on a Friday at %s is also that of the next where it is over', (hour, expected) => {
  const friday = Date.parse(`2026-11-27T${hour}:00+01:00`);
  const answer = parseWhen('fredag halv otte', { ...context, now: friday });
  expect(answer.ok && [answer, ...(answer.unsure?.others ?? [])].map(wall).toSorted()).toEqual(expected);
});

test.each([
  'fredag kl. 19',
  'fredag kl. 8',
  'fredag kl. 9-11',
  'fredag 10-14',
  'fredag kl. 07.30',
  'fredag morgen kl. 7',
  'i aften halv otte',
  'fredag nat kl. 2',
  'natten til lørdag kl. 1',
  'fredag kl. 1 om natten',
  'Friday 12:30 am',
  'fredag 7-9pm',
  'fredag kl. 7-21',
  'fredag kl. 16.00-02.00',
  'juleaften kl. 4',
  'fredag kl. 20 til lørdag kl. 19',
  '24/11 2027 kl. 19',
  'onsdag d. 24. november 2027 kl. 19',
  '2026-12-01 02:30',
  '2026-12-01T01:30:00Z',
])('"%s" means one time', (text) => {
  expect(parseWhen(text, context)).toMatchObject({ ok: true });
  expect(readings(text)).toHaveLength(1);
});

test.each([
  ['hver torsdag kl. 19', '2026-11-26T19:00'],
  ['hver anden mandag kl. 19', '2026-11-30T19:00'],
  ['hver 14. dag, mandag kl. 19', '2026-11-30T19:00'],
  ['torsdage i lige uger kl. 17-19', '2026-11-26T17:00 2026-11-26T19:00'],
  ['torsdage i ulige uger kl. 17', '2026-12-03T17:00'],
  ['Thursdays in odd weeks at 5pm', '2026-12-03T17:00'],
  ['om onsdagen kl. 17', '2026-11-25T17:00'],
  ['hver den 1. lørdag i måneden fra kl. 10-13', '2026-12-05T10:00 2026-12-05T13:00'],
  ['den første onsdag i hver måned kl. 19', '2026-12-02T19:00'],
  ['den 15. i hver måned kl. 10', '2026-12-15T10:00'],
  ['ugentligt, torsdag kl. 19', '2026-11-26T19:00'],
  ['hver dag kl. 12', '2026-11-26T12:00'],
  ['alle onsdage kl. 16', '2026-11-25T16:00'],
  ['Mondays from 4-5 pm', '2026-11-30T16:00 2026-11-30T17:00'],
  ['every other Monday at 19:00', '2026-11-30T19:00'],
  ['every 2 weeks on Monday 7pm', '2026-11-30T19:00'],
])('"%s" cannot come again yet, and its first time is %s', (text, expected) => {
  expect(first(text)).toEqual([expected]);
});

test.each(['alle er velkomne fredag kl. 19', 'hele lørdag', 'lørdag hele dagen kl. 10'])(
  '"%s" does not come again',
  (text) => {
    const answer = parseWhen(text, context);
    expect(answer.ok ? false : answer.understood.repeats).toBe(false);
  },
);

test('whatever is offered is read back as one time', () => {
  const hours = fc.integer({ min: 0, max: 23 });
  const minutes = fc.constantFrom('', '.15', '.30');
  const days = fc.constantFrom('fredag', 'i morgen', '24/11', '1/1', 'lørdag d. 28.', '');
  const text = fc
    .record({ day: days, hour: hours, minute: minutes, end: fc.option(hours) })
    .map(({ day, hour, minute, end }) => `${day} kl. ${hour}${minute}${end === null ? '' : `-${end}`}`);
  fc.assert(
    fc.property(text, (typed) => {
      const answer = parseWhen(typed, context);
      const offered = answer.ok ? [answer, ...(answer.unsure?.others ?? [])] : answer.suggestions;
      for (const moment of offered) {
        const again = parseWhen(canonicalWhen(moment), context);
        expect([typed, again]).toMatchObject([typed, { ok: true, start: moment.start, end: moment.end }]);
        expect(again.ok && again.unsure).toBeUndefined();
      }
    }),
    { numRuns: 500 },
  );
});
