import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Command, Subcommand } from '../../src/chat/command.ts';
import { field } from '../../src/chat/input.ts';
import { readTyped } from '../../src/dispatch/typed.ts';

const subcommand = (input: z.ZodObject, whenBare = false): Subcommand<unknown> => ({
  answers: 'privately',
  right: 'anyone',
  whenBare,
  input,
  handle: () => Promise.reject(new Error('not run here')),
});

const meetup: Command<unknown> = {
  name: 'meetup',
  subcommands: new Map([
    ['create', subcommand(z.object({ title: field.line(100), when: field.moment(), where: field.line(100) }))],
    ['list', subcommand(z.object({}))],
  ]),
};
const setup: Command<unknown> = { name: 'setup', subcommands: new Map([['settings', subcommand(z.object({}), true)]]) };

test('reads fields by their names, in Danish and in English', () => {
  const values = { title: 'Brætspil', when: 'fredag kl. 18 til 22', where: 'Medborgerhuset' };
  const danish = 'opret titel: Brætspil hvornår: fredag kl. 18 til 22 hvor: Medborgerhuset';
  const english = 'create where: Medborgerhuset title: Brætspil when: fredag kl. 18 til 22';
  expect(readTyped(meetup, danish)).toEqual({ subcommand: 'create', values });
  expect(readTyped(meetup, english)).toEqual({ subcommand: 'create', values });
});

test('reads fields in their order, parted by bars, and keeps what is too much', () => {
  expect(readTyped(meetup, 'create Brætspil | fredag kl. 18:00 | Medborgerhuset | sal 2').values).toEqual({
    title: 'Brætspil',
    when: 'fredag kl. 18:00',
    where: 'Medborgerhuset | sal 2',
  });
});

test('takes what stands before the first name as the first field', () => {
  expect(readTyped(meetup, 'Opret Lav dit første beat hvor: Studiet').values).toEqual({
    title: 'Lav dit første beat',
    where: 'Studiet',
  });
});

test('a colon in a text is not a field', () => {
  expect(readTyped(meetup, 'create Frivilligmøde: planlægning af RÅ').values).toEqual({
    title: 'Frivilligmøde: planlægning af RÅ',
  });
});

test('the command alone is the menu, or the subcommand that stands for it', () => {
  expect(readTyped(meetup, '').subcommand).toBeNull();
  expect(readTyped(meetup, 'nonsense').subcommand).toBeNull();
  expect(readTyped(setup, ' ').subcommand).toBe('settings');
});

test.each([
  ['blanks before the colon', 'opret titel : Brætspil hvornår\u00a0: fredag kl. 18 hvor : Huset'],
  [
    'signs without a width',
    '\u200bopret\u200b \u2060titel\ufeff: Brætspil hvor\u200bnår: fredag kl. 18 hvor:\u200b Huset',
  ],
  ['letters in two parts, as some phones send them', 'opret titel: Brætspil hvorna\u030ar: fredag kl. 18 hvor: Huset'],
  ['a wide colon', 'OPRET TITEL：Brætspil HVORNÅR：fredag kl. 18 HVOR：Huset'],
  ['a sign before the command', '\u200b opret titel: Brætspil hvornår: fredag kl. 18 hvor: Huset'],
])('%s do not hide the names of fields', (_kind, text) => {
  const { subcommand, values } = readTyped(meetup, text);
  const visible = Object.entries(values).map(([name, value]) => [name, value.replace(/\u200b/g, '').trim()]);
  expect([subcommand, Object.fromEntries(visible)]).toEqual([
    'create',
    { title: 'Brætspil', when: 'fredag kl. 18', where: 'Huset' },
  ]);
});

test('a blank before a colon is no field in the middle of a time or an emoji', () => {
  expect(readTyped(meetup, 'create Mød os hvor :vores-logo: hænger').values).toEqual({
    title: 'Mød os hvor :vores-logo: hænger',
  });
});
