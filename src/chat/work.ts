import type { Logger } from 'pino';
import { say } from '../i18n/translate.ts';
import { buildForm, formFields, mendingFields } from './ask.ts';
import type { Call } from './call.ts';
import { readInput } from './checks.ts';
import type { BaseContext, Repertoire, Right } from './command.ts';
import { createMending } from './mending.ts';
import { partMistakes } from './mistakes.ts';
import { pinnedResult } from './pins.ts';
import type { Result } from './platform.ts';
import { errorCard, errorText, mistakesText } from './problems.ts';
import { mendingId, type Task, targetTask } from './tasks.ts';
import { ChoiceError, UserError } from './user-error.ts';

type Values = Record<string, string>;

const NOT_ALLOWED = { anyone: 'unknown', organise: 'not-allowed-organise', manage: 'not-allowed-manage' } as const;

export interface WorkOptions<C extends BaseContext> {
  repertoire: Repertoire<C>;
  /** Finds (or, at the first use, makes) community and space. @param task `args`: of the button that was pressed */
  context(call: Call, task: Pick<Task<C>, 'args' | 'right'>): Promise<C>;
  may(context: C, right: Right): Promise<boolean>;
  /** Keeps what a person typed for a while. @returns an id by which `kept` finds it */
  keep(context: C, target: string, values: Values): Promise<string>;
  /** @returns what this very person typed, or null when there is no such thing (any more) */
  kept(call: Call, id: string): Promise<{ target: string; values: Values } | null>;
  log: Logger;
}

/** Does what calls ask for: checks who may, asks with a form what is missing, reads the input, and runs the handler. */
export function createWork<C extends BaseContext>(options: WorkOptions<C>) {
  const { repertoire } = options;
  const mending = createMending<C>(options);

  /** Runs the work of a call. The result goes on in the space that the call came from. */
  async function within(call: Call, task: Task<C>, run: (context: C) => Promise<Result>): Promise<Result> {
    const context = await options.context(call, task);
    const result = await run(context);
    return context.shownFor === undefined ? result : pinnedResult(result, context.shownFor);
  }

  const work = (call: Call, task: Task<C>) => within(call, task, (context) => carryOut(context, call, task));

  async function carryOut(context: C, call: Call, task: Task<C>): Promise<Result> {
    if (!(await options.may(context, task.right))) throw new UserError(NOT_ALLOWED[task.right]);
    const loaded = (task.kept && (await loadKept(call, task.kept))?.values) || {};
    const full = { ...task, values: { ...carriedBeside(call, task, loaded), ...task.values } };
    if (task.asksFirst) return ask(context, full);
    try {
      return await answer(context, full, loaded);
    } catch (error) {
      if (!(error instanceof UserError) || !task.question) throw error;
      const text = errorText(error, context.language);
      if (!error.field) return { type: 'private', card: errorCard(text) };
      const choice = error instanceof ChoiceError ? error : undefined;
      return mending.wrong(context, full, { mistakes: { [error.field]: text }, text, choice });
    }
  }

  /** @returns what was kept of an input whose other part comes now */
  function carriedBeside(call: Call, task: Task<C>, loaded: Values): Values {
    // A choice was kept with all the rest.
    if (call.kind === 'action' && task.again && !task.asksFirst) return {};
    if (call.kind !== 'form' && call.kind !== 'closed') return loaded;
    // What a form shows is in the form: a field that was emptied there must not come back from what was kept.
    return Object.fromEntries(Object.entries(loaded).filter(([name]) => !(name in call.values)));
  }

  async function loadKept(call: Call, id: string) {
    const row = await options.kept(call, id);
    return row && { target: row.target, ...partMistakes(row.values) };
  }

  async function ask(context: C, task: Task<C>): Promise<Result> {
    const { question } = task;
    if (!question) throw new Error(`${task.name} has no form.`);
    const { mistakes = {} } = task;
    const fields = task.again ? mendingFields(question, task.values, mistakes) : formFields(question);
    const { values, kept } = await toShow(context, task, { question, fields });
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
        const button = await mending.againButton(context, { ...task, values }, 'open-form');
        return errorCard(say(context.language, button ? 'errors.form-late' : 'errors.form-late-lost'), button);
      },
    };
  }

  /** Values that a form opens with, and the row that its input has to be seen together with. */
  async function toShow(
    context: C,
    task: Task<C>,
    { question, fields }: { question: NonNullable<Task<C>['question']>; fields: readonly string[] },
  ) {
    if (question.values) {
      // What stood there is kept, so that only what the person changes is changed.
      const standing = await question.values(context, task.args);
      const kept = await options.keep(context, task.target(), standing);
      return { values: task.kept ? task.values : { ...standing, ...task.values }, kept };
    }
    const carries = Object.keys(task.values).some((name) => !fields.includes(name));
    const kept = carries ? (task.kept ?? (await options.keep(context, task.target(), task.values))) : undefined;
    return { values: task.values, kept };
  }

  async function answer(context: C, task: Task<C>, shown: Values): Promise<Result> {
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

  /** Answers a form that was closed with something in it, by mistake or not. */
  async function closed(context: C, call: Call, task: Task<C>): Promise<Result> {
    const kept = task.kept ? await loadKept(call, task.kept) : null;
    const values = { ...carriedBeside(call, task, kept?.values ?? {}), ...task.values };
    const mistakes = task.mistakes ?? kept?.mistakes;
    const button = await mending.againButton(context, { ...task, values, mistakes }, 'open-form');
    if (!button) return { type: 'nothing' };
    const text = say(context.language, 'form.closed');
    return {
      type: 'private',
      card: {
        body: [
          { type: 'text', text },
          { type: 'controls', controls: [button] },
        ],
      },
    };
  }

  /** The press of "mend it": everything about it is in the row that was kept. */
  async function again(call: Call, id: string): Promise<Result> {
    const loaded = await loadKept(call, id);
    const task = loaded && targetTask(repertoire, loaded.target, loaded.values, []);
    if (!task) throw new UserError('kept-gone');
    return work(call, { ...task, mistakes: loaded.mistakes, kept: id, again: true, asksFirst: true });
  }

  /** The press of a choice: as if it had been typed in the first place. */
  async function take(call: Call, id: string): Promise<Result> {
    const loaded = await loadKept(call, id);
    const task = loaded && targetTask(repertoire, loaded.target, loaded.values, []);
    if (!task) throw new UserError('kept-gone');
    return work(call, { ...task, again: true, asksFirst: false });
  }

  return {
    work,
    again,
    take,
    closed: (call: Call, task: Task<C>) => within(call, task, (context) => closed(context, call, task)),
  };
}
