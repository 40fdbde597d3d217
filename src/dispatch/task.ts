import { z } from 'zod';
import { actionName } from '../chat/action.ts';
import type { Call } from '../chat/call.ts';
import type { Card } from '../chat/card.ts';
import type { BaseContext, Command, Question, Repertoire, Right } from '../chat/command.ts';
import { cutTo, given, missing, storable, TYPED_MAX, VALUE_MAX } from '../chat/input.ts';
import { asksForHelp, nearestSubcommand } from '../chat/lost.ts';
import { KEPT_MARK, MENDING_MARK } from '../chat/marks.ts';
import { menuCard, runAction } from '../chat/menu.ts';
import type { Mistakes } from '../chat/mistakes.ts';
import type { Answers } from '../chat/platform.ts';
import { readTyped } from './typed.ts';

type Values = Record<string, string>;

/** The command that answers whoever writes to the bot. */
const HELP = 'help';

/** The work that a call asks for, found without any query. */
export interface Task<C> {
  name: string;
  right: Right;
  /** Way in which the work's result is shown; a form that comes before it is shown as a form. */
  answers: Exclude<Answers, 'with a form'>;
  /** A form comes first. Decided from the values alone: it must be the first answer on both platforms. */
  asksFirst: boolean;
  /** Arguments of the button, for finding the context. */
  args: Values;
  question?: Question<C> & { texts: string; values?: (context: C, args: Values) => Promise<Values> };
  values: Values;
  /** Mistakes of the values when they were given before, by field. */
  mistakes?: Mistakes;
  /** Input that is kept and belongs to these values. */
  kept?: string;
  /**
   * The form was opened from the explanation of what was wrong with an earlier one: its answer takes the place of that.
   */
  again: boolean;
  /** The id that a form carries so that its input finds this task again. */
  target: (kept?: string) => string;
  /** @param shown what a form showed when it opened; empty without one */
  run(context: C, input: unknown, shown: Values): Promise<Card | null>;
}

/** @returns the task of a call, or null when we do not know such a command or action (any more) */
export function taskOf<C extends BaseContext>(repertoire: Repertoire<C>, call: Call): Task<C> | null {
  switch (call.kind) {
    case 'command':
    case 'suggest':
      return commandTask(repertoire, call.path, given(call.values));
    case 'typed':
      return typedTask(repertoire, call);
    case 'said':
      return commandTask(repertoire, [HELP], {});
    case 'action':
      return targetTask(
        repertoire,
        call.id,
        {},
        call.chosen.map((one) => storable(cutTo(one, VALUE_MAX))),
      );
    case 'form':
    case 'closed': {
      const again = call.id.endsWith(MENDING_MARK);
      const task = targetTask(
        repertoire,
        again ? call.id.slice(0, -MENDING_MARK.length) : call.id,
        given(call.values),
        [],
      );
      return task && { ...task, again, asksFirst: false };
    }
  }
}

function commandTask<C>(
  repertoire: Repertoire<C>,
  path: readonly string[],
  values: Values,
  kept?: string,
): Task<C> | null {
  const [command = '', sub] = path;
  const found = repertoire.commands.get(command);
  const definition = sub === undefined ? found?.alone : found?.subcommands.get(sub);
  if (!definition) return null;
  const opened = definition.opens?.(values);
  if (opened) return targetTask(repertoire, opened, {}, []);
  const texts = path.join('/');
  return {
    name: texts,
    right: definition.right,
    answers: definition.answers,
    asksFirst: missing(definition.input, values).length > 0,
    again: false,
    args: {},
    question: { ...definition, texts },
    values,
    kept,
    target: (id) => runAction.id({ path: texts, kept: id ?? '' }),
    run: (context, input) => definition.handle(context, input as never),
  };
}

function typedTask<C extends BaseContext>(repertoire: Repertoire<C>, call: Call & { kind: 'typed' }): Task<C> | null {
  const command = repertoire.commands.get(call.path[0] ?? '');
  if (!command) return null;
  if (command.alone) return commandTask(repertoire, [command.name], {});
  const text = cutTo(call.text, TYPED_MAX);
  const typed = readTyped(command, asksForHelp(text) ? '' : text);
  if (typed.subcommand) return commandTask(repertoire, [command.name, typed.subcommand], given(typed.values));
  return {
    name: command.name,
    right: 'anyone',
    answers: 'privately',
    asksFirst: false,
    again: false,
    args: {},
    values: {},
    target: () => '',
    run: (context) => answerLost(command, context, text),
  };
}

/** Answers words after a command that name no subcommand. */
async function answerLost<C extends BaseContext>(command: Command<C>, context: C, text: string): Promise<Card> {
  const [first = ''] = text.trim().split(/\s+/, 1);
  const lost = { text, meant: nearestSubcommand(command, first) };
  const own = [...command.subcommands.values()].find(({ whenLost }) => whenLost)?.whenLost;
  return own ? own(context, lost) : menuCard(command, context.language, asksForHelp(text) ? null : lost);
}

/** @returns the task that an id on the wire stands for: a command's form or button, or an action's */
export function targetTask<C>(
  repertoire: Repertoire<C>,
  id: string,
  values: Values,
  chosen: readonly string[],
): Task<C> | null {
  const run = runAction.read(id);
  if (run) return commandTask(repertoire, run.path.split('/'), values, run.kept || undefined);
  const [base = '', kept] = id.split(KEPT_MARK);
  const handler = repertoire.actions.get(actionName(base));
  const args = handler?.action.read(base);
  if (!handler || !args || (kept !== undefined && !z.uuid().safeParse(kept).success)) return null;
  return {
    name: handler.action.name,
    right: handler.right,
    answers: handler.answers,
    asksFirst: Boolean(handler.question),
    again: false,
    args,
    question: handler.question,
    values,
    kept,
    target: (row) => (row ? `${base}${KEPT_MARK}${row}` : base),
    run: (context, input, shown) => handler.handle(context, args, { chosen, input, shown }),
  };
}
