import { fill, type Language, type Texts, useSpeech, type Values } from '@samling/sandbox/page/client/say.ts';
import da from './texts/da.json' with { type: 'json' };
import en from './texts/en.json' with { type: 'json' };

export type TextKey = keyof typeof da;

const TEXTS: Texts<TextKey> = { da, en };

/** Speaks of the first steps in one language. */
export type Say = (key: TextKey, values?: Values) => string;

export function sayIn(language: Language): Say {
  return (key, values) => fill(TEXTS[language][key], values);
}

/** @returns speaks as the page does */
export function useSay(): Say {
  return sayIn(useSpeech().language);
}
