import type { SeenMessage } from '../../contract.ts';
import * as types from '../components.ts';
import { type Component, SELECTS, walk } from '../components.ts';
import type { Core } from '../core.ts';
import { messageJson } from '../message-json.ts';
import { LOADING, type StoredMessage, SUPPRESS_EMBEDS } from '../messages.ts';
import type { Json } from '../objects.ts';
import type { Channel, User } from '../world.ts';
import { draw, type Names } from './markdown.ts';
import { drawTime } from './timestamps.ts';

const BUTTON_STYLES = ['', 'primary', 'secondary', 'success', 'danger', 'link', 'premium'];

/** @returns whether a message is on a person's screen */
export function canSee(core: Core, user: User, message: StoredMessage): boolean {
  const channel = core.world.channel(message.channelId);
  if (message.onlyFor !== undefined) return message.onlyFor === user.id;
  return channel !== undefined && core.world.sees(channel, user);
}

/** A message as one person sees it, with the ids of its space and channel; direct messages are in no space. */
export function seenMessage(core: Core, user: User, message: StoredMessage): SeenMessage {
  const channel = core.world.channel(message.channelId);
  const author = core.world.users.get(message.authorId) ?? core.world.bot;
  const all = walk(message.components);
  return {
    id: message.id,
    space: channel?.guild?.id ?? '',
    channel: message.channelId,
    author: author.name,
    fromBot: author === core.world.bot,
    onlyYou: message.onlyFor !== undefined,
    text: textOf(message, names(core, user, channel)),
    buttons: all.filter(({ type }) => type === types.BUTTON).map(seenButton),
    menus: all.filter(({ type }) => SELECTS.includes(type)).map((menu) => seenMenu(core, user, message, menu)),
    pinged: message.pinged,
    postedAt: message.postedAt,
    ...(message.editedAt === undefined ? {} : { editedAt: message.editedAt }),
    raw: messageJson(core.world, core.messages, message),
  };
}

/** Options that a select offers a person: its own options, or the server's people, roles or channels. */
export function optionsOf(
  core: Core,
  user: User,
  channel: Channel | undefined,
  menu: Component,
): { value: string; label: string }[] {
  const { guild } = channel ?? {};
  const people = [...(guild?.members.values() ?? [])].map((member) => ({
    value: member.user.id,
    label: member.user.name,
  }));
  const roles = [...(guild?.roles.values() ?? [])]
    .filter(({ id }) => id !== guild?.id)
    .map(({ id, name }) => ({ value: id, label: name }));
  if (menu.type === types.USER_SELECT) return people;
  if (menu.type === types.ROLE_SELECT) return roles;
  if (menu.type === types.MENTIONABLE_SELECT) return [...people, ...roles];
  if (menu.type === types.CHANNEL_SELECT) {
    const wanted = ({ type }: Channel) => menu.channel_types?.includes(type) ?? true;
    const channels = (guild?.channels ?? []).filter((each) => wanted(each) && core.world.sees(each, user));
    return channels.map(({ id, name }) => ({ value: id, label: name }));
  }
  return (menu.options ?? []).map(({ value, label }) => ({ value, label }));
}

/** A role has a name in its own server only. */
function names(core: Core, user: User, where: Channel | undefined): Names {
  const { world } = core;
  return {
    user: (id) => `@${world.users.get(id)?.name ?? 'unknown-user'}`,
    role: (id) => `@${where?.guild?.roles.get(id)?.name ?? 'deleted-role'}`,
    channel: (id) => {
      const channel = world.channel(id);
      return `#${channel?.guild && world.sees(channel, user) ? channel.name : 'unknown'}`;
    },
    time: (seconds, style) => drawTime(seconds * 1000, style, user, core.clock.now()),
  };
}

function textOf(message: StoredMessage, reader: Names): string {
  if (message.flags & LOADING) return '…';
  const texts = walk(message.components).filter(({ type }) => type === types.TEXT_DISPLAY);
  const lines = [
    message.content,
    ...(message.flags & SUPPRESS_EMBEDS ? [] : message.embeds.flatMap(embedLines)),
    ...texts.map(({ content }) => content ?? ''),
  ];
  const files = message.attachments.map(({ filename }) => filename);
  return [...lines.map((line) => draw(line, reader)), ...files].filter((line) => line !== '').join('\n');
}

function embedLines(embed: Json): string[] {
  const { author, title, description, fields, footer } = embed as {
    author?: { name: string };
    title?: string;
    description?: string;
    fields?: { name: string; value: string }[];
    footer?: { text: string };
  };
  const pairs = (fields ?? []).flatMap(({ name, value }) => [name, value]);
  return [author?.name, title, description, ...pairs, footer?.text].filter((line) => line !== undefined);
}

function seenButton(button: Component): SeenMessage['buttons'][number] {
  const emoji = button.emoji?.id === undefined ? button.emoji?.name : `:${button.emoji.name ?? ''}:`;
  return {
    id: button.custom_id ?? '',
    label: [emoji, button.label].filter(Boolean).join(' '),
    style: BUTTON_STYLES[button.style ?? 0] ?? '',
    disabled: button.disabled ?? false,
    ...(button.url === undefined ? {} : { url: button.url }),
  };
}

function seenMenu(core: Core, user: User, message: StoredMessage, menu: Component): SeenMessage['menus'][number] {
  const preset = (menu.options ?? []).filter((option) => option.default).map(({ value }) => value);
  return {
    id: menu.custom_id ?? '',
    placeholder: menu.placeholder ?? '',
    options: optionsOf(core, user, core.world.channel(message.channelId), menu),
    selected: [...preset, ...(menu.default_values ?? []).map(({ id }) => id)],
  };
}
