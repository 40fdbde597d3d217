import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Form, FormField } from '../../src/chat/form.ts';
import { errorsByBlock, readForm, renderForm } from '../../src/slack/render/form.ts';

const line: FormField = { name: 'title', label: 'Titel', required: true, type: 'line', maxLength: 100 };
const when: Extract<FormField, { type: 'moment' }> = {
  name: 'when',
  label: 'Hvornår',
  hint: 'dansk tid',
  required: true,
  type: 'moment',
  maxLength: 200,
  labels: { start: 'Fra', end: 'Til' },
};
const form = (fields: FormField[], more: Partial<Form> = {}): Form => ({
  id: 'run:x',
  title: 'Nyt møde',
  submit: 'Opret',
  fields,
  ...more,
});
const blocks = (fields: FormField[]) => renderForm(form(fields), '{}').blocks;

describe('a form on Slack', () => {
  it('is a modal that carries its id, its words and what must come back', () => {
    expect(renderForm(form([line]), '{"channel":"C1"}')).toMatchObject({
      type: 'modal',
      callback_id: 'run:x',
      private_metadata: '{"channel":"C1"}',
      title: { text: 'Nyt møde' },
      submit: { text: 'Opret' },
      blocks: [{ type: 'input', block_id: 'title', optional: false, label: { text: 'Titel' } }],
    });
  });

  it('asks for a moment with a date picker and two time pickers, set to what was understood', () => {
    const picked = { date: '2027-03-04', time: '19:00', end: '21:30' };
    expect(blocks([{ ...when, picked }])).toMatchObject([
      { block_id: 'when_date', optional: false, label: { text: 'Hvornår' }, element: { initial_date: '2027-03-04' } },
      { block_id: 'when_time', optional: false, label: { text: 'Fra' }, element: { initial_time: '19:00' } },
      { block_id: 'when_end', optional: true, label: { text: 'Til' }, element: { initial_time: '21:30' } },
    ]);
    expect(JSON.stringify(blocks([{ ...when, picked }]))).not.toContain('dansk tid');
  });

  it.each([
    ['2027-03-04 19:00-21:30', ['2027-03-04', '19:00', '21:30']],
    ['2027-03-04 19:00', ['2027-03-04', '19:00', undefined]],
    ['2027-03-04', ['2027-03-04', undefined, undefined]],
  ])('sets the pickers from what they gave before: %s', (value, initial) => {
    const set = blocks([{ ...when, value }]).map((block) => {
      if (!('element' in block)) return undefined;
      if (block.element.type === 'datepicker') return block.element.initial_date;
      return block.element.type === 'timepicker' ? block.element.initial_time : 'no picker';
    });
    expect(set).toEqual(initial);
  });

  it('holds what the fields held, also when that is longer than they take', () => {
    const [short, long] = blocks([
      { ...line, value: 'å'.repeat(100) },
      { ...line, value: 'å'.repeat(120) },
    ]);
    expect(short).toMatchObject({ element: { multiline: false, max_length: 100, initial_value: 'å'.repeat(100) } });
    expect(long).toMatchObject({ element: { max_length: 120, initial_value: 'å'.repeat(120) } });
  });

  const about: FormField = {
    ...line,
    name: 'about',
    type: 'paragraph',
    maxLength: 4000,
    rest: { label: 'Om (resten)', hint: 'De bliver sat sammen igen.' },
  };
  /** Sends a form back as it opened, as Slack tells it; it may trim what stands in an input. */
  const sentBack = (value: string) =>
    Object.fromEntries(
      blocks([{ ...about, value }]).map((block) => {
        const { block_id, element } = block as { block_id: string; element: { initial_value?: string } };
        return [block_id, { value: { value: element.initial_value?.trim() ?? null } }];
      }),
    );

  it('goes on in a second input where a text is longer than one holds, and loses nothing', () => {
    const value = `${'Kulturen lever. '.repeat(200)}SIDSTE LINJE`;
    const [first, rest, ...more] = blocks([{ ...about, value }]);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ block_id: 'about', optional: false, element: { max_length: 3000 } });
    expect(rest).toMatchObject({
      optional: true,
      label: { text: 'Om (resten)' },
      hint: { text: 'De bliver sat sammen igen.' },
      element: { multiline: true, max_length: 3000 },
    });
    expect(readForm(sentBack(value))).toEqual({ about: value });
    expect(errorsByBlock({ about: 'For langt.' }, Object.keys(sentBack(value)))).toEqual({ about: 'For langt.' });
  });

  it('gives back every text as it was, wherever it has to be parted', () => {
    const piece = fc.constantFrom('å'.repeat(700), 'Kulturen lever.', '👩‍👩‍👧', ' ', '\n', '\n\n');
    const texts = fc.array(piece, { minLength: 5, maxLength: 40 }).map((pieces) =>
      pieces
        .join('')
        .replace(/\s*\n\s*\n\s*/g, '\n\n')
        .replace(/ *\n(?!\n) */g, '\n')
        .replace(/ +/g, ' ')
        .trim(),
    );
    fc.assert(
      fc.property(texts, (value) => {
        expect(readForm(sentBack(value))).toEqual({ about: value });
      }),
    );
  });

  it('takes what is left when one of its inputs was emptied', () => {
    const input = (value: string | null) => ({ value: { value } });
    expect(readForm({ about: input('Først'), about_rest11: input(null) })).toEqual({ about: 'Først' });
    expect(readForm({ about: input(null), about_rest12: input('Så') })).toEqual({ about: 'Så' });
    expect(readForm({ about_rest22: input('c'), about_rest11: input('b'), about: input('a') })).toEqual({
      about: 'a b\nc',
    });
  });

  it('offers choices with the present one chosen', () => {
    const options = [
      { value: 'da', label: 'Dansk' },
      { value: 'en', label: 'English' },
    ];
    expect(
      blocks([{ name: 'language', label: 'Sprog', required: false, type: 'choice', options, value: 'en' }]),
    ).toMatchObject([{ optional: true, element: { type: 'static_select', initial_option: { value: 'en' } } }]);
  });

  it('shows 24 characters of its title whole and shortens one more', () => {
    const title = (length: number) =>
      renderForm(form([line], { title: 'x'.repeat(length), submit: 'y'.repeat(length) }), '{}');
    expect(title(24)).toMatchObject({ title: { text: 'x'.repeat(24) }, submit: { text: 'y'.repeat(24) } });
    expect(title(25)).toMatchObject({ title: { text: `${'x'.repeat(23)}…` }, submit: { text: `${'y'.repeat(23)}…` } });
  });

  it('refuses metadata and ids that Slack would refuse', () => {
    expect(() => renderForm(form([line]), 'x'.repeat(3000))).not.toThrow();
    expect(() => renderForm(form([line]), 'x'.repeat(3001))).toThrow(RangeError);
    expect(() => renderForm(form([line], { id: 'x'.repeat(256) }), '{}')).toThrow(RangeError);
  });
});

