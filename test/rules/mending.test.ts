import { expect, test } from 'vitest';
import type { Question } from '../../src/chat/command.ts';
import type { Form } from '../../src/chat/form.ts';
import { partMistakes, withMistakes } from '../../src/chat/mistakes.ts';
import { textOf } from '../../src/chat/say.ts';
import { renderForm as onDiscord } from '../../src/discord/render/form.ts';
import { mendingFields } from '../../src/dispatch/form.ts';
import { createInput, formFields } from '../../src/meetups/input.ts';
import { renderForm as onSlack } from '../../src/slack/render/form.ts';

const create = { input: createInput, fields: formFields } as unknown as Question<unknown>;
const full = { title: 'Kor', when: 'x', where: 'Hallen', description: 'Noder', duration: 'x', capacity: '9' };

test('what has a mistake is on the form, also where a form does not ask for it; then what must be there, and what was given', () => {
  expect(mendingFields(create, full, { capacity: 'nej' })).toEqual([
    'title',
    'when',
    'where',
    'description',
    'capacity',
  ]);
  expect(mendingFields(create, full, { duration: 'nej', capacity: 'nej' })).toEqual([
    'title',
    'when',
    'where',
    'duration',
    'capacity',
  ]);
  expect(mendingFields(create, { title: 'Kor', duration: 'x' }, { duration: 'nej' })).toContain('duration');
});

test('without mistakes and further values it is the form that there is', () => {
  expect(mendingFields(create, { title: 'Kor' }, {})).toEqual([...formFields]);
});

test('mistakes are kept beside what was typed, and parted from it again', () => {
  const mistakes = { when: 'Hvornår?' };
  expect(partMistakes(withMistakes(full, mistakes))).toEqual({ values: full, mistakes });
  expect(partMistakes(withMistakes(full))).toEqual({ values: full, mistakes: {} });
});

const form = (value: string, picked?: { date: string; time: string }): Form => ({
  id: 'x',
  title: 'Ret',
  submit: 'Gem',
  fields: [
    {
      ...{ name: 'when', label: 'Hvornår?', hint: 'For eksempel', mistake: '⚠️ Den findes ikke', required: true },
      ...{ type: 'moment', maxLength: 200, value, picked, labels: { start: 'Begynder', end: 'Slutter' } },
    },
  ],
});

test('words that no picker can show come back as words on Slack, with the mistake; others as pickers', () => {
  const [words, ...none] = onSlack(form('onsdag kl. 25'), '').blocks as unknown as Record<string, unknown>[];
  expect(words).toMatchObject({
    block_id: 'when',
    hint: { text: '⚠️ Den findes ikke' },
    element: { type: 'plain_text_input', initial_value: 'onsdag kl. 25' },
  });
  expect(none).toEqual([]);
  const pickers = onSlack(form('2026-12-01 19:00'), '').blocks as unknown as Record<string, unknown>[];
  expect(pickers[0]).toMatchObject({ hint: { text: '⚠️ Den findes ikke' }, element: { initial_date: '2026-12-01' } });
  expect(pickers).toHaveLength(3);
  const read = form('i morgen kl. 19', { date: '2026-11-24', time: '19:00' });
  expect(onSlack(read, '').blocks).toHaveLength(3);
});

test('the mistake stands in the place of the hint on Discord, in whole sentences', () => {
  const [field] = form('onsdag kl. 25').fields;
  const hinted = (mistake: string) =>
    onDiscord({ ...form(''), fields: field ? [{ ...field, mistake }] : [] }).components[0] as { description?: string };
  expect(hinted('⚠️ Den findes ikke').description).toBe('⚠️ Den findes ikke');
  const first = '⚠️ Det klokkeslæt findes ikke: ”onsdag kl. 25”. Døgnet går fra kl. 00.00 til 24.00.';
  expect(hinted(`${first} Skriv for eksempel ”på torsdag kl. 19”.`).description).toBe(first);
  expect(hinted('x'.repeat(120)).description).toMatch(/^x{99}…$/);
});

test('a command in a mistake stands in the form as each platform calls it', () => {
  const told = textOf('da', 'meetup.list-empty-organise');
  const { mistakes } = partMistakes(withMistakes(full, { when: told }));
  const [field] = form('').fields;
  const mended = { ...form(''), fields: field ? [{ ...field, mistake: mistakes.when }] : [] };
  expect(JSON.stringify(onDiscord(mended))).toContain('/træf opret');
  expect(JSON.stringify(onSlack(mended, '').blocks)).toContain('/meetup opret');
});
