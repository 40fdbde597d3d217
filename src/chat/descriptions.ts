import { LANGUAGES, type MessageKey, say } from '../i18n/translate.ts';
import type { Command, Subcommand } from './command.ts';
import type { CommandDescription, OptionDescription, SubcommandDescription } from './describe.ts';
import { fieldTexts } from './field-texts.ts';
import { type Field, fieldsOf } from './input.ts';

const inEach = (key: string) =>
  Object.fromEntries(LANGUAGES.map((language) => [language, say(language, key as MessageKey)]));
const english = (key: string) => say('en', key as MessageKey);

/** @returns every command as people see it before they use it, with the words of the locale files */
export function describeCommands<C>(commands: ReadonlyMap<string, Command<C>>): CommandDescription[] {
  return [...commands.values()].map(({ name, subcommands, alone }) => ({
    ...names(`commands.${name}`, name),
    forManagers: [...subcommands.values(), ...(alone ? [alone] : [])].every((one) => one.right === 'manage'),
    subcommands: [...subcommands].map(([sub, definition]) => describeSubcommand(name, sub, definition)),
    ...(alone && { options: describeOptions(`commands.${name}`, alone) }),
  }));
}

function names(texts: string, name: string) {
  return {
    name,
    names: inEach(`${texts}.name`),
    description: english(`${texts}.description`),
    descriptions: inEach(`${texts}.description`),
  };
}

function describeSubcommand<C>(command: string, name: string, definition: Subcommand<C>): SubcommandDescription {
  const texts = `commands.${command}.${name}`;
  return { ...names(texts, name), options: describeOptions(texts, definition) };
}

function describeOptions<C>(texts: string, { input, suggest }: Subcommand<C>): OptionDescription[] {
  return fieldsOf(input).map((field) => describeOption(texts, field, Boolean(suggest?.[field.name])));
}

function describeOption(subcommand: string, field: Field, proposes: boolean): OptionDescription {
  const texts = fieldTexts(subcommand, field.name);
  return {
    name: field.name,
    names: inEach(`${texts}.name`),
    description: english(`${texts}.hint`),
    descriptions: inEach(`${texts}.hint`),
    type: OPTION_TYPES[field.type],
    maxLength: field.maxLength,
    minimum: field.minimum,
    maximum: field.maximum,
    choices: field.values?.map((value) => ({
      value,
      name: english(`${texts}.choices.${value}`),
      names: inEach(`${texts}.choices.${value}`),
    })),
    required: field.secret,
    suggests: proposes || field.type === 'moment' || field.type === 'pick',
  };
}

const OPTION_TYPES: Record<Field['type'], OptionDescription['type']> = {
  line: 'text',
  paragraph: 'text',
  moment: 'text',
  pick: 'text',
  integer: 'integer',
  choice: 'choice',
  channel: 'channel',
  role: 'role',
};
