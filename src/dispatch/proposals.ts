import type { Option } from '../chat/card.ts';
import { PROPOSALS_MAX } from '../chat/limits.ts';
import { type Language, say } from '../i18n/translate.ts';

/** Value sent for "there are more" when nothing was typed: each value has a character at least. */
const MORE = '…';

/** @returns what is proposed while somebody types; where it is cut, the last one says so and how to narrow it */
export function proposals(found: readonly Option[], typed: string, language: Language): readonly Option[] {
  if (found.length <= PROPOSALS_MAX) return found;
  const more = { value: typed.trim() || MORE, label: say(language, 'form.more-proposals') };
  return [...found.slice(0, PROPOSALS_MAX - 1), more];
}
