import { IntlMessageFormat } from 'intl-messageformat';
import da from './da.json' with { type: 'json' };
import { isolate } from './direction.ts';
import en from './en.json' with { type: 'json' };

export const LANGUAGES = ['da', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export const DEFAULT_LANGUAGE: Language = 'da';

type Paths<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}` }[keyof T & string];
/** Key of a text in the locale files: "errors.past". */
export type MessageKey = Paths<typeof da>;

const messages: Record<Language, unknown> = { da, en };
const compiled = new Map<string, IntlMessageFormat>();

/** @returns the first of our languages that a BCP 47 tag asks for, or null when we do not speak it */
export function readLanguage(tag: string | undefined | null): Language | null {
  const base = tag?.toLowerCase().split('-')[0];
  return LANGUAGES.find((language) => language === base) ?? null;
}

/** @returns whether the locale files have a text at `key` */
export function hasMessage(key: string): key is MessageKey {
  return typeof lookUp('da', key) === 'string';
}

function lookUp(language: Language, key: string): unknown {
  return key.split('.').reduce<unknown>((node, name) => (node as Record<string, unknown>)?.[name], messages[language]);
}

function message(language: Language, key: string): IntlMessageFormat {
  const cacheKey = `${language}:${key}`;
  const known = compiled.get(cacheKey);
  if (known) return known;
  const source = lookUp(language, key);
  if (typeof source !== 'string') throw new Error(`The locale file ${language}.json has no text at "${key}".`);
  const made = new IntlMessageFormat(source, language, undefined);
  compiled.set(cacheKey, made);
  return made;
}

/**
 * @param values by the names that stand in braces in the text (ICU message syntax)
 * @throws Error when the key or a value is missing: a programming mistake
 */
export function say(language: Language, key: MessageKey, values: Record<string, string | number> = {}): string {
  return String(message(language, key).format(isolated(values)));
}

/** Makes a node of the words that stand between a pair of tags in a text. */
type Tagged<Node> = (words: readonly string[]) => Node;

/**
 * Does what `say` does, with values that are not only words: nodes such as a time or a mention keep their place in the
 * text, and words between tags (`<command>meetup list</command>`) become nodes.
 * @returns the pieces in order
 */
export function sayWith<Node>(
  language: Language,
  key: MessageKey,
  values: Record<string, string | number | Node | Tagged<Node>>,
): (string | Node)[] {
  const result = message(language, key).format<Node>(isolated(values) as Record<string, Node>);
  return Array.isArray(result) ? result : [result];
}

/** Names and titles are in the direction of their own letters, the sentence in that of ours. */
function isolated<Value>(values: Record<string, Value>): Record<string, Value | string> {
  const entries = Object.entries(values);
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === 'string' ? isolate(value) : value]));
}
