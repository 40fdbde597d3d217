import { compact, type Fields } from './form.ts';
import { readDescriptions, readNames, readTranslations } from './names.ts';

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type */
export const SUBCOMMAND = 1;
export const GROUP = 2;
export const STRING = 3;
export const INTEGER = 4;
export const BOOLEAN = 5;
export const USER = 6;
export const CHANNEL = 7;
export const ROLE = 8;
export const MENTIONABLE = 9;
export const NUMBER = 10;
const ATTACHMENT = 11;

const VALUES = [STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT];
const WITH_CHOICES = [STRING, INTEGER, NUMBER];
const OPTIONS_MAX = 25;
const LENGTH_MAX = 6000;

export interface Choice {
  name: string;
  name_localizations: Record<string, string> | null;
  value: string | number;
}

export interface Option {
  type: number;
  name: string;
  name_localizations: Record<string, string> | null;
  description: string;
  description_localizations: Record<string, string> | null;
  required?: boolean;
  choices?: Choice[];
  options?: Option[];
  channel_types?: number[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
  autocomplete?: boolean;
}

/** @param within the type of what they belong to; a command when left out */
export function readOptions(fields: Fields, within?: number): Option[] | undefined {
  const allowed = within === undefined ? [SUBCOMMAND, GROUP, ...VALUES] : within === GROUP ? [SUBCOMMAND] : VALUES;
  const list = fields.objects('options', { max: OPTIONS_MAX });
  const names = new Set<string>();
  let optional = false;
  return list?.map((each) => {
    const option = readOption(each, allowed);
    if (option.required && optional) {
      const message = 'Required options must be placed before non-required options';
      each.error(null, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message);
    }
    if (names.has(option.name)) {
      each.error('name', 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists');
    }
    optional ||= VALUES.includes(option.type) && !option.required;
    names.add(option.name);
    return option;
  });
}

/** A command has values or subcommands, never both. */
export function checkNoSubcommandsAmongOptions(fields: Fields, options: readonly Option[]): void {
  const values = options.filter(({ type }) => VALUES.includes(type)).length;
  if (values === 0 || values === options.length) return;
  fields.error(
    'options',
    'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    'Sub-command and sub-command group option types are mutually exclusive to all other types',
  );
}

function readOption(fields: Fields, allowed: readonly number[]): Option {
  const type = fields.choice('type', allowed, { required: true }) ?? STRING;
  const base = { type, ...readNames(fields), ...readDescriptions(fields) };
  if (type === SUBCOMMAND || type === GROUP) {
    return { ...base, options: readOptions(fields, type) ?? [] };
  }
  const choices = WITH_CHOICES.includes(type) ? readChoices(fields, type) : undefined;
  const autocomplete = fields.boolean('autocomplete');
  if (autocomplete && choices?.length) {
    fields.error(
      'autocomplete',
      'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES',
      'Autocomplete options cannot have choices',
    );
  }
  return compact<Option>({
    ...base,
    required: fields.boolean('required') || undefined,
    choices: choices?.length ? choices : undefined,
    channel_types: type === CHANNEL ? fields.list('channel_types')?.map(Number) : undefined,
    min_value: readBound(fields, 'min_value', type),
    max_value: readBound(fields, 'max_value', type),
    min_length: type === STRING ? fields.integer('min_length', { min: 0, max: LENGTH_MAX }) : undefined,
    max_length: type === STRING ? fields.integer('max_length', { min: 1, max: LENGTH_MAX }) : undefined,
    autocomplete: autocomplete || undefined,
  });
}

/** Choices of an option, or of an answer to autocomplete. */
export function readChoices(fields: Fields, type: number | undefined): Choice[] | undefined {
  return fields.objects('choices', { max: OPTIONS_MAX })?.map((choice) => {
    const text = type === undefined ? typeof choice.source.value !== 'number' : type === STRING;
    return {
      name: choice.text('name', { min: 1, max: 100, required: true }) ?? '',
      name_localizations: readTranslations(choice, 'name_localizations', 100),
      value: (text ? choice.text('value', { max: 100, required: true }) : readNumber(choice, 'value', true)) ?? '',
    };
  });
}

function readBound(fields: Fields, name: string, type: number): number | undefined {
  if (type === INTEGER) return fields.integer(name);
  return type === NUMBER ? readNumber(fields, name, false) : undefined;
}

function readNumber(fields: Fields, name: string, required: boolean): number | undefined {
  const value = fields.source[name];
  if (typeof value === 'number') return value;
  if (value === undefined && !required) return undefined;
  return fields.error(name, 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not float.`);
}
