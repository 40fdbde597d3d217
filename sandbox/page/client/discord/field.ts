import { useId } from 'preact/hooks';
import * as types from '../../../discord/components.ts';
import { html, type View } from '../html.ts';
import { CheckGroup } from '../parts/check-group.ts';
import { complaint } from '../parts/complaint.ts';
import { Select } from '../parts/select.ts';
import type { Field, Filling } from '../parts/use-form.ts';
import { useSpeech } from '../say.ts';
import { choicesOf } from './choices.ts';

interface Props {
  component: types.Component;
  field: Field;
  filling: Filling;
}

const PARAGRAPH = 2;

/** A field of a modal, with its label, its hint and what is wrong with it. */
export function DiscordField({ component, field, filling }: Props): View {
  const { say } = useSpeech();
  const id = useId();
  const error = filling.errorOf(field);
  const described = [field.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return html`<div class="field">
    <label class="field-label" for=${id}>
      ${field.label}${field.required && html`<span class="required" aria-hidden="true"> *</span>`}
    </label>
    ${field.hint && html`<p id=${`${id}-hint`} class="field-hint">${field.hint}</p>`}
    <${Input} ...${{ component, field, filling, id, described }} />
    ${error && html`<p id=${`${id}-error`} class="field-error">${complaint(error, say)}</p>`}
  </div>`;
}

function Input(props: Props & { id: string; described: string | undefined }): View {
  const { component, field, filling, id, described } = props;
  const { say } = useSpeech();
  const shared = {
    id,
    'aria-describedby': described,
    'aria-invalid': filling.errorOf(field) ? true : null,
    'aria-required': field.required,
    value: filling.value(field),
    placeholder: component.placeholder,
    maxLength: component.max_length,
    onInput: (event: Event) => filling.fill(field, (event.target as HTMLInputElement).value),
  };
  const chosen = filling.value(field).split(',').filter(Boolean);
  const onChoose = (values: string[]) => filling.fill(field, values.join(','));
  const choices = choicesOf(component, field.options ?? []);
  switch (component.type) {
    case types.TEXT_INPUT:
      return component.style === PARAGRAPH
        ? html`<textarea ...${shared} rows="4"></textarea>`
        : html`<input ...${shared} type="text" autocomplete="off" />`;
    case types.RADIO_GROUP:
    case types.CHECKBOX_GROUP: {
      const several = component.type === types.CHECKBOX_GROUP;
      return html`<${CheckGroup} label=${field.label} choices=${choices} chosen=${chosen} several=${several} onChoose=${onChoose} />`;
    }
    case types.CHECKBOX:
      return html`<${CheckGroup}
        label=${field.label}
        choices=${[{ value: 'true', label: field.label }]}
        chosen=${chosen}
        several=${true}
        onChoose=${(values: string[]) => filling.fill(field, String(values.includes('true')))}
      />`;
    case types.FILE_UPLOAD:
      return html`<p id=${id} class="field-hint">${say('field.no-files')}</p>`;
    default:
      return html`<${Select}
        id=${id}
        label=${field.label}
        placeholder=${component.placeholder || say('select.choose')}
        choices=${choices}
        selected=${chosen}
        most=${component.max_values ?? 1}
        invalid=${filling.errorOf(field) !== undefined}
        describedBy=${described}
        onChoose=${onChoose}
      />`;
  }
}
