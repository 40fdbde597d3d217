import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Command, Subcommand } from '../../src/chat/command.ts';
import { field } from '../../src/chat/input.ts';
import { readTyped } from '../../src/chat/typed.ts';

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
