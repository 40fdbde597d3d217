import {
  CHANNEL_SELECT,
  type Component,
  type Emoji,
  MENTIONABLE_SELECT,
  ROLE_SELECT,
  type SelectOption,
  STRING_SELECT,
  USER_SELECT,
} from '../components.ts';
import { compact, type Fields } from './form.ts';

/** https://docs.discord.com/developers/components/reference#string-select */
const OPTIONS_MAX = 25;

const DEFAULT_TYPES: Record<number, readonly string[]> = {
  [USER_SELECT]: ['user'],
  [ROLE_SELECT]: ['role'],
  [MENTIONABLE_SELECT]: ['user', 'role'],
  [CHANNEL_SELECT]: ['channel'],
};

/** @param where in a message a menu may be disabled, in a modal it may be left empty when it is not required */
export function readSelect(fields: Fields, type: number, where: 'message' | 'modal'): Partial<Component> {
  const min = fields.integer('min_values', { min: 0, max: OPTIONS_MAX });
  const max = fields.integer('max_values', { min: 1, max: OPTIONS_MAX });
  const required = fields.boolean('required') ?? true;
  if (where === 'modal') checkInModal(fields, min, required);
  const chosen = type === STRING_SELECT ? readStringOptions(fields) : readDefaults(fields, type);
  const preset = chosen.default_values?.length ?? chosen.options?.filter((option) => option.default).length ?? 0;
  if (preset > (max ?? 1)) {
    fields.error(
      type === STRING_SELECT ? 'options' : 'default_values',
      'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
      'The specified number of default values exceeds the specified maximum values',
    );
  }
  return compact<Partial<Component>>({
    custom_id: fields.text('custom_id', { min: 1, max: 100, required: true }),
    placeholder: fields.text('placeholder', { max: 150 }),
    min_values: min ?? (where === 'modal' && !required ? 0 : 1),
    max_values: max ?? 1,
    disabled: where === 'message' ? fields.boolean('disabled') || undefined : undefined,
    required: where === 'modal' ? required : undefined,
    ...chosen,
  });
}

export function readEmoji(fields: Fields): Emoji | undefined {
  const emoji = fields.object('emoji');
  if (!emoji) return undefined;
  const id = emoji.snowflake('id');
  const name = emoji.text('name');
  if (id === undefined && !(name && /\p{Emoji}/u.test(name))) {
    return emoji.error('name', 'BUTTON_COMPONENT_INVALID_EMOJI', 'Invalid emoji');
  }
  return compact<Emoji>({ id, name, animated: emoji.boolean('animated') });
}

/** @param most how many options there may be: 25 in menus, 10 in radio and checkbox groups */
export function readOptions(fields: Fields, least: number, most: number): SelectOption[] {
  const list = fields.objects('options', { min: least, max: most, required: true }) ?? [];
  const seen = new Set<string>();
  return list.map((option) => {
    const value = option.text('value', { min: 1, max: 100, required: true }) ?? '';
    if (seen.has(value)) {
      option.error('value', 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified option value is already used');
    }
    seen.add(value);
    return compact<SelectOption>({
      label: option.text('label', { min: 1, max: 100, required: true }) ?? '',
      value,
      description: option.text('description', { max: 100 }),
      emoji: readEmoji(option),
      default: option.boolean('default'),
    });
  });
}

function readStringOptions(fields: Fields): Partial<Component> {
  return { options: readOptions(fields, 1, OPTIONS_MAX) };
}

function readDefaults(fields: Fields, type: number): Partial<Component> {
  const values = fields.objects('default_values', { max: OPTIONS_MAX })?.map((value) => ({
    id: value.snowflake('id', { required: true }) ?? '',
    type: value.choice('type', DEFAULT_TYPES[type] ?? [], { required: true }) ?? '',
  }));
  const channelTypes = type === CHANNEL_SELECT ? fields.list('channel_types')?.map(Number) : undefined;
  return compact<Partial<Component>>({ default_values: values, channel_types: channelTypes });
}

/** "min_values must be either omitted or at least 1 if required is omitted or true"; nothing in a modal is disabled. */
function checkInModal(fields: Fields, min: number | undefined, required: boolean): void {
  if (required && min === 0) {
    fields.error('min_values', 'NUMBER_TYPE_MIN', 'int value should be greater than or equal to 1.');
  }
  if (fields.source.disabled === true) {
    fields.error('disabled', 'COMPONENT_DISABLED_INVALID', 'Components in modals cannot be disabled');
  }
}
