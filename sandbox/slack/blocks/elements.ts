import { anything, byType, type Check, either, every, flag, list, oneOf, shape, text, whole } from './check.ts';
import {
  confirmation,
  conversationFilter,
  date,
  id,
  initialIsAnOption,
  markedOption,
  option,
  optionGroups,
  plain,
  plainOption,
  time,
  url,
} from './objects.ts';

/** Block elements: https://docs.slack.dev/reference/block-kit/block-elements */

type Fields = Record<string, Check>;

const basic: Fields = { action_id: id, confirm: confirmation, focus_on_load: flag };

function element(type: string, fields: Fields, required: readonly string[] = []): [string, Check] {
  return [type, shape({ type: oneOf(type), ...basic, ...fields }, ['type', ...required])];
}

/** A menu for one, and the menu of the same kind for several. */
function menus(kind: string, one: Fields, several: Fields, shared: Fields, rule: Check = anything): [string, Check][] {
  const fields = { ...shared, placeholder: plain(150) };
  const single = element(kind, { ...fields, ...one });
  const multiple = element(`multi_${kind}`, { ...fields, ...several, max_selected_items: whole(1, 100) });
  return [
    [single[0], every(single[1], rule)],
    [multiple[0], every(multiple[1], rule)],
  ];
}

const ids = list(text(255), 100);
const forSomeone: Fields = { response_url_enabled: flag };

const MENUS = [
  ...menus(
    'static_select',
    { initial_option: plainOption },
    { initial_options: list(plainOption, 100) },
    { options: list(plainOption, 100), option_groups: optionGroups },
    every(either('options', 'option_groups'), initialIsAnOption),
  ),
  ...menus(
    'external_select',
    { initial_option: plainOption },
    { initial_options: list(plainOption, 100) },
    { min_query_length: whole(0, 3000) },
  ),
  ...menus('users_select', { initial_user: text(255) }, { initial_users: ids }, {}),
  ...menus(
    'conversations_select',
    { initial_conversation: text(255), ...forSomeone },
    { initial_conversations: ids },
    { default_to_current_conversation: flag, filter: conversationFilter },
  ),
  ...menus('channels_select', { initial_channel: text(255), ...forSomeone }, { initial_channels: ids }, {}),
];

const PICKERS = [
  element('datepicker', { initial_date: date, placeholder: plain(150) }),
  element('timepicker', { initial_time: time, placeholder: plain(150), timezone: text(255) }),
  element('datetimepicker', { initial_date_time: whole(1_000_000_000, 9_999_999_999) }),
];

const CHOICES: [string, Check][] = [
  element('checkboxes', { options: list(markedOption, 10), initial_options: list(markedOption, 10) }, ['options']),
  element('radio_buttons', { options: list(markedOption, 10), initial_option: markedOption }, ['options']),
].map(([type, check]) => [type, every(check, initialIsAnOption)]);

const BUTTON = element(
  'button',
  {
    text: plain(75),
    value: text(2000),
    url,
    style: oneOf('primary', 'danger'),
    accessibility_label: text(75),
  },
  ['text'],
);

const OVERFLOW = element('overflow', { options: list(option(plain, { url }), 5) }, ['options']);

const dispatching: Fields = {
  dispatch_action_config: shape({ trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 2) }, []),
  placeholder: plain(150),
};

const WRITTEN = [
  element('plain_text_input', {
    ...dispatching,
    initial_value: text(3000, 0),
    multiline: flag,
    min_length: whole(0, 3000),
    max_length: whole(1, 3000),
  }),
  element('email_text_input', { ...dispatching, initial_value: text(3000, 0) }),
  element('url_text_input', { ...dispatching, initial_value: text(3000, 0) }),
  element(
    'number_input',
    {
      ...dispatching,
      is_decimal_allowed: flag,
      initial_value: text(3000),
      min_value: text(3000),
      max_value: text(3000),
    },
    ['is_decimal_allowed'],
  ),
  element('rich_text_input', { ...dispatching, initial_value: anything }),
  element('file_input', { filetypes: list(text(255), 100), max_files: whole(1, 10) }),
];

const IMAGE: [string, Check] = [
  'image',
  shape({ type: oneOf('image'), image_url: url, alt_text: text(2000, 0), slack_file: anything }, ['type', 'alt_text']),
];

const interactive = [BUTTON, ...MENUS, ...PICKERS, ...CHOICES];

export const accessory = byType(Object.fromEntries([...interactive, OVERFLOW, IMAGE]));
export const actionElement = byType(Object.fromEntries([...interactive, OVERFLOW]));
export const inputElement = byType(Object.fromEntries([...MENUS, ...PICKERS, ...CHOICES, ...WRITTEN]));
export const image = IMAGE[1];
