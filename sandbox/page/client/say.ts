import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import da from '../texts/da.json' with { type: 'json' };
import en from '../texts/en.json' with { type: 'json' };
import { setup } from './setup.ts';

export type TextKey = keyof typeof da;
export type Language = 'da' | 'en';

/** The texts of each language, by their names. */
export type Texts<Key extends string> = Record<Language, Record<Key, string>>;
/** Words that stand in a text in the place of "{name}". */
export type Values = Record<string, string | number>;

const TEXTS: Texts<TextKey> = { da, en };

/** The words of one language, and the locale by which its dates and numbers are written. */
export interface Speech {
  language: Language;
  locale: string;
  /** @returns the text with "{name}" replaced by the value of that name, and "{app}" by the product's */
  say(key: TextKey, values?: Values): string;
}

/** @param locale such as "da", "da-DK", "en-GB"; what is neither Danish nor English reads English */
export function speechOf(locale: string): Speech {
  const language = /^da\b/i.test(locale) ? 'da' : 'en';
  return {
    language,
    locale,
    say: (key, values) => fill(setup.texts[language][key] ?? TEXTS[language][key], values),
  };
}

/** @param values by name; "{app}" is the product's name @returns the text with its gaps filled */
export function fill(text: string, values: Values = {}): string {
  const all: Values = { app: setup.name, ...values };
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(all[name] ?? whole));
}

/** @param preferred languages of the browser, the best first @returns the first that the page has; Danish if it has none */
export function pageLocale(preferred: readonly string[]): string {
  return preferred.find((locale) => /^(da|en)\b/i.test(locale)) ?? 'da';
}

/** The page speaks the browser's language; within each half its person's. */
export const SpeechContext = createContext<Speech>(speechOf('da'));

export function useSpeech(): Speech {
  return useContext(SpeechContext);
}
