import { CannotDo, type SeenForm } from '../../contract.ts';
import * as types from '../components.ts';
import { type Component, SELECTS, walk } from '../components.ts';
import type { Core } from '../core.ts';
import type { Interaction } from '../interactions.ts';
import type { StoredMessage } from '../messages.ts';
import type { Json } from '../objects.ts';
import { lengthOf } from '../validate/form.ts';
import type { Modal } from '../validate/modal.ts';
import type { Channel, User } from '../world.ts';
import { optionsOf } from './view.ts';

const LISTS = [...SELECTS, types.CHECKBOX_GROUP];
const INPUTS = [types.TEXT_INPUT, types.RADIO_GROUP, types.CHECKBOX, types.FILE_UPLOAD, ...LISTS];

/** A form that is open before a person. */
export interface OpenForm {
  id: string;
  user: User;
  channel: Channel;
  /** The message whose button led to it. */
  message: StoredMessage | undefined;
  modal: Modal;
  /** Values of the fields, by custom id; lists are joined by commas. */
  values: Map<string, string>;
  errors: Record<string, string>;
}

/** The forms that people have open: one each, as a client shows one. */
export class Forms {
  readonly #core: Core;
  readonly #open = new Map<User, OpenForm>();

  constructor(core: Core) {
    this.#core = core;
  }

  open(interaction: Interaction, modal: Modal): SeenForm {
    const { user, channel, message } = interaction;
    const values = new Map(inputsOf(modal).map(({ component }) => [component.custom_id ?? '', presetOf(component)]));
    const form: OpenForm = { id: interaction.id, user, channel, message, modal, values, errors: {} };
    this.#open.set(user, form);
    return this.seen(form);
  }

  /** @throws {CannotDo} when it is not open */
  find(user: User, id: string): OpenForm {
    const form = this.#open.get(user);
    if (form && (form.id === id || form.modal.customId === id)) return form;
    throw new CannotDo('unknown', `"${user.key}" has no form "${id}" open.`);
  }

  of(user: User): SeenForm[] {
    const form = this.#open.get(user);
    return form ? [this.seen(form)] : [];
  }

  /** Closes this form; one that has opened since stays. */
  close(form: OpenForm): void {
    if (this.#open.get(form.user) !== form) return;
    this.#open.delete(form.user);
    this.#core.changed('form', { channel: form.channel, as: form.user.key });
  }

  seen(form: OpenForm): SeenForm {
    return {
      id: form.id,
      title: form.modal.title,
      submit: 'Submit',
      fields: inputsOf(form.modal).map(({ component, label }) => ({
        name: component.custom_id ?? '',
        label: label.label ?? '',
        ...(label.description ? { hint: label.description } : {}),
        type: typeOf(component),
        required: component.required ?? true,
        value: form.values.get(component.custom_id ?? '') ?? '',
        ...(isChoice(component) ? { options: optionsOf(this.#core, form.user, form.channel, component) } : {}),
      })),
      errors: { ...form.errors },
      raw: { custom_id: form.modal.customId, title: form.modal.title, components: form.modal.components },
    };
  }

  /**
   * Fills in fields, and finds what the client would not send.
   * @param values by the field's name; choices by value or label, several parted by commas
   * @throws {CannotDo} for a field that the form does not have
   */
  fill(form: OpenForm, values: Record<string, string>): void {
    const inputs = new Map(inputsOf(form.modal).map(({ component }) => [component.custom_id ?? '', component]));
    for (const [name, value] of Object.entries(values)) {
      const input = inputs.get(name);
      if (!input)
        throw new CannotDo('wrong', `The form has no field "${name}"; there are ${[...inputs.keys()].join(', ')}.`);
      form.values.set(name, isChoice(input) ? this.#chosen(form, input, value) : value);
    }
    form.errors = {};
    for (const [name, input] of inputs) {
      const problem = problemOf(input, form.values.get(name) ?? '');
      if (problem) form.errors[name] = problem;
    }
  }

  /** The form's components as they come back to the bot, and the ids that are chosen in them. */
  submitted({ modal, values }: OpenForm): { components: Json[]; ids: string[] } {
    const ids: string[] = [];
    const back = (component: Component): Json => {
      const { type, id, custom_id } = component;
      if (component.components) return { type, id, components: component.components.map(back) };
      if (component.component) return { type, id, component: back(component.component) };
      if (custom_id === undefined) return { type, id };
      const value = values.get(custom_id) ?? '';
      if (!LISTS.includes(type) && type !== types.FILE_UPLOAD)
        return { type, id, custom_id, value: single(type, value) };
      const list = value === '' ? [] : value.split(',');
      if (SELECTS.includes(type) && type !== types.STRING_SELECT) ids.push(...list);
      return { type, id, custom_id, values: list };
    };
    return { components: modal.components.map(back), ids };
  }

  #chosen(form: OpenForm, input: Component, value: string): string {
    if (value === '') return '';
    const options = optionsOf(this.#core, form.user, form.channel, input);
    const whole = options.find((option) => option.value === value || option.label === value);
    if (whole) return whole.value;
    return value
      .split(',')
      .map((part) => {
        const found = options.find((option) => option.value === part.trim() || option.label === part.trim());
        if (!found) throw new CannotDo('wrong', `"${part.trim()}" cannot be chosen in "${input.custom_id}".`);
        return found.value;
      })
      .join(',');
  }
}

function inputsOf(modal: Modal): { component: Component; label: Component }[] {
  return modal.components.flatMap((top) =>
    walk([top])
      .filter(({ type }) => INPUTS.includes(type))
      .map((component) => ({ component, label: top.type === types.LABEL ? top : component })),
  );
}

function presetOf(component: Component): string {
  if (component.type === types.CHECKBOX) return String(component.default ?? false);
  const options = (component.options ?? []).filter((option) => option.default).map(({ value }) => value);
  return component.value ?? [...options, ...(component.default_values ?? []).map(({ id }) => id)].join(',');
}

function typeOf({ type, style }: Component): SeenForm['fields'][number]['type'] {
  if (type === types.TEXT_INPUT) return style === 2 ? 'paragraph' : 'line';
  return type === types.STRING_SELECT || type === types.RADIO_GROUP ? 'choice' : 'other';
}

function isChoice({ type }: Component): boolean {
  return LISTS.includes(type) || type === types.RADIO_GROUP;
}

function single(type: number, value: string): string | boolean | null {
  if (type === types.CHECKBOX) return value === 'true';
  return type === types.RADIO_GROUP && value === '' ? null : value;
}

/** Problem that the client itself objects to before it sends. */
function problemOf(input: Component, value: string): string | undefined {
  if (value === '') return (input.required ?? true) ? 'This field is required.' : undefined;
  if (input.type === types.TEXT_INPUT) {
    const { min_length: least = 0, max_length: most = 4000 } = input;
    const length = lengthOf(value);
    return length < least || length > most ? `Must be between ${least} and ${most} in length.` : undefined;
  }
  if (!LISTS.includes(input.type)) return undefined;
  const count = value.split(',').length;
  const { min_values: least = 1, max_values: most = 1 } = input;
  return count < least || count > most ? `Choose between ${least} and ${most}.` : undefined;
}
