import type { types } from '@slack/bolt';
import type { Button, Control, LinkButton, Menu, Option } from '../../chat/card.ts';
import { ELLIPSIS, shorten } from '../../chat/shorten.ts';
import type { Drawing } from './card.ts';
import { clean } from './clean.ts';
import {
  ACTION_ID_MAX,
  BUTTON_TEXT_MAX,
  CONTROLS_PER_ROW,
  OPTION_TEXT_MAX,
  OPTION_VALUE_MAX,
  OPTIONS_MAX,
  PLACEHOLDER_MAX,
  URL_MAX,
} from './limits.ts';

/** Slack reports a press on a link too; by this its action id tells that there is nothing to do. */
export const LINK_ACTION = 'link:';

type Element = types.ActionsBlockElement;

/** Of what stands beside a menu. */
const NOTE_MAX = 300;

/**
 * Draws buttons and menus, five in a row. Slack has no greyed-out button, so a disabled one is left out: it could not
 * be pressed. Options over the limit become "… +12" below the row; a menu of nothing becomes a line that says so.
 * @throws {RangeError} when an id or an option's value is longer than Slack takes: they cannot be shortened
 */
export function renderControls(controls: readonly Control[], drawing: Drawing): types.KnownBlock[] {
  const blocks: types.KnownBlock[] = [];
  let row: Element[] = [];
  const notes: string[] = [];
  const endRow = () => {
    if (row.length > 0) blocks.push({ type: 'actions', elements: row });
    row = [];
  };
  const add = (element: Element) => {
    if (row.length === CONTROLS_PER_ROW) endRow();
    row.push(element);
  };
  for (const [index, control] of controls.entries()) {
    if (control.type === 'link-button') add(linkButton(control, index));
    else if (control.type === 'button') {
      if (!control.disabled) add(button(control));
    } else {
      const { element, note } = menu(control, drawing);
      if (element && control.selected !== undefined) {
        endRow();
        blocks.push(small(control.placeholder));
      }
      if (element) add(element);
      if (note) notes.push(note);
    }
  }
  endRow();
  return [...blocks, ...notes.map(small)];
}

const small = (text: string): types.KnownBlock => ({
  type: 'context',
  elements: [plain(shorten(clean(text), NOTE_MAX))],
});

/** Text that is shown as it is; `emoji: false` keeps ":smile:" the way it was written. */
export function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

/** @returns options as Slack takes them, at most as many as it takes @throws {RangeError} */
export function slackOptions(options: readonly Option[]): types.PlainTextOption[] {
  return options.slice(0, OPTIONS_MAX).map((option) => {
    if (option.value.length > OPTION_VALUE_MAX)
      throw new RangeError(`An option's value is at most ${OPTION_VALUE_MAX} characters on Slack: "${option.value}".`);
    return {
      text: plain(shorten(clean(option.label), OPTION_TEXT_MAX) || ELLIPSIS),
      value: option.value,
      ...(option.description ? { description: plain(shorten(clean(option.description), OPTION_TEXT_MAX)) } : {}),
    };
  });
}

function button(control: Button): types.Button {
  const style = control.style === 'primary' || control.style === 'danger' ? { style: control.style } : {};
  return { type: 'button', action_id: actionId(control.id), text: label(control.label), ...style };
}

function linkButton(control: LinkButton, index: number): types.Button {
  if (control.url.length > URL_MAX) throw new RangeError(`A link is at most ${URL_MAX} characters on Slack.`);
  return { type: 'button', action_id: `${LINK_ACTION}${index}`, text: label(control.label), url: control.url };
}

function menu(control: Menu, drawing: Drawing): { element?: Element; note?: string } {
  const shared = {
    action_id: actionId(control.id),
    placeholder: plain(shorten(clean(control.placeholder), PLACEHOLDER_MAX) || ELLIPSIS),
  };
  if (control.of === 'channels') {
    // A menu of channels has public ones alone, and Slack refuses a card in which another one is chosen.
    return {
      element: {
        type: 'conversations_select',
        ...shared,
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        ...(control.selected ? { initial_conversation: control.selected } : {}),
      },
    };
  }
  // Slack has no menu of user groups, so they are options like any others.
  const options =
    control.of === 'roles' ? drawing.groups.map(({ id, name }) => ({ value: id, label: name })) : control.options;
  if (options.length === 0)
    return { note: control.of === 'roles' ? drawing.words.noGroups : `${control.placeholder}: –` };
  const drawn = slackOptions(options);
  const selected = drawn.find((option) => option.value === control.selected);
  return {
    element: { type: 'static_select', ...shared, options: drawn, ...(selected ? { initial_option: selected } : {}) },
    note: options.length > drawn.length ? `${ELLIPSIS} +${options.length - drawn.length}` : undefined,
  };
}

function label(text: string): types.PlainTextElement {
  return plain(shorten(clean(text).replaceAll('\n', ' '), BUTTON_TEXT_MAX) || ELLIPSIS);
}

function actionId(id: string): string {
  if (id.length === 0 || id.length > ACTION_ID_MAX)
    throw new RangeError(`An action's id is 1 to ${ACTION_ID_MAX} characters on Slack, not ${id.length}.`);
  return id;
}
