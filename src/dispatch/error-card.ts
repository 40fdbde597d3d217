import type { Button, Card } from '../chat/card.ts';
import { textOf } from '../chat/say.ts';
import type { Text } from '../chat/text.ts';
import type { UserError } from '../chat/user-error.ts';
import { type Language, say } from '../i18n/translate.ts';

/** @returns the error in words, times, mentions and commands still as nodes */
export function errorText(error: UserError, language: Language): Text {
  return textOf(language, `errors.${error.code}`, error.values);
}

/**
 * @param again a button that brings back what the person typed
 * @param choices buttons that each take what may have been meant, with what is to be known of them all
 */
export function errorCard(text: Text, again?: Button, choices?: { buttons: readonly Button[]; note: string }): Card {
  const controls = [...(choices?.buttons ?? []), ...(again ? [again] : [])];
  return {
    tone: 'attention',
    body: [
      { type: 'text', text },
      ...(choices ? [{ type: 'note' as const, text: choices.note }] : []),
      ...(controls.length > 0 ? [{ type: 'controls' as const, controls }] : []),
    ],
  };
}

/** @param incident a short number that is also in the log */
export function bugCard(language: Language, incident: string): Card {
  return errorCard(say(language, 'errors.unexpected', { incident }));
}
