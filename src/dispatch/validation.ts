import type { z } from 'zod';
import { fieldTexts } from '../chat/field-texts.ts';
import { cutTo, type InputSchema, VALUE_MAX } from '../chat/input.ts';
import type { Mistakes } from '../chat/mistakes.ts';
import { type Inline, pieces, strong, type Text } from '../chat/text.ts';
import { type Language, type MessageKey, say } from '../i18n/translate.ts';

/** The part of what somebody typed that is quoted: they know it by its beginning. */
const QUOTED_MAX = 100;

/** @returns the input, or what is wrong with it */
export function validate(
  schema: InputSchema,
  values: Record<string, string>,
  language: Language,
): { input: unknown } | { mistakes: Mistakes } {
  const parsed = schema.safeParse(values);
  if (parsed.success) return { input: parsed.data };
  const mistakes: Mistakes = {};
  for (const issue of parsed.error.issues) mistakes[String(issue.path[0])] ??= issueInWords(issue, values, language);
  return { mistakes };
}

function issueInWords(issue: z.core.$ZodIssue, values: Record<string, string>, language: Language): string {
  const typed = values[String(issue.path[0])] ?? '';
  const quoted = typed.length > QUOTED_MAX ? `${cutTo(typed, QUOTED_MAX)}…` : typed;
  if (issue.code === 'too_big') {
    const [most, length] = [Number(issue.maximum), typed.trim().length];
    // More was not looked at, so nobody knows how long it is.
    if (typed.length >= VALUE_MAX) return say(language, 'errors.far-too-long', { most, length });
    return say(language, 'errors.too-long', { most, length });
  }
  if (issue.code === 'custom' && issue.params?.kind === 'range') {
    const { minimum, maximum, number } = issue.params;
    const wrong = number > maximum ? 'large' : number < minimum ? 'small' : 'fraction';
    return say(language, 'errors.out-of-range', { wrong, least: minimum, most: maximum });
  }
  if (issue.code === 'custom' && issue.params?.kind === 'number')
    return say(language, 'errors.not-a-number', { typed: quoted });
  if (issue.code === 'invalid_value') return say(language, 'errors.not-a-choice', { typed: quoted });
  return say(language, 'errors.missing');
}

/** @returns every problem on a line of its own, each after the name of its field */
export function mistakesText(language: Language, texts: string, mistakes: Mistakes): Text {
  return Object.entries(mistakes).flatMap(([name, mistake], index): (string | Inline)[] => {
    const label = say(language, `${fieldTexts(`commands.${texts.replace('/', '.')}`, name)}.label` as MessageKey);
    return [index > 0 ? '\n' : '', strong(/[?!.:]$/.test(label) ? label : `${label}:`), ' ', ...pieces(mistake)];
  });
}
