import type { types } from '@slack/bolt';
import type { Form, FormField } from '../../chat/form.ts';
import type { Mistakes } from '../../chat/mistakes.ts';
import { characterBreak, ELLIPSIS, shorten } from '../../chat/shorten.ts';
import { withEmoji } from '../emoji/shortcodes.ts';
import { clean } from './clean.ts';
import { plain, slackOptions } from './controls.ts';
import {
  ACTION_ID_MAX,
  HINT_MAX,
  INPUT_MAX,
  LABEL_MAX,
  MODAL_BLOCKS_MAX,
  MODAL_SUBMIT_MAX,
  MODAL_TITLE_MAX,
  OPTIONS_MAX,
  PLACEHOLDER_MAX,
  PRIVATE_METADATA_MAX,
} from './limits.ts';
import { plainWords } from './rich-text.ts';

/** The one input in each block is found by its block; this names it. */
export const INPUT_ACTION = 'value';

/** Names that the blocks of a moment end with, in their order. */
const PICKERS = ['_date', '_time', '_end'] as const;

/**
 * Joints at which a text that is longer than an input is parted. Slack may trim what stands in an input, so the joint
 * stands in the id of the block that goes on after it: "text_rest12" is the second input of "text", after a line break.
 */
const JOINTS = ['', ' ', '\n', '\n\n'] as const;
type Joint = (typeof JOINTS)[number];
const REST = /^(?<field>.+)_rest\d(?<joint>[0-3])$/;

type Moment = Extract<FormField, { type: 'moment' }>;
type Typed = Extract<FormField, { type: 'line' | 'paragraph' }>;

/** Slack's account of a filled-in form: by block, then by action. */
export type ViewState = Record<string, Record<string, InputState | null> | null>;

interface InputState {
  value?: string | null;
  selected_option?: { value: string } | null;
  selected_date?: string | null;
  selected_time?: string | null;
}

/**
 * Draws a form as a modal. Each field is a block of its name; a moment is three, for Slack's date and time pickers, and
 * what is longer than an input is as many as it takes.
 * @param metadata comes back with the values
 * @throws {RangeError} when an id, an option's value or the metadata is longer than Slack takes
 */
export function renderForm(form: Form, metadata: string): types.ModalView {
  if (form.id.length > ACTION_ID_MAX)
    throw new RangeError(`A form's id is at most ${ACTION_ID_MAX} characters on Slack, not ${form.id.length}.`);
  return {
    ...modal(form.title, metadata, form.fields.flatMap(inputBlocks)),
    callback_id: form.id,
    // Otherwise nothing tells that it was closed unsent.
    notify_on_close: true,
    submit: plain(shorten(clean(form.submit), MODAL_SUBMIT_MAX) || ELLIPSIS),
  };
}

/**
 * @returns a modal without inputs: a card, or the words that stand there until the form is ready
 * @throws {RangeError}
 */
export function modal(title: string, metadata: string, blocks: types.KnownBlock[]): types.ModalView {
  if (metadata.length > PRIVATE_METADATA_MAX)
    throw new RangeError(`A modal's metadata is at most ${PRIVATE_METADATA_MAX} characters.`);
  return {
    type: 'modal',
    title: plain(shorten(clean(title).replaceAll('\n', ' '), MODAL_TITLE_MAX) || ELLIPSIS),
    private_metadata: metadata,
    blocks: blocks.slice(0, MODAL_BLOCKS_MAX),
  };
}

/**
 * @returns values by field: a moment as "YYYY-MM-DD HH:mm" or "YYYY-MM-DD HH:mm-HH:mm", as far as it was picked; "" for
 * what was left empty
 */
export function readForm(state: ViewState): Record<string, string> {
  const byBlock = new Map(
    Object.entries(state).map(([block, inputs]) => [block, inputValue(Object.values(inputs ?? {})[0] ?? {})]),
  );
  return Object.fromEntries(
    [...new Set([...byBlock.keys()].map(fieldOf))].map((name) => {
      const [date, start, end] = PICKERS.map((suffix) => byBlock.get(name + suffix));
      const moment = [date, end ? `${start}-${end}` : start].filter(Boolean).join(' ');
      return [name, withRest(name, byBlock.get(name) ?? moment, byBlock)];
    }),
  );
}

/** @returns the value of a field with what its further inputs hold */
function withRest(name: string, first: string, byBlock: ReadonlyMap<string, string>): string {
  const rests = [...byBlock].filter(([block]) => REST.exec(block)?.groups?.field === name).toSorted();
  return rests.reduce((text, [block, rest]) => {
    const joint = JOINTS[Number(REST.exec(block)?.groups?.joint)] ?? '';
    return [text, rest].filter((part) => part !== '').join(joint);
  }, first);
}

function inputValue(input: InputState): string {
  if (input.value) return withEmoji(input.value);
  return input.value ?? input.selected_option?.value ?? input.selected_date ?? input.selected_time ?? '';
}

/**
 * @param blocks block ids of the form, in order
 * @returns the errors by block, as Slack wants them: a moment's beside its start, one of no field beside the last field
 */
export function errorsByBlock(mistakes: Mistakes, blocks: readonly string[]): Record<string, string> {
  const byBlock: Record<string, string> = {};
  for (const [name, text] of Object.entries(mistakes)) {
    const error = plainWords(text);
    const block = [name, `${name}_time`].find((one) => blocks.includes(one)) ?? blocks.at(-1);
    if (block === undefined) continue;
    byBlock[block] = byBlock[block] ? `${byBlock[block]} ${error}` : error;
  }
  return byBlock;
}