describe('a filled-in form', () => {
  it('gives values by field, a moment in one', () => {
    expect(
      readForm({
        title: { value: { value: 'Brætspil' } },
        about: { value: { value: null } },
        language: { value: { selected_option: { value: 'da' } } },
        when_date: { value: { selected_date: '2027-03-04' } },
        when_time: { value: { selected_time: '19:00' } },
      }),
    ).toEqual({ title: 'Brætspil', about: '', language: 'da', when: '2027-03-04 19:00' });
  });

  it.each([
    ['2027-03-04', '19:00', '21:30', '2027-03-04 19:00-21:30'],
    ['2027-03-04', '19:00', null, '2027-03-04 19:00'],
    ['2027-03-04', null, null, '2027-03-04'],
    [null, null, null, ''],
  ])('gives of a moment what was picked (%s, %s, %s)', (date, start, end, when) => {
    const state = {
      when_date: { value: { selected_date: date } },
      when_time: { value: { selected_time: start } },
      when_end: { value: { selected_time: end } },
    };
    expect(readForm(state)).toEqual({ when });
  });

  it('shows errors beside their fields, a moment’s beside its start, any other beside the last field', () => {
    expect(
      errorsByBlock({ title: 'Skriv en titel.', when: 'Det er forbi.', secret: 'Nej.' }, [
        'title',
        'when_date',
        'when_time',
        'where',
      ]),
    ).toEqual({ title: 'Skriv en titel.', when_time: 'Det er forbi.', where: 'Nej.' });
  });
});
