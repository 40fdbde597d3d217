import type { BaseContext } from '../chat/command.ts';
import { mendingId } from '../chat/kept-actions.ts';
import type { Result } from '../chat/platform.ts';
import { say } from '../i18n/translate.ts';
import { errorCard } from './error-card.ts';
import { buildForm, formFields, mendingFields } from './form.ts';
import type { Mending } from './mending.ts';
import type { Task } from './task.ts';

type Values = Record<string, string>;

export interface FormOptions<C> {
  /** Keeps what a person typed for a while. @returns an id by which `kept` finds it */
  keep(context: C, target: string, values: Values): Promise<string>;
}

/** Asks with a form for what a task needs; one that comes too late is offered by a button. */
export async function openForm<C extends BaseContext>(
  options: FormOptions<C> & { mending: Mending<C> },
  context: C,
  task: Task<C>,
): Promise<Result> {
  const { question } = task;
  if (!question) throw new Error(`${task.name} has no form.`);
  const { mistakes = {} } = task;
  const fields = task.again ? mendingFields(question, task.values, mistakes) : formFields(question);
  const { values, kept } = await toShow(options, context, task, { question, fields });
  const id = task.target(kept);
  return {
    type: 'form',
    form: await buildForm(context, question, {
      texts: question.texts,
      id: task.again ? mendingId(id) : id,
      values,
      args: task.args,
      fields,
      mistakes,
    }),
    late: async () => {
      const button = await options.mending.againButton(context, { ...task, values }, 'open-form');
      return errorCard(say(context.language, button ? 'errors.form-late' : 'errors.form-late-lost'), button);
    },
  };
}

/** Values that a form opens with, and the row that its input has to be seen together with. */
async function toShow<C extends BaseContext>(
  { keep }: FormOptions<C>,
  context: C,
  task: Task<C>,
  { question, fields }: { question: NonNullable<Task<C>['question']>; fields: readonly string[] },
) {
  if (question.values) {
    // What stood there is kept, so that only what the person changes is changed.
    const standing = await question.values(context, task.args);
    const kept = await keep(context, task.target(), standing);
    return { values: task.kept ? task.values : { ...standing, ...task.values }, kept };
  }
  const carries = Object.keys(task.values).some((name) => !fields.includes(name));
  const kept = carries ? (task.kept ?? (await keep(context, task.target(), task.values))) : undefined;
  return { values: task.values, kept };
}
