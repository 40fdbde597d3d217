import { DEFAULT_LANGUAGE, readLanguage, say } from '../i18n/translate.ts';

/**
 * Time (ms) after a call arrived when its person is told that it takes a moment, where the platform itself shows
 * nothing. What is wrong with the database is known before: then the answer says so.
 */
export const PATIENCE_AFTER_MS = 2_500;

/** @param language BCP 47, when it is known */
export function askPatience(language: string | undefined): string {
  return say(readLanguage(language) ?? DEFAULT_LANGUAGE, 'errors.patience');
}
