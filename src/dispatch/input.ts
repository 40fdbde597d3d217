import type { BaseContext, Check, Question } from '../chat/command.ts';
import type { Mistakes } from '../chat/mistakes.ts';
import { ChoiceError, UserError } from '../chat/user-error.ts';
import { errorText } from './error-card.ts';
import { validate } from './validation.ts';

type Values = Record<string, string>;

/** @returns the input, or everything that is wrong with it: what its fields say, and what the question's checks find */
export async function readInput<C extends BaseContext>(
  context: C,
  question: Question<C>,
  form: { args: Values; values: Values; shown: Values },
): Promise<{ input: unknown } | { mistakes: Mistakes; choice?: ChoiceError }> {
  const validated = validate(question.input, form.values, context.language);
  const invalid = 'mistakes' in validated ? validated.mistakes : {};
  const found: Mistakes = { ...invalid };
  let choice: ChoiceError | undefined;
  for (const [name, check] of Object.entries((question.checks ?? {}) as Record<string, Check<C, unknown>>)) {
    const value = name in invalid ? undefined : question.input.shape[name]?.safeParse(form.values[name]).data;
    if (value === undefined || value === null) continue;
    try {
      await check(context, value, form);
    } catch (error) {
      // What is about no field (what it changes is gone) leaves nothing to mend.
      if (!(error instanceof UserError) || error.field === undefined) throw error;
      found[error.field] ??= errorText(error, context.language);
      if (error instanceof ChoiceError) choice = error;
    }
  }
  // In the order in which the form asks for them.
  const mistakes = Object.keys(question.input.shape).flatMap((name) =>
    found[name] ? [[name, found[name]] as const] : [],
  );
  // Beside another mistake a choice would only lead to that.
  if (mistakes.length === 1) return { mistakes: Object.fromEntries(mistakes), choice };
  if (mistakes.length > 1) return { mistakes: Object.fromEntries(mistakes) };
  return validated;
}
