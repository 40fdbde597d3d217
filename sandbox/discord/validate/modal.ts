import * as types from '../components.ts';
import { type Component, number, SELECTS } from '../components.ts';
import { checkUnique, readId, readTextDisplay, readType } from './components.ts';
import { compact, type Fields, lengthOf } from './form.ts';
import { readOptions, readSelect } from './selects.ts';

const { CHECKBOX, CHECKBOX_GROUP, FILE_UPLOAD, LABEL, RADIO_GROUP, ROW, TEXT_DISPLAY, TEXT_INPUT } = types;
const IN_LABEL = [TEXT_INPUT, ...SELECTS, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX];
const TEXT_MAX = 4000;
const GROUP_MAX = 10;

export interface Modal {
  customId: string;
  title: string;
  components: Component[];
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
export function readModal(fields: Fields): Modal {
  const customId = fields.text('custom_id', { min: 1, max: 100, required: true }) ?? '';
  const title = fields.text('title', { min: 1, max: 45, required: true }) ?? '';
  const list = fields.objects('components', { min: 1, max: 5, required: true }) ?? [];
  const components = list.flatMap((each) => {
    const component = readTop(each);
    return component ? [component] : [];
  });
  checkUnique(fields, components);
  number(components);
  return { customId, title, components };
}

/** A text input in an action row is the older form, discouraged and still taken. */
function readTop(fields: Fields): Component | undefined {
  const type = readType(fields, [ROW, TEXT_DISPLAY, LABEL]);
  if (type === undefined) return undefined;
  const rest = type === LABEL ? readLabel(fields) : type === ROW ? readOldRow(fields) : readTextDisplay(fields);
  return compact<Component>({ type, id: readId(fields), ...rest });
}

function readLabel(fields: Fields): Partial<Component> {
  const child = fields.object('component', { required: true });
  return compact<Partial<Component>>({
    label: fields.text('label', { min: 1, max: 45, required: true }),
    description: fields.text('description', { max: 100 }),
    component: child && readChild(child),
  });
}

function readOldRow(fields: Fields): Partial<Component> {
  const inputs = fields.objects('components', { min: 1, max: 1, required: true }) ?? [];
  const components = inputs.flatMap((input) => {
    if (readType(input, [TEXT_INPUT]) === undefined) return [];
    const label = input.text('label', { min: 1, max: 45, required: true });
    return [compact<Component>({ type: TEXT_INPUT, id: readId(input), ...readTextInput(input), label })];
  });
  return { components };
}

function readChild(fields: Fields): Component | undefined {
  const type = readType(fields, IN_LABEL);
  if (type === undefined) return undefined;
  return compact<Component>({ type, id: readId(fields), ...readByType(fields, type) });
}

function readByType(fields: Fields, type: number): Partial<Component> {
  if (type === TEXT_INPUT) return readTextInput(fields);
  if (SELECTS.includes(type)) return readSelect(fields, type, 'modal');
  const common = {
    custom_id: fields.text('custom_id', { min: 1, max: 100, required: true }) ?? '',
    required: type === CHECKBOX ? false : (fields.boolean('required') ?? true),
  };
  if (type === RADIO_GROUP) return { ...common, options: readOptions(fields, 2, GROUP_MAX) };
  if (type === CHECKBOX) return { ...common, default: fields.boolean('default') ?? false };
  const range = {
    min_values:
      fields.integer('min_values', { min: common.required ? 1 : 0, max: GROUP_MAX }) ?? Number(common.required),
    max_values: fields.integer('max_values', { min: 1, max: GROUP_MAX }) ?? (type === FILE_UPLOAD ? 1 : GROUP_MAX),
  };
  return { ...common, ...range, ...(type === CHECKBOX_GROUP ? { options: readOptions(fields, 1, GROUP_MAX) } : {}) };
}

function readTextInput(fields: Fields): Partial<Component> {
  const least = fields.integer('min_length', { min: 0, max: TEXT_MAX });
  const most = fields.integer('max_length', { min: 1, max: TEXT_MAX });
  const value = fields.text('value', { max: TEXT_MAX });
  if (value !== undefined && most !== undefined && lengthOf(value) > most) {
    fields.error('value', 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`);
  }
  return compact<Partial<Component>>({
    custom_id: fields.text('custom_id', { min: 1, max: 100, required: true }),
    style: fields.choice('style', [1, 2], { required: true }),
    placeholder: fields.text('placeholder', { max: 100 }),
    required: fields.boolean('required') ?? true,
    min_length: least,
    max_length: most,
    value,
  });
}
