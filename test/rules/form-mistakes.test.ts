import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { addressChecks } from '../../src/announcements/input.ts';
import type { Question } from '../../src/chat/command.ts';
import { field, fieldsOf, type InputSchema, VALUE_MAX } from '../../src/chat/input.ts';
import { loadCommands } from '../../src/chat/load.ts';
import { UserError } from '../../src/chat/user-error.ts';
import type { Context } from '../../src/communities/context.ts';
import { readInput } from '../../src/dispatch/input.ts';
import { mistakesText } from '../../src/dispatch/validation.ts';
import { buttonsOf } from '../../src/feature-list.ts';
import { FEATURES } from '../../src/features.ts';

/** Parts of a call that reading a form needs where nothing is looked up. */
const context = { language: 'da', zone: 'Europe/Copenhagen', now: Date.parse('2026-11-23T11:00:00Z') } as Context;
const commands = await loadCommands<Context>(fileURLToPath(new URL('../../commands', import.meta.url)));
const buttons = buttonsOf(FEATURES);
const questions = [
  ...[...commands].flatMap(([name, { subcommands }]) =>
    [...subcommands].map(([sub, one]) => [`${name} ${sub}`, one as Question<Context>] as const),
  ),
  ...[...buttons].flatMap(([name, { question }]) => (question ? [[name, question] as const] : [])),
];

/** @returns what is said about one field alone, without the checks that ask a database */
async function said(input: InputSchema, name: string, value: string): Promise<string> {
  const checks = name === 'link' || name === 'image' ? addressChecks : {};
  const read = await readInput(context, { input, checks } as unknown as Question<Context>, {
    args: {},
    values: { [name]: value },
    shown: {},
  });
  return 'mistakes' in read ? String(read.mistakes[name] ?? '') : '';
}

const fieldsOfType = (...types: string[]) =>
  questions.flatMap(([form, { input }]) =>
    fieldsOf(input)
      .filter(({ type, maxLength }) => types.includes(type) && maxLength < VALUE_MAX)
      .map((one) => [form, one.name, input, one] as const),
  );

test.each(fieldsOfType('line', 'paragraph', 'pick'))(
  '%s: %s is too long, by how much',
  async (_form, name, input, { maxLength }) => {
    const most = maxLength.toLocaleString('da');
    const length = (maxLength + 1).toLocaleString('da');
    expect(await said(input, name, 'x'.repeat(maxLength + 1))).toBe(
      `Det er ${length} tegn langt. Der er plads til ${most}.`,
    );
    expect(await said(input, name, 'x'.repeat(maxLength))).not.toContain('tegn langt');
  },
);

describe.each(fieldsOfType('integer'))('%s: %s', (_form, name, input, { minimum, maximum }) => {
  test.each([
    ['1000000000', 'for stort'],
    ['9'.repeat(400), 'for stort'],
    ['1.000.000.000 pladser', 'for stort'],
    [String((maximum ?? 0) + 1), 'for stort'],
    ['0', 'for lille'],
    ['-12', 'for lille'],
    ['2,5', 'ikke et helt tal'],
    ['12.75', 'ikke et helt tal'],
    ['mange', 'kan jeg ikke læse som et tal'],
    ['1/2', 'kan jeg ikke læse som et tal'],
    ['10-20', 'kan jeg ikke læse som et tal'],
  ])('%.20s: %s', async (typed, words) => expect(await said(input, name, typed)).toContain(words));

  test.each(['12', '12 pladser', '1.200', '1,200', '1 200', '012'])('%s is a number', async (typed) => {
    expect(minimum).toBe(1);
    expect(await said(input, name, typed)).toBe('');
  });
});

test.each(['link', 'image'])('each kind of mistake in an address is named (%s)', async (name) => {
  const input = z.object({ link: field.address().optional(), image: field.address().optional() });
  const long = `https://a.dk/${'x'.repeat(496)}.png`;
  expect(await said(input, name, long)).toBe(
    'Linket er 513 tegn langt, når en browser sender det. Der er plads til 512. Brug et kortere link.',
  );
  expect(await said(input, name, 'https://a.dk/en fin plakat.png')).toContain('Der er et mellemrum');
  expect(await said(input, name, 'ftp://a.dk/x.png')).toContain('skal begynde med https://');
  expect(await said(input, name, 'https://me:pw@a.dk/x.png')).toContain('brugernavn');
  expect(await said(input, name, 'plakaten')).toContain('er ikke et link');
  expect(await said(input, name, 'https://a.dk/x.png')).toBe('');
});

test('an image that is a link, but none of an image, is told so', async () => {
  const input = z.object({ image: field.address() });
  expect(await said(input, 'image', 'https://a.dk/plakat.pdf')).toContain('plakat.pdf” som billede');
});

test('everything that is wrong with a form is said at once, in the order of its fields', async () => {
  const input = z.object({
    title: field.line(5),
    link: field.address().optional(),
    places: field.integer(1, 10),
    topic: field.pick(),
  });
  const topic = async (_context: Context, typed: string) => {
    throw new UserError('topic-unknown', { typed, names: 'Alt' }, 'topic');
  };
  const question = { input, checks: { topic, ...addressChecks } } as unknown as Question<Context>;
  const values = { title: 'For lang', link: 'nej', places: '1000000000', topic: 'Intet' };
  const read = await readInput(context, question, { args: {}, values, shown: {} });
  const mistakes = 'mistakes' in read ? read.mistakes : {};
  expect(Object.keys(mistakes)).toEqual(['title', 'link', 'places', 'topic']);
  const texts = mistakesText('da', 'announce/write', { title: mistakes.title ?? '', link: mistakes.link ?? '' });
  expect(JSON.stringify(texts)).toMatch(/8 tegn langt.*er ikke et link/);
});

test('a check is not asked about what its field refuses already, nor about what was not given', async () => {
  const asked: string[] = [];
  const input = z.object({ title: field.line(5), topic: field.pick().optional() });
  const note = (_context: Context, typed: string) => asked.push(typed);
  const question = { input, checks: { title: note, topic: note } } as unknown as Question<Context>;
  await readInput(context, question, { args: {}, values: { title: 'For lang' }, shown: {} });
  await readInput(context, question, { args: {}, values: { title: 'Kort' }, shown: {} });
  expect(asked).toEqual(['Kort']);
});

test('what a check fails at by a mistake of ours is no mistake in the form', async () => {
  const input = z.object({ title: field.line(5) });
  const fails = () => {
    throw new Error('bug');
  };
  const read = readInput(context, { input, checks: { title: fails } } as unknown as Question<Context>, {
    args: {},
    values: { title: 'Kort' },
    shown: {},
  });
  await expect(read).rejects.toThrow('bug');
});
