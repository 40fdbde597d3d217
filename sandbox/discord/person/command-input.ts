import { CannotDo } from '../../contract.ts';
import type { Command } from '../commands.ts';
import type { Core } from '../core.ts';
import type { Json } from '../objects.ts';
import type { Option } from '../validate/command-options.ts';
import * as kinds from '../validate/command-options.ts';
import { CHAT_INPUT } from '../validate/commands.ts';
import { lengthOf } from '../validate/form.ts';
import type { Channel, User } from '../world.ts';

const IN_GUILD = 0;
const IN_DIRECT = 1;
/** Discord's integers are those that JavaScript holds exactly. */
const INTEGER = /^-?\d{1,16}$/;

export interface Typed {
  /** "poll create", with or without a slash. */
  name: string;
  options: Record<string, string>;
  /** The option whose proposals are asked for. */
  focused?: string;
}

export interface CommandInput {
  data: Json;
  /** People, roles and channels among the values. */
  ids: string[];
}

/**
 * Input that the client sends for a command that a person types.
 * @throws {CannotDo} for what the client would not let pass: no such command or option, a value it cannot take, a
 *   required option left out
 */
export function commandInput(core: Core, user: User, channel: Channel, typed: Typed): CommandInput {
  const [name = '', ...path] = typed.name.replace(/^\//, '').trim().split(/\s+/);
  const command = commandNamed(core, user, channel, name);
  const ids: string[] = [];
  const options = optionsAt(command.options ?? [], path, typed.name, (wanted) =>
    valuesOf(core, { user, channel, typed, ids }, wanted),
  );
  return {
    data: {
      id: command.id,
      name: command.name,
      type: CHAT_INPUT,
      ...(command.guildId === undefined ? {} : { guild_id: command.guildId }),
      ...(options.length > 0 ? { options } : {}),
    },
    ids,
  };
}

function commandNamed(core: Core, user: User, channel: Channel, name: string): Command {
  const { guild } = channel;
  const shown = core.commands.shownIn(guild?.id).filter((command) => {
    const context = command.guildId !== undefined || (command.contexts?.includes(guild ? IN_GUILD : IN_DIRECT) ?? true);
    return command.type === CHAT_INPUT && context && isAllowed(core, user, channel, command);
  });
  const command = shown.find((each) => each.name === name);
  if (!command) throw new CannotDo('unknown', `"${user.key}" is not shown a command /${name} here.`);
  return command;
}

/** "0" is for administrators alone; without a value, for everyone. */
function isAllowed(core: Core, user: User, channel: Channel, { default_member_permissions: needed }: Command): boolean {
  if (needed === null || !channel.guild) return true;
  const all = 2n ** 3n;
  const has = core.world.mayIn(channel, user);
  return (has & all) !== 0n || (BigInt(needed) !== 0n && (has & BigInt(needed)) === BigInt(needed));
}

/** Wraps the values in the subcommands that lead to them. */
function optionsAt(
  options: readonly Option[],
  path: readonly string[],
  name: string,
  values: (options: readonly Option[]) => Json[],
): Json[] {
  const nested = options.filter(({ type }) => type === kinds.SUBCOMMAND || type === kinds.GROUP);
  const [next, ...rest] = path;
  if (next === undefined) {
    if (nested.length > 0)
      throw new CannotDo('wrong', `/${name} needs one of ${nested.map((each) => each.name).join(', ')}.`);
    return values(options);
  }
  const found = nested.find((each) => each.name === next);
  if (!found) throw new CannotDo('unknown', `/${name} is no command.`);
  const { type } = found;
  return [{ type, name: next, options: optionsAt(found.options ?? [], rest, name, values) }];
}

interface Typing {
  user: User;
  channel: Channel;
  typed: Typed;
  ids: string[];
}

function valuesOf(core: Core, typing: Typing, options: readonly Option[]): Json[] {
  const { typed } = typing;
  const unknown = Object.keys(typed.options).find((name) => !options.some((option) => option.name === name));
  if (unknown !== undefined) throw new CannotDo('wrong', `/${typed.name} has no option "${unknown}".`);
  const missing = options.find(({ name, required }) => required && typed.options[name] === undefined);
  if (missing && typed.focused === undefined) throw new CannotDo('wrong', `/${typed.name} needs "${missing.name}".`);
  const names = [...Object.keys(typed.options), ...(typed.focused === undefined ? [] : [typed.focused])];
  return [...new Set(names)].map((name) => {
    const option = options.find((each) => each.name === name);
    if (!option) throw new CannotDo('wrong', `/${typed.name} has no option "${name}".`);
    const text = typed.options[name] ?? '';
    if (name === typed.focused) return { type: option.type, name, value: text, focused: true };
    return { type: option.type, name, value: typedValue(core, typing, option, text) };
  });
}

function typedValue(core: Core, typing: Typing, option: Option, text: string): string | number | boolean {
  const wrong = (why: string) => new CannotDo('wrong', `"${text}" is not right for "${option.name}": ${why}.`);
  if (option.choices) {
    const { locale } = typing.user;
    const choice = option.choices.find(({ name, value, name_localizations }) =>
      [String(value), name, name_localizations?.[locale]].includes(text),
    );
    if (!choice) throw wrong(`the choices are ${option.choices.map(({ name }) => name).join(', ')}`);
    return choice.value;
  }
  if (option.type === kinds.STRING) {
    const { min_length: least = 0, max_length: most = 6000 } = option;
    if (lengthOf(text) < least || lengthOf(text) > most) throw wrong(`between ${least} and ${most} characters`);
    return text;
  }
  if (option.type === kinds.INTEGER || option.type === kinds.NUMBER) return numberOf(option, text, wrong);
  if (option.type === kinds.BOOLEAN) return text === 'true';
  const id = idOf(core, typing, option, text.replace(/^[@#]/, ''));
  if (id === undefined) throw wrong('there is no such thing here');
  typing.ids.push(id);
  return id;
}

function numberOf(option: Option, text: string, wrong: (why: string) => Error): number {
  const number = Number(text);
  if (option.type === kinds.INTEGER && !INTEGER.test(text)) throw wrong('a whole number');
  if (text.trim() === '' || Number.isNaN(number)) throw wrong('a number');
  const { min_value: least = -(2 ** 53), max_value: most = 2 ** 53 } = option;
  if (number < least || number > most) throw wrong(`between ${least} and ${most}`);
  return number;
}

/** By id, by name, or (people) by key. */
function idOf(core: Core, { user, channel }: Typing, option: Option, text: string): string | undefined {
  const { guild } = channel;
  const people = [...(guild?.members.values() ?? [])].map((member) => member.user);
  const person = people.find(({ id, key, name }) => [id, key, name].includes(text));
  const role = [...(guild?.roles.values() ?? [])].find(({ id, name }) => id === text || name === text);
  if (option.type === kinds.USER) return person?.id;
  if (option.type === kinds.ROLE) return role?.id;
  if (option.type === kinds.MENTIONABLE) return person?.id ?? role?.id;
  if (option.type !== kinds.CHANNEL) return undefined;
  return guild?.channels.find(
    (each) =>
      (each.id === text || each.name === text) &&
      (option.channel_types?.includes(each.type) ?? true) &&
      core.world.sees(each, user),
  )?.id;
}
