import type { Json } from '../objects.ts';
import { ApiError } from '../rest/errors.ts';
import { checkNoSubcommandsAmongOptions, type Option, readOptions } from './command-options.ts';
import { compact, Fields, FormErrors, lengthOf, type Path } from './form.ts';
import { asObject } from './message.ts';
import { readDescriptions, readNames, readTranslations } from './names.ts';

/** https://docs.discord.com/developers/interactions/application-commands */
const SIZE_MAX = 8000;

export const CHAT_INPUT = 1;
/** Largest number of commands of each type there may be, per scope. */
export const COMMANDS_MAX: Record<number, number> = { [CHAT_INPUT]: 100, 2: 15, 3: 15 };

export interface CommandDraft {
  type: number;
  name: string;
  name_localizations: Record<string, string> | null;
  description: string;
  description_localizations: Record<string, string> | null;
  options?: Option[];
  default_member_permissions: string | null;
  nsfw: boolean;
  contexts: number[] | null;
  integration_types: number[];
}

/**
 * Reads one command as the bot registers it.
 * @param before the command that it changes: what the body leaves out stays
 * @throws {ApiError} 50035
 */
export function readCommand(body: unknown, before?: CommandDraft): CommandDraft {
  const errors = new FormErrors();
  const command = readAt(errors, [], body, before);
  errors.throwIfAny();
  return command;
}

/** Reads a whole list, as PUT sends it. @throws {ApiError} 50035, with errors by index */
export function readCommands(body: unknown): CommandDraft[] {
  const errors = new FormErrors();
  if (!Array.isArray(body)) throw new ApiError(400, 50035, 'Invalid Form Body');
  const seen = new Set<string>();
  const commands = body.map((each, index) => {
    const command = readAt(errors, [index], each);
    const key = `${command.type} ${command.name}`;
    if (seen.has(key)) {
      errors.add([index], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
    }
    seen.add(key);
    return command;
  });
  errors.throwIfAny();
  return commands;
}

function readAt(errors: FormErrors, path: Path, body: unknown, before?: CommandDraft): CommandDraft {
  const fields = new Fields(errors, path, { ...before, ...asObject(body) });
  const type = fields.choice('type', [CHAT_INPUT, 2, 3]) ?? CHAT_INPUT;
  const options = type === CHAT_INPUT ? readOptions(fields) : undefined;
  if (options) checkNoSubcommandsAmongOptions(fields, options);
  const command = compact<CommandDraft>({
    type,
    ...(type === CHAT_INPUT ? readNames(fields) : readMenuNames(fields)),
    ...(type === CHAT_INPUT ? readDescriptions(fields) : { description: '', description_localizations: null }),
    options,
    default_member_permissions: readPermissions(fields),
    nsfw: fields.boolean('nsfw') ?? false,
    contexts: fields.list('contexts', { min: 1 })?.map(Number) ?? null,
    integration_types: fields.list('integration_types', { min: 1 })?.map(Number) ?? [0],
  });
  if (sizeOf(command) > SIZE_MAX) {
    fields.error(null, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${SIZE_MAX})`);
  }
  return command;
}

/** Commands in a user's or a message's menu may be called anything. */
function readMenuNames(fields: Fields): Pick<CommandDraft, 'name' | 'name_localizations'> {
  const name = fields.text('name', { min: 1, max: 32, required: true }) ?? '';
  if (fields.source.description) {
    fields.error(
      'description',
      'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
      'Context menu commands cannot have description',
    );
  }
  return { name, name_localizations: readTranslations(fields, 'name_localizations', 32) };
}

function readPermissions(fields: Fields): string | null {
  const text = fields.text('default_member_permissions');
  if (text === undefined) return null;
  if (/^\d+$/.test(text)) return text;
  fields.error('default_member_permissions', 'NUMBER_TYPE_COERCE', `Value "${text}" is not int.`);
  return null;
}

/** Of names, descriptions and values together; of each field only the longest translation counts. */
function sizeOf(item: Json | CommandDraft | Option): number {
  const { name, name_localizations, description, description_localizations, value, options, choices } = item as {
    [key: string]: unknown;
    name_localizations?: Record<string, string> | null;
    description_localizations?: Record<string, string> | null;
    options?: Option[];
    choices?: Json[];
  };
  const longest = (text: unknown, translations: Record<string, string> | null | undefined) =>
    Math.max(lengthOf(String(text ?? '')), ...Object.values(translations ?? {}).map(lengthOf));
  const own = longest(name, name_localizations) + longest(description, description_localizations);
  const nested = [...(options ?? []), ...(choices ?? [])].reduce((sum, each) => sum + sizeOf(each), 0);
  return own + lengthOf(String(value ?? '')) + nested;
}
