import { type Command, type Option, optionNames } from './commands.ts';

/** The words typed for some options, and what stands before the first of them. */
export interface TypedOptions {
  rest: string;
  /** By the option's name. */
  values: Record<string, string>;
}

export interface TypedCommand extends TypedOptions {
  command: Command;
}

/**
 * Reads a command that was typed or pasted as a whole, as Discord's client does from the blank after its name on:
 * "/træf opret titel: Strik hvor: Biblioteket". What belongs to no option goes to the first required one.
 */
export function typedCommand(commands: readonly Command[], text: string): TypedCommand | undefined {
  const named = commands.flatMap((command) => [command.name, command.shown].map((name) => ({ name, command })));
  const longestFirst = named.toSorted((one, other) => other.name.length - one.name.length);
  const found = longestFirst.find(({ name }) => isCalled(text, name));
  if (!found) return undefined;
  const { command, name } = found;
  const { rest, values } = typedOptions(command.options, text.slice(name.length + 1));
  const required = command.options.filter((option) => option.required).map((option) => option.name);
  const first = rest === '' ? undefined : required.find((one) => !(one in values));
  const all = { ...Object.fromEntries(required.map((one) => [one, ''])), ...values };
  return first === undefined
    ? { command, rest, values: all }
    : { command, rest: '', values: { ...all, [first]: rest } };
}

/** Parts a text at the names of options with a colon after them. @param options those that can still be given */
export function typedOptions(options: readonly Option[], text: string): TypedOptions {
  const byName = new Map(
    options.flatMap((option) => optionNames(option).map((name) => [name.toLowerCase(), option.name])),
  );
  if (byName.size === 0) return { rest: text.trim(), values: {} };
  const names = [...byName.keys()].map((name) => name.replaceAll(/[^\p{L}\p{N}_]/gu, '\\$&'));
  const [rest = '', ...parts] = text.split(new RegExp(`(?:^|(?<=\\s))(${names.join('|')}):`, 'iu'));
  const values: Record<string, string> = {};
  for (let index = 0; index < parts.length; index += 2) {
    const name = byName.get(parts[index]?.toLowerCase() ?? '') ?? '';
    values[name] ??= (parts[index + 1] ?? '').trim();
  }
  return { rest: rest.trim(), values };
}

/** @returns a command with its values as it would be typed */
export function asTyped(
  command: Command,
  values: Readonly<Record<string, string>>,
  shown: (option: Option) => string,
): string {
  const given = command.options.filter(({ name }) => (values[name] ?? '').trim() !== '');
  return [`/${command.shown}`, ...given.map((option) => `${shown(option)}: ${values[option.name]}`)].join(' ');
}

function isCalled(text: string, name: string): boolean {
  return text.toLowerCase().startsWith(`/${name.toLowerCase()}`) && /\s/.test(text.charAt(name.length + 1));
}
