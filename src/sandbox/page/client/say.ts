import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import da from '../texts/da.json' with { type: 'json' };
import en from '../texts/en.json' with { type: 'json' };

export type TextKey = keyof typeof da;
export type Language = 'da' | 'en';

const TEXTS: Record<Language, Record<TextKey, string>> = { da, en };

/** The words of one language, and the locale by which its dates and numbers are written. */
export interface Speech {
  language: Language;
  locale: string;
  /** @returns the text with "{name}" replaced by the value of that name */
  say(key: TextKey, values?: Record<string, string | number>): string;
}

/** @param locale such as "da", "da-DK", "en-GB"; what is neither Danish nor English reads English */
export function speechOf(locale: string): Speech {
  const language = /^da\b/i.test(locale) ? 'da' : 'en';
  return {
    language,
    locale,
    say: (key, values = {}) =>
      TEXTS[language][key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)),
  };
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
