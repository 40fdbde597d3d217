import type { BaseContext } from '../chat/command.ts';
import type { Result } from '../chat/platform.ts';
import { ChoiceError, UserError } from '../chat/user-error.ts';
import { errorCard, errorText } from './error-card.ts';
import { readInput } from './input.ts';
import type { Mending } from './mending.ts';
import type { Task } from './task.ts';
import { mistakesText } from './validation.ts';

type Values = Record<string, string>;

/** Reads the input and runs the handler; what is wrong with the input comes back to be mended. */
export async function runHandler<C extends BaseContext>(
  mending: Mending<C>,
  context: C,
  task: Task<C>,
  shown: Values,
): Promise<Result> {
  try {
    return await answer(mending, context, task, shown);
  } catch (error) {
    if (!(error instanceof UserError) || !task.question) throw error;
    const text = errorText(error, context.language);
    if (!error.field) return { type: 'private', card: errorCard(text) };
    const choice = error instanceof ChoiceError ? error : undefined;
    return mending.wrong(context, task, { mistakes: { [error.field]: text }, text, choice });
  }
}

async function answer<C extends BaseContext>(
  mending: Mending<C>,
  context: C,
  task: Task<C>,
  shown: Values,
): Promise<Result> {
  let input: unknown;
  if (task.question) {
    const checked = await readInput(context, task.question, { args: task.args, values: task.values, shown });
    if ('mistakes' in checked) {
      const { mistakes, choice } = checked;
      const text = choice?.open
        ? errorText(choice, context.language)
        : mistakesText(context.language, task.question.texts, mistakes);
      return mending.wrong(context, task, { mistakes, text, choice });
    }
    input = checked.input;
  }
  const card = await task.run(context, input, shown);
  return card ? { type: 'card', card } : { type: 'nothing' };
}
