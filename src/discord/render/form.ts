import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIStringSelectComponent,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import { FORM_FIELDS_MAX, type Form, type FormField } from '../../chat/form.ts';
import { shorten } from '../../chat/shorten.ts';
import { firstOptions } from './controls.ts';
import {
  checkedId,
  FIELD_HINT_MAX,
  FIELD_LABEL_MAX,
  INPUT_MAX,
  INPUT_PLACEHOLDER_MAX,
  MODAL_TITLE_MAX,
  SELECT_OPTIONS_MAX,
} from './limits.ts';
import { plainText } from './plain.ts';

/**
 * @returns the form as a modal; Discord writes the button below it itself, so `submit` is not shown
 * @throws Error for more fields than a modal has
 * @see https://docs.discord.com/developers/components/reference#label
 */
export function renderForm(form: Form): APIModalInteractionResponseCallbackData {
  if (form.fields.length === 0 || form.fields.length > FORM_FIELDS_MAX) {
    throw new Error(`A form has 1 to ${FORM_FIELDS_MAX} fields; ${form.id} has ${form.fields.length}.`);
  }
  return {
    custom_id: checkedId(form.id),
    title: shorten(form.title, MODAL_TITLE_MAX),
    components: form.fields.map(labelled),
  };
}

function labelled(field: FormField): APILabelComponent {
  const cut = field.type === 'choice' && field.options.length > SELECT_OPTIONS_MAX && field.cut;
  const hint = (field.mistake && wholeSentences(plainText(field.mistake))) || cut || field.hint;
  return {
    type: ComponentType.Label,
    label: shorten(field.label, FIELD_LABEL_MAX),
    ...(hint?.trim() && { description: shorten(hint, FIELD_HINT_MAX) }),
    component: field.type === 'choice' && field.options.length > 0 ? choice(field) : textInput(field),
  };
}

const sentences = new Intl.Segmenter('da', { granularity: 'sentence' });

/** @returns as many sentences as a hint takes: all of them stand on the card that led to the form */
function wholeSentences(text: string): string {
  const ends = [...sentences.segment(text)].map(({ index, segment }) => index + segment.trimEnd().length);
  const end = ends.findLast((each) => each <= FIELD_HINT_MAX);
  return end === undefined ? text : text.slice(0, end);
}

function choice(field: Extract<FormField, { type: 'choice' }>): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: checkedId(field.name),
    options: firstOptions(field.options, field.value),
    required: field.required,
    min_values: field.required ? 1 : 0,
    max_values: 1,
  };
}

/** Characters of a line that a phone shows, about. */
const SEEN_IN_LINE = 32;

/** Discord has no date picker: a moment is written in words. A choice of nothing is, too. */
function textInput(field: FormField): APITextInputComponent {
  const { value = '' } = field;
  const placeholder = 'placeholder' in field ? field.placeholder : undefined;
  return {
    type: ComponentType.TextInput,
    custom_id: checkedId(field.name),
    style: isHigh(field, value) ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required: field.required,
    max_length: lengthMax(field, value),
    ...(placeholder && { placeholder: shorten(placeholder, INPUT_PLACEHOLDER_MAX) }),
    ...(value && { value: shorten(value, INPUT_MAX) }),
  };
}

/** Tells a field of several lines. A moment in words has its hours last: in one line a phone cuts them off. */
function isHigh({ type }: FormField, value: string): boolean {
  return type === 'paragraph' || (type === 'moment' && value.length > SEEN_IN_LINE);
}

/**
 * Finds the longest value that a field may show. What somebody typed elsewhere may be longer than the field takes; they
 * shorten it themselves, we never do.
 */
function lengthMax(field: FormField, value: string): number {
  const wanted = 'maxLength' in field ? field.maxLength : INPUT_MAX;
  return Math.min(INPUT_MAX, Math.max(1, wanted, value.length));
}
