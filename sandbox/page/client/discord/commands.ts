import type { PersonSeen, SpaceSeen } from '../../../contract.ts';

interface Named {
  name: string;
  name_localizations?: Record<string, string> | null;
  description: string;
  description_localizations?: Record<string, string> | null;
}

export interface Option extends Named {
  type: number;
  required?: boolean;
  autocomplete?: boolean;
  choices?: { name: string; name_localizations?: Record<string, string> | null; value: string | number }[];
  channel_types?: number[];
  options?: Option[];
}

interface Registered extends Named {
  type: number;
  default_member_permissions: string | null;
  options?: Option[];
}

/** A command as the picker shows it. */
export interface Command {
  /** The platform's name for it: "poll create". */
  name: string;
  /** The name that this person reads: "træf opret". */
  shown: string;
  description: string;
  /** Purpose of the command as a whole, of which a subcommand does a part. */
  of: string;
  options: Option[];
}

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type */
export const OPTION = { subcommand: 1, group: 2, boolean: 5, user: 6, channel: 7, role: 8, mentionable: 9 } as const;
const CHAT_INPUT = 1;
const ADMINISTRATOR = 1n << 3n;

/**
 * @returns the commands that Discord's picker shows a person in a server, in their order; subcommands as commands of
 * their own
 */
export function commandsFor(space: SpaceSeen, person: PersonSeen): Command[] {
  const registered = space.commands as Registered[];
  return registered
    .filter((command) => command.type === CHAT_INPUT && mayUse(person, command.default_member_permissions))
    .flatMap((command) => flattened(command, person.language));
}

/** @returns the commands whose name, in either language, goes on as `typed` */
export function matching(commands: readonly Command[], typed: string): Command[] {
  const wanted = typed.toLowerCase();
  return commands.filter(({ name, shown }) => [name, shown].some((one) => one.toLowerCase().startsWith(wanted)));
}

export function nameOf(named: Pick<Named, 'name' | 'name_localizations'>, locale: string): string {
  return named.name_localizations?.[locale] ?? named.name;
}

/** @returns every name of an option, in whichever language */
export function optionNames({ name, name_localizations: others }: Option): string[] {
  return [...new Set([name, ...Object.values(others ?? {})])];
}

export function descriptionOf(named: Named, locale: string): string {
  return named.description_localizations?.[locale] ?? named.description;
}

/** "0" is for administrators alone; without a value a command is for everyone. */
function mayUse({ permissions = '0' }: PersonSeen, needed: string | null): boolean {
  const [has, needs] = [BigInt(permissions), BigInt(needed ?? 0)];
  if (needed === null || (has & ADMINISTRATOR) !== 0n) return true;
  return needs !== 0n && (has & needs) === needs;
}

function flattened(command: Named & { options?: Option[] }, locale: string): Command[] {
  const nested = (command.options ?? []).filter(({ type }) => type === OPTION.subcommand || type === OPTION.group);
  const own = nameOf(command, locale);
  if (nested.length === 0) {
    const { name, options = [] } = command;
    const description = descriptionOf(command, locale);
    return [{ name, shown: own, description, of: description, options }];
  }
  return nested
    .flatMap((each) => flattened(each, locale))
    .map((each) => ({
      ...each,
      name: `${command.name} ${each.name}`,
      shown: `${own} ${each.shown}`,
      of: descriptionOf(command, locale),
    }));
}
