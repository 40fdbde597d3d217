import { describe, expect, it } from 'vitest';
import type { Form, FormField } from '../../src/chat/form.ts';
import { renderForm } from '../../src/discord/render/form.ts';

const line = (change: Partial<Extract<FormField, { type: 'line' }>> = {}): FormField => ({
  type: 'line',
  name: 'title',
  label: 'Titel',
  required: true,
  maxLength: 100,
  ...change,
});
const form = (...fields: FormField[]): Form => ({
  id: 'meetup/create',
  title: 'Nyt arrangement',
  submit: 'Vis',
  fields,
});

describe('a form on Discord', () => {
  it('gives a moment that is longer than a line of a phone more lines, and no title', () => {
    const styles = ['i morgen kl. 10', 'fredag den 27. november 2026 kl. 18.00–21.00'].flatMap((value) => {
      const moment: FormField = {
        ...{ type: 'moment', name: 'when', label: 'Hvornår', required: true, maxLength: 200, value },
        labels: { start: 'Start', end: 'Slut' },
      };
      const { components } = renderForm(form(moment, line({ value })));
      return components.map((one) =>
        'component' in one && 'style' in one.component ? one.component.style : undefined,
      );
    });
    expect(styles).toEqual([1, 1, 2, 1]);
  });

  it('is a modal with a label around each field, holding what it held', () => {
    expect(
      renderForm(
        form(
          line({ value: 'Fællesspisning', hint: 'Kort' }),
          {
            type: 'moment',
            name: 'when',
            label: 'Hvornår',
            required: true,
            maxLength: 200,
            placeholder: 'på torsdag kl. 19',
            labels: { start: 'Start', end: 'Slut' },
          },
          { type: 'paragraph', name: 'about', label: 'Om', required: false, maxLength: 1000 },
          {
            type: 'choice',
            name: 'zone',
            label: 'Tidszone',
            required: false,
            value: 'b',
            options: [
              { value: 'a', label: 'A' },
              { value: 'b', label: 'B', description: 'Den anden' },
            ],
          },
        ),
      ),
    ).toEqual({
      custom_id: 'meetup/create',
      title: 'Nyt arrangement',
      components: [
        {
          type: 18,
          label: 'Titel',
          description: 'Kort',
          component: {
            type: 4,
            custom_id: 'title',
            style: 1,
            required: true,
            max_length: 100,
            value: 'Fællesspisning',
          },
        },
        {
          type: 18,
          label: 'Hvornår',
          component: {
            type: 4,
            custom_id: 'when',
            style: 1,
            required: true,
            max_length: 200,
            placeholder: 'på torsdag kl. 19',
          },
        },
        {
          type: 18,
          label: 'Om',
          component: { type: 4, custom_id: 'about', style: 2, required: false, max_length: 1000 },
        },
        {
          type: 18,
          label: 'Tidszone',
          component: {
            type: 3,
            custom_id: 'zone',
            required: false,
            min_values: 0,
            max_values: 1,
            options: [
              { value: 'a', label: 'A' },
              { value: 'b', label: 'B', description: 'Den anden', default: true },
            ],
          },
        },
      ],
    });
  });

  it('shortens its title at 46 characters, not at 45', () => {
    const title = (length: number) => renderForm({ ...form(line()), title: 'a'.repeat(length) }).title;
    expect([title(45), title(46)]).toEqual(['a'.repeat(45), `${'a'.repeat(44)}…`]);
  });

  it('never cuts what somebody typed before: the field takes more instead', () => {
    expect(renderForm(form(line({ maxLength: 10, value: 'a'.repeat(12) }))).components).toMatchObject([
      { component: { max_length: 12, value: 'a'.repeat(12) } },
    ]);
  });

  it('asks in words where there is nothing to choose from', () => {
    const choice: FormField = { type: 'choice', name: 'which', label: 'Hvilket', required: true, options: [] };
    expect(renderForm(form(choice)).components).toMatchObject([{ component: { type: 4 } }]);
  });

  it('has at most five fields', () => {
    expect(() => renderForm(form(...Array.from({ length: 6 }, () => line())))).toThrow(/1 to 5/);
  });
});
