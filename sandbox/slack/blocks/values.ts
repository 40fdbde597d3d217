import { isJson, type Json, objectsOf, stringOf } from '../json.ts';
import { optionsOf } from './objects.ts';

/** Values in the inputs of a surface: by block id, then by action id. */
export type Values = Record<string, Record<string, Json>>;

/** An element that can be used, with the block it is in. */
export interface Found {
  block: Json;
  element: Json;
}

const STATELESS = new Set(['button', 'overflow', 'image', 'plain_text', 'mrkdwn', 'workflow_button']);

/** @returns the elements of blocks that people can use, top to bottom */
export function elementsOf(blocks: readonly Json[]): Found[] {
  return blocks.flatMap((block) => {
    const elements = block.type === 'actions' ? objectsOf(block.elements) : [];
    const others = block.type === 'input' ? block.element : block.type === 'section' ? block.accessory : undefined;
    return [...elements, ...(isJson(others) ? [others] : [])]
      .filter(({ type }) => type !== 'image')
      .map((element) => ({ block, element }));
  });
}

/** The value that an element gives: the name of the field in a payload, and what it starts with. */
interface Kind {
  field: string;
  initial: (element: Json) => unknown;
}

const KINDS: Record<string, Kind> = {
  static_select: { field: 'selected_option', initial: ({ initial_option }) => initial_option ?? null },
  multi_static_select: { field: 'selected_options', initial: ({ initial_options }) => initial_options ?? [] },
  external_select: { field: 'selected_option', initial: ({ initial_option }) => initial_option ?? null },
  multi_external_select: { field: 'selected_options', initial: ({ initial_options }) => initial_options ?? [] },
  users_select: { field: 'selected_user', initial: ({ initial_user }) => initial_user ?? null },
  multi_users_select: { field: 'selected_users', initial: ({ initial_users }) => initial_users ?? [] },
  channels_select: { field: 'selected_channel', initial: ({ initial_channel }) => initial_channel ?? null },
  multi_channels_select: { field: 'selected_channels', initial: ({ initial_channels }) => initial_channels ?? [] },
  conversations_select: {
    field: 'selected_conversation',
    initial: ({ initial_conversation }) => initial_conversation ?? null,
  },
  multi_conversations_select: {
    field: 'selected_conversations',
    initial: ({ initial_conversations }) => initial_conversations ?? [],
  },
  overflow: { field: 'selected_option', initial: () => null },
  datepicker: { field: 'selected_date', initial: ({ initial_date }) => initial_date ?? null },
  timepicker: { field: 'selected_time', initial: ({ initial_time }) => initial_time ?? null },
  datetimepicker: { field: 'selected_date_time', initial: ({ initial_date_time }) => initial_date_time ?? null },
  checkboxes: { field: 'selected_options', initial: ({ initial_options }) => initial_options ?? [] },
  radio_buttons: { field: 'selected_option', initial: ({ initial_option }) => initial_option ?? null },
};

const WRITTEN: Kind = { field: 'value', initial: ({ initial_value }) => initial_value || null };

function kindOf(element: Json): Kind {
  return KINDS[stringOf(element.type)] ?? WRITTEN;
}

/** @returns the element's value as it stands when it is first shown */
function initialValue(element: Json): Json {
  const kind = kindOf(element);
  const zone = element.type === 'timepicker' && element.timezone !== undefined ? { timezone: element.timezone } : {};
  return { type: element.type, [kind.field]: kind.initial(element), ...zone };
}

/** @returns the values of all inputs, those that were entered already where block, element and type are the same */
export function valuesOf(blocks: readonly Json[], entered: Values = {}): Values {
  const values: Values = {};
  for (const { block, element } of elementsOf(blocks)) {
    if (STATELESS.has(stringOf(element.type))) continue;
    const [blockId, actionId] = [stringOf(block.block_id), stringOf(element.action_id)];
    const kept = entered[blockId]?.[actionId];
    values[blockId] ??= {};
    values[blockId][actionId] = kept !== undefined && kept.type === element.type ? kept : initialValue(element);
  }
  return values;
}

/** @returns what stands in an input, as text: option values, ids, or what was written; several parted by commas */
export function textOf(value: Json | undefined, element: Json): string {
  const held = value?.[kindOf(element).field];
  if (Array.isArray(held)) return held.map((one) => (isJson(one) ? stringOf(one.value) : String(one))).join(',');
  if (isJson(held)) return stringOf(held.value);
  return held === null || held === undefined ? '' : String(held);
}

/** @returns the values or ids that are chosen in a menu */
export function chosenIn(value: Json | undefined, element: Json): string[] {
  return textOf(value, element).split(',').filter(Boolean);
}

/** @returns the element's value after `chosen` was put into it; each is a thing of the kind that the element takes */
export function valueWith(element: Json, chosen: readonly unknown[]): Json {
  const { field } = kindOf(element);
  const several = Array.isArray(kindOf(element).initial(element));
  return { ...initialValue(element), [field]: several ? [...chosen] : (chosen[0] ?? null) };
}

/** @returns the option of a menu with this value or label */
export function optionNamed(element: Json, name: string): Json | undefined {
  const options = optionsOf(element);
  return (
    options.find(({ value }) => value === name) ??
    options.find(({ text }) => isJson(text) && stringOf(text.text) === name)
  );
}

/** @returns what a payload repeats of the element beside what was chosen */
export function describedElement(element: Json): Json {
  const { type, action_id, text, value, style, placeholder, url } = element;
  const initials = Object.entries(element).filter(([name]) => name.startsWith('initial_'));
  const fields = { type, action_id, text, value, style, placeholder, url, ...Object.fromEntries(initials) };
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== undefined));
}
