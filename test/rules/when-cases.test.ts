import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkCase, readCases } from '../../scripts/cases.ts';
import { parseWhen } from '../../src/time/when/parse-when.ts';

const folder = new URL('../cases/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');

test.each(['when', 'when.more', 'when.listings', 'when.kinds'].flatMap((name) => [`${name}.da.tsv`, `${name}.en.tsv`]))(
  'every case of %s is right',
  (name) => {
    const cases = readCases(read(name));
    const misses = cases.flatMap((example) => {
      const miss = checkCase(example);
      return miss ? [{ line: example.line, phrase: example.phrase, ...miss }] : [];
    });
    expect(cases.length).toBeGreaterThan(20);
    expect(misses).toEqual([]);
  },
);

test('every time in the programme of the festival is understood', () => {
  const { meetups } = JSON.parse(read('festival.json')) as { meetups: { when: string }[] };
  const now = Date.parse('2026-11-23T12:00:00+01:00');
  const answers = meetups.map(({ when }) => {
    const answer = parseWhen(when, { now, zone: 'Europe/Copenhagen' });
    return [when, answer.ok ? [answer.wall.start, answer.wall.end].join(' ').trim() : answer.kind];
  });
  expect(Object.fromEntries(answers)).toEqual({
    'lørdag kl. 13-16': '2026-11-28T13:00 2026-11-28T16:00',
    'på torsdag kl. 17': '2026-11-26T17:00',
    'næste onsdag 18.30-20.30': '2026-12-02T18:30 2026-12-02T20:30',
    'fredag kl. 18 til 22': '2026-11-27T18:00 2026-11-27T22:00',
    'om to uger kl. 19': '2026-12-07T19:00',
    'lørdag den 12/6 kl 14': '2027-06-12T14:00',
    '12/6 kl. 19.30-23': '2027-06-12T19:30 2027-06-12T23:00',
    'tirsdag i næste uge kl. 15.30': '2026-12-01T15:30',
    'den sidste søndag i april kl. 11': '2027-04-25T11:00',
    'i morgen kl. 20': '2026-11-24T20:00',
    'næste lørdag kl. 22-02': '2026-12-05T22:00 2026-12-06T02:00',
    'sankthansaften kl. 18': '2027-06-23T18:00',
  });
});

test('a file of cases may have comments, empty phrases and no end', () => {
  const text = '# now\tzone\tphrase\tstart\tend\r\n\r\n2026-11-23T12:00:00+01:00\tEurope/Copenhagen\t\t!unclear\r\n';
  const [example, ...others] = readCases(text);
  expect(others).toEqual([]);
  expect(example).toMatchObject({ line: 3, phrase: '', start: '!unclear', end: '' });
  expect(example && checkCase(example)).toBeNull();
});

test('a missed case says what was expected and what came', () => {
  const line = '2026-11-23T12:00:00+01:00\tEurope/Copenhagen\tkl. 19-21\t2026-11-23T19:00:00+01:00\t';
  const [example] = readCases(line);
  expect(example && checkCase(example)).toEqual({
    expected: '2026-11-23T19:00:00+01:00 ',
    got: '2026-11-23T19:00:00+01:00 2026-11-23T21:00:00+01:00',
  });
});
