import type { Logger } from 'pino';
import type { Call } from '../chat/call.ts';
import type { BaseContext, Repertoire } from '../chat/command.ts';
import { pinnedResult } from '../chat/pins.ts';
import type { Result } from '../chat/platform.ts';
import { UserError } from '../chat/user-error.ts';
import { say } from '../i18n/translate.ts';
import { runHandler } from './handler.ts';
import { carriedBeside, type KeptOptions, loadKept } from './kept.ts';
import { createMending } from './mending.ts';
import { type FormOptions, openForm } from './open-form.ts';
import { checkRight, type RightOptions } from './right.ts';
import { type Task, targetTask } from './task.ts';

export interface WorkOptions<C extends BaseContext> extends RightOptions<C>, KeptOptions, FormOptions<C> {
  repertoire: Repertoire<C>;
  /** Finds (or, at the first use, makes) community and space. @param task `args`: of the button that was pressed */
  context(call: Call, task: Pick<Task<C>, 'args' | 'right'>): Promise<C>;
  log: Logger;
}

/** Does what a call asks for, step by step: its context, who may, what was kept, and a form or the handler. */
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
    await checkRight(options, context, task.right);
    const loaded = (task.kept && (await loadKept(options, call, task.kept))?.values) || {};
    const full = { ...task, values: { ...carriedBeside(call, task, loaded), ...task.values } };
    return task.asksFirst
      ? openForm({ ...options, mending }, context, full)
      : runHandler(mending, context, full, loaded);
  }

  /** Answers a form that was closed with something in it, by mistake or not. */
  async function closed(context: C, call: Call, task: Task<C>): Promise<Result> {
    const kept = task.kept ? await loadKept(options, call, task.kept) : null;
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
    const loaded = await loadKept(options, call, id);
    const task = loaded && targetTask(repertoire, loaded.target, loaded.values, []);
    if (!task) throw new UserError('kept-gone');
    return work(call, { ...task, mistakes: loaded.mistakes, kept: id, again: true, asksFirst: true });
  }

  /** The press of a choice: as if it had been typed in the first place. */
  async function take(call: Call, id: string): Promise<Result> {
    const loaded = await loadKept(options, call, id);
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
