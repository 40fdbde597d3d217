import { expect, test } from 'vitest';
import type { Option } from '../../src/chat/card.ts';
import { renderForm as renderOnDiscord } from '../../src/discord/render/form.ts';
import { proposals } from '../../src/dispatch/proposals.ts';
import { labelsOf } from '../../src/meetups/choice/label.ts';
import { readWanted } from '../../src/meetups/choice/wanted.ts';
import { renderForm as renderOnSlack } from '../../src/slack/render/form.ts';
import { parseDays } from '../../src/time/when/parse-days.ts';

const zone = 'Europe/Copenhagen';
const now = Date.parse('2026-11-23T12:00:00+01:00');
const scene = { zone, now, language: 'da' } as const;
const at = (wall: string) => Date.parse(`${wall}+01:00`);
const line = (title: string, wall: string) => ({ id: title + wall, title, startsAt: at(wall) });

test('meetups of one name are told apart by their date, and on one day by their time', () => {
  const lines = [
    line('Brætspil', '2026-11-26T17:00'),
    line('brætspil', '2026-11-26T19:30'),
    line('Brætspil', '2027-01-07T17:00'),
    line('Filmklub', '2026-11-26T17:00'),
  ];
  expect(labelsOf(lines, scene)).toEqual([
    'Brætspil · tor. 26. nov. kl. 17.00 (dansk tid)',
    'brætspil · tor. 26. nov. kl. 19.30 (dansk tid)',
    'Brætspil · tor. 7. jan. 2027',
    'Filmklub · tor. 26. nov.',
  ]);
  expect(labelsOf(lines, { ...scene, language: 'en' })[1]).toBe('brætspil · Thu 26 Nov, 19:30 (Danish time)');
});

test('a meetup of the night says so: its date alone is read as the evening', () => {
  const lines = [
    line('Stjerner', '2026-11-28T00:30'),
    line('Nytår', '2027-01-01T00:00'),
    line('Løb', '2026-11-28T06:00'),
  ];
  expect(labelsOf(lines, scene)).toEqual([
    'Stjerner · natten til lør. 28. nov.',
    'Nytår · natten til fre. 1. jan. 2027',
    'Løb · lør. 28. nov.',
  ]);
  expect(labelsOf(lines, { ...scene, language: 'en' })[0]).toBe('Stjerner · early on Sat 28 Nov');
});

test('of a long title so much is left out that its date stays, within the smaller limit of the two platforms', () => {
  const [label = ''] = labelsOf([line('Læs højt for hinanden '.repeat(5), '2026-11-26T17:00')], scene);
  expect(label).toMatch(/^Læs højt.*… · tor\. 26\. nov\.$/);
  expect(label.length).toBeLessThanOrEqual(75);
});

test.each([
  ['torsdag', '2026-11-26'],
  ['på torsdag', '2026-11-26'],
  ['Thursday', '2026-11-26'],
  ['26/11', '2026-11-26'],
  ['den 26.', '2026-11-26'],
  ['tor. 26. nov.', '2026-11-26'],
  ['Thu 26 Nov', '2026-11-26'],
  ['3. december', '2026-12-03'],
  ['i dag', '2026-11-23'],
  ['tomorrow', '2026-11-24'],
])('"%s" is a day to choose by', (typed, date) => {
  const [first] = parseDays(typed, scene);
  expect(first).toEqual({ from: at(`${date}T00:00`), to: at(`${date}T00:00`) + 86_400_000 });
});

test('a weekday is also each later such day, and a day with its time is that minute', () => {
  expect(parseDays('torsdag', scene)[5]?.from).toBe(at('2026-12-31T00:00'));
  const start = at('2026-11-26T19:00');
  expect(parseDays('torsdag kl. 19', scene)).toEqual([{ from: start, to: start + 60_000 }]);
});

test.each(['Brætspil', '2', '', 'kl. 19', 'i går', 'snart', '30. februar'])('"%s" is no day to choose by', (typed) => {
  expect(parseDays(typed, scene)).toEqual(typed === 'kl. 19' ? [expect.anything()] : []);
});

test('a title is read as a title before it is read as one with a date or a number', () => {
  const readings = readWanted('Brætspil 2', scene);
  expect(readings[0]).toEqual({ title: 'Brætspil 2', whole: true });
  expect(readings).toContainEqual({ title: 'Brætspil', whole: true, nth: 2 });
  const contained = readings.findIndex(({ title, whole }) => title === 'Brætspil 2' && !whole);
  expect(readings.findIndex(({ nth }) => nth === 2)).toBeLessThan(contained);
});

test.each([
  ['Brætspil torsdag', 'Brætspil', undefined],
  ['Brætspil 26/11', 'Brætspil', undefined],
  ['Brætspil 26', 'Brætspil', undefined],
  ['Brætspil · tor. 26. nov.', 'Brætspil', undefined],
  ['Brætspil (26. november)', 'Brætspil', undefined],
  ['Lav dit første beat 26/11 nr. 2', 'Lav dit første beat', 2],
  ['torsdag', '', undefined],
])('"%s" is a title with a day', (typed, title, nth) => {
  const found = readWanted(typed, scene).find((one) => one.title === title && one.days && one.nth === nth);
  expect(found?.days?.[0]?.from).toBe(at('2026-11-26T00:00'));
});

const options = (count: number): Option[] =>
  Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: `Træf ${index}` }));

test('proposals that are cut say so and how to narrow them; the last one sends what was typed', () => {
  expect(proposals(options(25), '', 'da')).toHaveLength(25);
  const cut = proposals(options(26), 'træ', 'da');
  expect(cut).toHaveLength(25);
  expect(cut.at(-1)).toEqual({ value: 'træ', label: '… Der er flere. Skriv lidt af navnet.' });
  expect(proposals(options(26), ' ', 'da').at(-1)?.value).toBe('…');
});

test('a form whose choice is cut says so and how to narrow it, each platform where its own limit is', () => {
  const form = (count: number) => ({
    id: 'run:meetup/cancel:',
    title: 'Aflys et træf',
    submit: 'Fortsæt',
    fields: [
      {
        type: 'choice' as const,
        name: 'meetup',
        label: 'Hvilket træf?',
        hint: 'Vælg',
        required: true,
        options: options(count),
        cut: 'Her er de første.',
      },
    ],
  });
  const onDiscord = (count: number) => JSON.stringify(renderOnDiscord(form(count)));
  const onSlack = (count: number) => JSON.stringify(renderOnSlack(form(count), ''));
  expect(onDiscord(25)).not.toContain('Her er de første.');
  expect(onDiscord(26)).toContain('Her er de første.');
  expect(onSlack(100)).not.toContain('Her er de første.');
  expect(onSlack(101)).toContain('Her er de første.');
});
