import { isJson, type Json, objectsOf } from '../json.ts';
import { byType, type Check, flag, list, oneOf, pattern, shape, text, wrong } from './check.ts';

/** Composition objects: https://docs.slack.dev/reference/block-kit/composition-objects */

const isPlain = oneOf('plain_text');

export function plain(max: number): Check {
  return shape({ type: isPlain, text: text(max), emoji: flag }, ['type', 'text']);
}

/** Plain text or mrkdwn. */
export function words(max: number): Check {
  return byType({
    plain_text: plain(max),
    mrkdwn: shape({ type: oneOf('mrkdwn'), text: text(max), verbatim: flag }, ['type', 'text']),
  });
}

/** block_id, action_id, callback_id. */
export const id = text(255);

export const url: Check = (value, at, found) => {
  text(3000)(value, at, found);
  if (typeof value === 'string' && !/^(https?|mailto|slack|tel):/.test(value)) wrong(found, at, 'invalid url');
};

export const date = pattern(/^\d{4}-\d{2}-\d{2}$/, 'must be a date as YYYY-MM-DD');
export const time = pattern(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time as HH:mm');

export const confirmation = shape(
  { title: plain(100), text: words(300), confirm: plain(30), deny: plain(30), style: oneOf('primary', 'danger') },
  ['title', 'text', 'confirm', 'deny'],
);

/** Web pages tell 150 characters for a value, the types of Slack's SDK 75: the smaller one is safe. */
export function option(label: (max: number) => Check, more: Record<string, Check> = {}): Check {
  return shape({ text: label(75), value: text(75), description: label(75), ...more }, ['text', 'value']);
}

export const plainOption = option(plain);
/** Check boxes and radio buttons may have mrkdwn. */
export const markedOption = option(words);

export const optionGroups = list(
  shape({ label: plain(75), options: list(plainOption, 100) }, ['label', 'options']),
  100,
);

export const conversationFilter = shape(
  {
    include: list(oneOf('im', 'mpim', 'private', 'public'), 4),
    exclude_external_shared_channels: flag,
    exclude_bot_users: flag,
  },
  [],
);

/** Checks that what is chosen at first is among the options, to the letter. */
export const initialIsAnOption: Check = (value, at, found) => {
  if (!isJson(value)) return;
  const offered = optionsOf(value).map(keyOf);
  const initial = isJson(value.initial_option) ? [value.initial_option] : objectsOf(value.initial_options);
  const field = isJson(value.initial_option) ? 'initial_option' : 'initial_options';
  if (initial.some((one) => !offered.includes(keyOf(one)))) {
    wrong(found, `${at}/${field}`, 'failed to match an option in `options`');
  }
};

/** @returns the options of a menu, those in groups too */
export function optionsOf(element: Json): Json[] {
  return [
    ...objectsOf(element.options),
    ...objectsOf(element.option_groups).flatMap((group) => objectsOf(group.options)),
  ];
}

function keyOf(one: Json): string {
  return JSON.stringify([one.value, isJson(one.text) ? one.text.text : undefined]);
}