/** @returns the field that a block belongs to; that of a picker, and of a text's rest, carries a suffix */
function fieldOf(block: string): string {
  const rest = REST.exec(block)?.groups?.field;
  if (rest !== undefined) return rest;
  for (const suffix of PICKERS) if (block.endsWith(suffix)) return block.slice(0, -suffix.length);
  return block;
}

function inputBlocks(field: FormField): types.InputBlock[] {
  if (field.type === 'moment' && !isInWords(field)) return pickers(field);
  if (fieldOf(field.name) !== field.name) throw new RangeError(`On Slack a field's name cannot be "${field.name}".`);
  if (field.type === 'choice') {
    const hint = mistakeOf(field) || (field.options.length > OPTIONS_MAX && field.cut) || field.hint;
    return [{ ...input(field, field.name, field.label, hint), element: choice(field) }];
  }
  const block = input(field, field.name, field.label, mistakeOf(field) || field.hint);
  const rest = 'rest' in field ? field.rest : undefined;
  const [first, ...rests] = partsOf(clean(field.value ?? ''));
  return [
    { ...block, element: textInput(field, first?.text ?? '') },
    ...rests.map(
      ({ joint, text }, index): types.InputBlock => ({
        ...input(
          { required: false },
          `${field.name}_rest${index + 1}${JOINTS.indexOf(joint)}`,
          rest?.label ?? field.label,
          rest?.hint,
        ),
        element: textInput(field, text),
      }),
    ),
  ];
}

const mistakeOf = ({ mistake }: FormField): string | undefined => (mistake ? plainWords(mistake) : undefined);

/** @returns the value in parts that each fit an input: parted between paragraphs, lines or words where that can be */
function partsOf(value: string): { joint: Joint; text: string }[] {
  const parts: { joint: Joint; text: string }[] = [];
  let joint: Joint = '';
  let left = value;
  while (left.length > INPUT_MAX) {
    const next = JOINTS.findLast((one) => one !== '' && left.lastIndexOf(one, INPUT_MAX) > INPUT_MAX / 2) ?? '';
    const end = next === '' ? characterBreak(left, INPUT_MAX) : left.lastIndexOf(next, INPUT_MAX);
    parts.push({ joint, text: left.slice(0, end) });
    left = left.slice(end + next.length);
    joint = next;
  }
  return [...parts, { joint, text: left }];
}

/** Words that no picker can show come back as they were typed. */
const isInWords = ({ value, picked }: Moment) =>
  value !== undefined && value !== '' && !picked && pickedFrom(value).date === undefined;

/** Without the field's hint: it says which words can be typed, and nothing is typed here. */
function pickers(field: Moment): types.InputBlock[] {
  const { date, time, end } = field.picked ?? pickedFrom(field.value);
  const [day, start, stop] = PICKERS.map((suffix) => field.name + suffix) as [string, string, string];
  return [
    {
      ...input(field, day, field.label, mistakeOf(field)),
      element: { type: 'datepicker', ...picked('initial_date', date) },
    },
    { ...input(field, start, field.labels.start), element: { type: 'timepicker', ...picked('initial_time', time) } },
    {
      ...input({ required: false }, stop, field.labels.end),
      element: { type: 'timepicker', ...picked('initial_time', end) },
    },
  ];
}

function picked(key: 'initial_date' | 'initial_time', value: string | undefined) {
  return { action_id: INPUT_ACTION, ...(value ? { [key]: value } : {}) };
}

/** Reads what the pickers gave before; free words have no place in them. */
function pickedFrom(value = ''): { date?: string; time?: string; end?: string } {
  return /^(?<date>\d{4}-\d{2}-\d{2})(?: (?<time>\d{2}:\d{2})(?:-(?<end>\d{2}:\d{2}))?)?$/.exec(value)?.groups ?? {};
}

function input(
  { required }: { required: boolean },
  block: string,
  label: string,
  hint?: string,
): Omit<types.InputBlock, 'element'> {
  return {
    type: 'input',
    block_id: block,
    label: plain(shorten(clean(label), LABEL_MAX) || ELLIPSIS),
    optional: !required,
    ...(hint ? { hint: plain(shorten(clean(hint), HINT_MAX)) } : {}),
  };
}

function choice(field: Extract<FormField, { type: 'choice' }>): types.InputBlock['element'] {
  const options = slackOptions(field.options);
  const selected = options.find((option) => option.value === field.value);
  return {
    type: 'static_select',
    action_id: INPUT_ACTION,
    options,
    ...(selected ? { initial_option: selected } : {}),
  };
}

/**
 * Finds the longest value that a field may show. What somebody typed elsewhere may be longer than the field takes; they
 * shorten it themselves, we never do.
 */
function textInput(field: Typed | Moment, value: string): types.InputBlock['element'] {
  return {
    type: 'plain_text_input',
    action_id: INPUT_ACTION,
    multiline: field.type === 'paragraph',
    max_length: Math.min(Math.max(field.maxLength, value.length), INPUT_MAX),
    ...(value ? { initial_value: value } : {}),
    ...(field.placeholder ? { placeholder: plain(shorten(clean(field.placeholder), PLACEHOLDER_MAX)) } : {}),
  };
}
