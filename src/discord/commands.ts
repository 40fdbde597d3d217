import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  Locale,
  type LocalizationMap,
  PermissionFlagsBits,
  type REST,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import type { CommandDescription, OptionDescription, SubcommandDescription } from '../chat/describe.ts';
import { POSTABLE_CHANNELS } from './render/controls.ts';
import { OPTION_LENGTH_MAX } from './render/limits.ts';

/**
 * Makes Discord's list of our commands what it should be. It is only written when it differs: each new command counts
 * against a daily number. https://docs.discord.com/developers/interactions/application-commands#registering-a-command
 * @returns whether it was written
 */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  commands: readonly CommandDescription[],
): Promise<boolean> {
  const route = Routes.applicationCommands(applicationId);
  const wanted = commands.map(commandBody);
  const present = (await rest.get(route, {
    query: new URLSearchParams({ with_localizations: 'true' }),
  })) as APIApplicationCommand[];
  if (comparable(wanted) === comparable(present)) return false;
  await rest.put(route, { body: wanted });
  return true;
}

/**
 * @returns the command as Discord registers it: for servers only. Options are optional, since a form asks for what is
 * missing, except secret ones: Discord's client then puts what is typed into them, and never into a message
 * @see https://docs.discord.com/developers/interactions/application-commands#application-command-object
 */
function commandBody(command: CommandDescription): RESTPostAPIChatInputApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.ChatInput,
    ...named(command),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: command.forManagers ? String(PermissionFlagsBits.ManageGuild) : null,
    options: command.options?.map(optionBody) ?? command.subcommands.map(subcommandBody),
  };
}

function subcommandBody(subcommand: SubcommandDescription): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    ...named(subcommand),
    // Discord wants those first that are required.
    options: subcommand.options
      .toSorted((one, other) => Number(other.required ?? false) - Number(one.required ?? false))
      .map(optionBody),
  };
}

function optionBody(option: OptionDescription): APIApplicationCommandBasicOption {
  const base = { ...named(option), required: option.required ?? false };
  switch (option.type) {
    case 'text':
      return {
        ...base,
        type: ApplicationCommandOptionType.String,
        max_length: Math.min(option.maxLength ?? OPTION_LENGTH_MAX, OPTION_LENGTH_MAX),
        ...(option.suggests && { autocomplete: true }),
      };
    case 'integer':
      return {
        ...base,
        type: ApplicationCommandOptionType.Integer,
        ...(option.minimum !== undefined && { min_value: option.minimum }),
        ...(option.maximum !== undefined && { max_value: option.maximum }),
        ...(option.suggests && { autocomplete: true }),
      };
    case 'channel':
      return { ...base, type: ApplicationCommandOptionType.Channel, channel_types: [...POSTABLE_CHANNELS] };
    case 'role':
      return { ...base, type: ApplicationCommandOptionType.Role };
    case 'choice':
      return {
        ...base,
        type: ApplicationCommandOptionType.String,
        choices: (option.choices ?? []).map(({ value, name, names }) => ({
          value,
          name,
          name_localizations: localised(names),
        })),
      };
  }
}

type Named = Pick<CommandDescription, 'name' | 'names' | 'description' | 'descriptions'>;

function named({ name, names, description, descriptions }: Named) {
  return {
    name,
    name_localizations: localised(names),
    description,
    description_localizations: localised(descriptions),
  };
}

/** @returns the texts by Discord's locales; English is what stands there for everybody else */
function localised(texts: Record<string, string>): LocalizationMap {
  const entries = Object.entries(texts).flatMap(([language, text]) =>
    Object.values(Locale)
      .filter((locale) => locale === language || locale.startsWith(`${language}-`))
      .filter((locale) => !locale.startsWith('en-'))
      .map((locale) => [locale, text] as const),
  );
  return Object.fromEntries(entries);
}

/**
 * Parts of a command that we decide; Discord adds ids and versions. In this order, so that equal ones are written
 * equally.
 */
const COMPARED = [
  ...['type', 'name', 'name_localizations', 'description', 'description_localizations', 'required', 'autocomplete'],
  ...['default_member_permissions', 'contexts', 'integration_types', 'channel_types', 'choices', 'value'],
  ...['min_value', 'max_value', 'max_length', 'options'],
];

/** @returns a text that is equal for commands that Discord would show alike */
function comparable(commands: readonly object[]): string {
  const byName = commands.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), 'en'));
  return JSON.stringify(byName.map((command) => comparableValue('', command)));
}

const nameOf = (command: object) => ('name' in command ? String(command.name) : '');

function comparableValue(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? value.map((one) => comparableValue('', one)) : undefined;
  // Discord leaves out, or writes as null, what is false or empty.
  if (value === false || value === null) return undefined;
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  if (key.endsWith('_localizations'))
    return entries.length > 0 ? entries.toSorted(([a], [b]) => (a < b ? -1 : 1)) : undefined;
  const known = new Map(entries);
  return COMPARED.map((name) => [name, comparableValue(name, known.get(name))]).filter(([, one]) => one !== undefined);
}
