import { asSeen } from '../chat/as-seen.ts';
import type { Command } from '../chat/command.ts';
import { fieldTexts } from '../chat/field-texts.ts';
import { fieldsOf } from '../chat/input.ts';
import { LANGUAGES, type MessageKey, say } from '../i18n/translate.ts';

/** The words after a command: which subcommand, and which values. `subcommand` is null when none was recognised. */
export interface Typed {
  subcommand: string | null;
  values: Record<string, string>;
}

/**
 * Reads what was typed after a command: "create Brætspil | fredag kl. 18 | Medborgerhuset", or with the fields' names
 * in any of our languages: "opret titel: Brætspil hvornår: fredag kl. 18 hvor: Medborgerhuset". Words before the first
 * name are the fields in their order, parted by "|".
 */
export function readTyped<C>(command: Command<C>, text: string): Typed {
  const trimmed = text.replace(/^[\s\p{Default_Ignorable_Code_Point}]+/u, '').trimEnd();
  const [first = ''] = trimmed.split(/\s+/, 1);
  const subcommand = findSubcommand(command, first);
  if (!subcommand) {
    const bare = trimmed === '' ? [...command.subcommands].find(([, one]) => one.whenBare)?.[0] : undefined;
    return { subcommand: bare ?? null, values: {} };
  }
  return { subcommand, values: readValues(command, subcommand, trimmed.slice(first.length).trim()) };
}

function findSubcommand<C>(command: Command<C>, word: string): string | undefined {
  const wanted = asSeen(word);
  return [...command.subcommands.keys()].find((name) =>
    [
      name,
      ...LANGUAGES.map((language) => say(language, `commands.${command.name}.${name}.name` as MessageKey)),
    ].includes(wanted),
  );
}

function readValues<C>(command: Command<C>, subcommand: string, text: string): Record<string, string> {
  const definition = command.subcommands.get(subcommand);
  if (!definition || text === '') return {};
  const fields = fieldsOf(definition.input).map((field) => field.name);
  const byName = new Map(
    fields.flatMap((name) => {
      const key = `${fieldTexts(`commands.${command.name}.${subcommand}`, name)}.name` as MessageKey;
      return [name, ...LANGUAGES.map((language) => say(language, key))].map((word) => [asSeen(word), name] as const);
    }),
  );
  const { leading, named } = splitByNames(text, byName);
  const parts = leading.split('|').map((part) => part.trim());
  // What is too much stays with the last field: nothing that was typed is lost.
  const positional = [...parts.slice(0, fields.length - 1), parts.slice(fields.length - 1).join(' | ')];
  const values = Object.fromEntries(
    positional.flatMap((part, index) => (fields[index] && part ? [[fields[index], part]] : [])),
  );
  return { ...values, ...named };
}

/**
 * A whole word and a colon, with blanks before it where blanks follow it too (as French writes it); what has no width
 * may stand anywhere.
 */
const NAME =
  /(?<=^|\s)(?<name>[\p{L}\p{M}\p{Default_Ignorable_Code_Point}_-]{1,48})(?:[:：]|[ \u00a0\u202f]{1,3}[:：](?=\s))/gu;

/** A value runs until the next name. */
function splitByNames(text: string, byName: ReadonlyMap<string, string>) {
  const marks = [...text.matchAll(NAME)].flatMap((match) => {
    const name = byName.get(asSeen(match.groups?.name ?? ''));
    return name ? [{ name, from: match.index, to: match.index + match[0].length }] : [];
  });
  const named: Record<string, string> = {};
  marks.forEach((mark, index) => {
    named[mark.name] = text
      .slice(mark.to, marks[index + 1]?.from)
      .replace(/\|\s*$/, '')
      .trim();
  });
  return { leading: text.slice(0, marks[0]?.from).trim(), named };
}
