import { useId } from 'preact/hooks';
import { type Json, objectOf, stringOf } from '../../../slack/json.ts';
import { html, type View } from '../html.ts';
import { CheckGroup } from '../parts/check-group.ts';
import { complaint } from '../parts/complaint.ts';
import { Select } from '../parts/select.ts';
import type { Field, Filling } from '../parts/use-form.ts';
import { useSpeech } from '../say.ts';
import { choicesOf } from './choices.ts';
import { plainText } from './text-object.ts';

/** The browser's own pickers, as Slack has its own. */
const INPUT_TYPES: Record<string, string> = {
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'text',
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

/** An input block: https://docs.slack.dev/reference/block-kit/blocks/input-block */
export function SlackField({ block, field, filling }: { block: Json; field: Field; filling: Filling }): View {
  const { say } = useSpeech();
  const id = useId();
  const element = objectOf(block.element);
  const error = filling.errorOf(field);
  const described = [error && `${id}-error`, field.hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
  return html`<div class="field">
    <label class="field-label" for=${id}>
      ${field.label}${!field.required && html` <span class="optional">${say('field.optional')}</span>`}
    </label>
    <${Input} ...${{ element, field, filling, id, described }} />
    ${error && html`<p id=${`${id}-error`} class="field-error">${complaint(error, say)}</p>`}
    ${field.hint && html`<p id=${`${id}-hint`} class="field-hint">${field.hint}</p>`}
  </div>`;
}

interface InputProps {
  element: Json;
  field: Field;
  filling: Filling;
  id: string;
  described: string | undefined;
}

function Input({ element, field, filling, id, described }: InputProps): View {
  const { say } = useSpeech();
  const type = stringOf(element.type);
  const value = filling.value(field);
  const shared = {
    id,
    'aria-describedby': described,
    'aria-invalid': filling.errorOf(field) ? true : null,
    'aria-required': field.required,
    placeholder: plainText(element.placeholder),
    autocomplete: 'off',
    onInput: (event: Event) => filling.fill(field, enteredIn(event.target as HTMLInputElement)),
  };
  if (element.multiline === true) return html`<textarea ...${shared} rows="4" value=${value}></textarea>`;
  const inputType = INPUT_TYPES[type];
  if (inputType) return html`<input ...${shared} type=${inputType} value=${shownIn(inputType, value)} />`;
  if (/external_select$/.test(type)) return html`<input ...${shared} type="text" value=${value} />`;
  if (field.options === undefined) return html`<p id=${id} class="field-hint">${say('unknown.part', { type })}</p>`;
  const choices = choicesOf(element, field.options);
  const chosen = value.split(',').filter(Boolean);
  const onChoose = (values: string[]) => filling.fill(field, values.join(','));
  if (type === 'checkboxes' || type === 'radio_buttons') {
    return html`<${CheckGroup} label=${field.label} choices=${choices} chosen=${chosen} several=${type === 'checkboxes'} onChoose=${onChoose} />`;
  }
  return html`<${Select}
    id=${id}
    label=${field.label}
    placeholder=${plainText(element.placeholder) || say('select.choose')}
    choices=${choices}
    selected=${chosen}
    most=${type.startsWith('multi_') ? Number(element.max_selected_items ?? choices.length) : 1}
    invalid=${filling.errorOf(field) !== undefined}
    describedBy=${described}
    onChoose=${onChoose}
  />`;
}

/** A date with a time is seconds since the epoch on Slack; a browser's picker has it in words of the local zone. */
function enteredIn({ type, value }: HTMLInputElement): string {
  if (type !== 'datetime-local' || value === '') return value;
  return String(Math.floor(new Date(value).getTime() / 1000));
}

function shownIn(type: string, value: string): string {
  if (type !== 'datetime-local' || value === '') return value;
  const at = new Date(Number(value) * 1000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
