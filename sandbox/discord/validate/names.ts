import type { Fields } from './form.ts';

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** https://docs.discord.com/developers/reference#locales */
const LOCALES =
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko';
const KNOWN_LOCALES = new Set(LOCALES.split(' '));

/** Reads the name of a command or an option, with its translations. */
export function readNames(fields: Fields): { name: string; name_localizations: Record<string, string> | null } {
  const name = fields.text('name', { min: 1, max: 32, required: true }) ?? '';
  if (name !== '' && !isName(name)) {
    fields.error('name', 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  }
  return { name, name_localizations: readTranslations(fields, 'name_localizations', 32, isName) };
}

export function readDescriptions(fields: Fields): {
  description: string;
  description_localizations: Record<string, string> | null;
} {
  return {
    description: fields.text('description', { min: 1, max: 100, required: true }) ?? '',
    description_localizations: readTranslations(fields, 'description_localizations', 100),
  };
}

/** @returns the dictionary by locale, or null when none is given */
export function readTranslations(
  fields: Fields,
  name: string,
  max: number,
  valid: (text: string) => boolean = () => true,
): Record<string, string> | null {
  const dictionary = fields.object(name);
  if (!dictionary) return null;
  const texts: Record<string, string> = {};
  for (const locale of Object.keys(dictionary.source)) {
    if (!KNOWN_LOCALES.has(locale)) dictionary.error(locale, 'BASE_TYPE_CHOICES', `Value must be one of {${LOCALES}}.`);
    const text = dictionary.text(locale, { min: 1, max });
    if (text === undefined) continue;
    if (!valid(text)) dictionary.error(locale, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
    texts[locale] = text;
  }
  return texts;
}

/** Lower case is asked for where there is one. */
function isName(name: string): boolean {
  return NAME.test(name) && name === name.toLowerCase();
}
