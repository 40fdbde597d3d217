import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APISelectMenuComponent,
  type APISelectMenuOption,
  ButtonStyle,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
} from 'discord.js';
import type { Button, Control, LinkButton, Menu, Option } from '../../chat/card.ts';
import { shorten } from '../../chat/shorten.ts';
import type { Part } from './fit.ts';
import {
  BUTTON_LABEL_MAX,
  BUTTON_URL_MAX,
  BUTTONS_PER_ROW,
  checkedId,
  OPTION_TEXT_MAX,
  SELECT_OPTIONS_MAX,
  SELECT_PLACEHOLDER_MAX,
} from './limits.ts';

/** Types of channels where a meetup can be posted: threads and forums are somebody else's conversation. */
export const POSTABLE_CHANNELS = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const;

const BUTTON_STYLES = {
  primary: ButtonStyle.Primary,
  danger: ButtonStyle.Danger,
  plain: ButtonStyle.Secondary,
} as const;

/**
 * @returns the controls in their order, in rows of up to five buttons or one menu
 * @see https://docs.discord.com/developers/components/reference#action-row
 */
export function rowsOf(controls: readonly Control[]): Part[] {
  const parts: Part[] = [];
  let buttons: APIButtonComponent[] = [];
  const endRow = () => {
    if (buttons.length > 0) parts.push(row(buttons));
    buttons = [];
  };
  for (const control of controls) {
    if (control.type === 'menu' || !isButton(control)) {
      endRow();
      if (control.type === 'menu') parts.push(...labelOf(control), row([menu(control)]));
      else parts.push(linkText(control));
      continue;
    }
    if (buttons.length === BUTTONS_PER_ROW) endRow();
    buttons.push(button(control));
  }
  endRow();
  return parts;
}

function labelOf({ selected, placeholder }: Menu): Part[] {
  return selected === undefined ? [] : [{ texts: [{ text: placeholder, manner: 'small' }] }];
}

function row(components: APIComponentInMessageActionRow[]): Part {
  const actionRow: APIActionRowComponent<APIComponentInMessageActionRow> = {
    type: ComponentType.ActionRow,
    components,
  };
  return { component: actionRow };
}

/** An address that does not fit on a button stands as a text. */
function isButton(control: Button | LinkButton): boolean {
  return control.type === 'button' || (/^https?:\/\//.test(control.url) && control.url.length <= BUTTON_URL_MAX);
}

function linkText(control: Button | LinkButton): Part {
  const url = control.type === 'link-button' ? control.url : '';
  return { texts: [{ text: { type: 'link', url, text: control.label }, manner: 'plain' }] };
}

function button(control: Button | LinkButton): APIButtonComponent {
  const label = shorten(control.label.trim(), BUTTON_LABEL_MAX) || '…';
  if (control.type === 'link-button') {
    return { type: ComponentType.Button, style: ButtonStyle.Link, url: control.url, label };
  }
  return {
    type: ComponentType.Button,
    style: BUTTON_STYLES[control.style ?? 'plain'],
    custom_id: checkedId(control.id),
    label,
    ...(control.disabled && { disabled: true }),
  };
}

function menu(control: Menu): APISelectMenuComponent {
  const base = { custom_id: checkedId(control.id), placeholder: shorten(control.placeholder, SELECT_PLACEHOLDER_MAX) };
  switch (control.of) {
    case 'channels':
      return {
        ...base,
        type: ComponentType.ChannelSelect,
        channel_types: [...POSTABLE_CHANNELS],
        ...(control.selected && {
          default_values: [{ id: control.selected, type: SelectMenuDefaultValueType.Channel }],
        }),
      };
    case 'roles':
      return {
        ...base,
        type: ComponentType.RoleSelect,
        ...(control.selected && { default_values: [{ id: control.selected, type: SelectMenuDefaultValueType.Role }] }),
      };
    case 'options':
      return { ...base, type: ComponentType.StringSelect, ...optionsMenu(control) };
  }
}

function optionsMenu(control: Extract<Menu, { of: 'options' }>) {
  const { options, selected } = control;
  // Discord refuses a menu without options; a disabled one says the same.
  if (options.length === 0) return { options: [{ label: '…', value: '…' }], disabled: true };
  const count = options.length > SELECT_OPTIONS_MAX ? ` (${SELECT_OPTIONS_MAX}/${options.length})` : '';
  return {
    options: firstOptions(options, selected),
    placeholder: shorten(control.placeholder, SELECT_PLACEHOLDER_MAX - count.length) + count,
  };
}

/** @returns the first 25, or the first 24 and the selected one */
export function firstOptions(options: readonly Option[], selected?: string): APISelectMenuOption[] {
  const first = options.slice(0, SELECT_OPTIONS_MAX);
  const chosen = options.find(({ value }) => value === selected);
  if (chosen && !first.includes(chosen)) first.splice(-1, 1, chosen);
  return first.map((option) => showOption(option, option === chosen));
}

function showOption(option: Option, chosen: boolean): APISelectMenuOption {
  return {
    value: checkedId(option.value),
    label: shorten(option.label.trim(), OPTION_TEXT_MAX) || '…',
    ...(option.description?.trim() && { description: shorten(option.description, OPTION_TEXT_MAX) }),
    ...(chosen && { default: true }),
  };
}
