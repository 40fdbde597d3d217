import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import { DEFAULT_LANGUAGE, readLanguage, say } from '../i18n/translate.ts';
import type { Clock } from '../time/clock.ts';
import { buildForm, formFields, mendingFields } from './ask.ts';
import type { Call, PressedMessage } from './call.ts';
import type { Option } from './card.ts';
import { readInput } from './checks.ts';
import type { BaseContext, Repertoire, Right } from './command.ts';
import { cutTo, fieldsOf, storable } from './input.ts';
import { createMending } from './mending.ts';
import { partMistakes } from './mistakes.ts';
import { suggestMoment } from './moment.ts';
import { pinnedResult, unpinned } from './pins.ts';
import { type Answer, type Receiver, type Result, SendError } from './platform.ts';
import { bugCard, errorCard, errorText, fieldErrorsText } from './problems.ts';
import { proposals } from './proposals.ts';
import { Recent } from './recent.ts';
import { againAction, mendingId, type Task, takeAction, targetTask, taskOf } from './tasks.ts';
import type { Text } from './text.ts';
import { ChoiceError, UserError } from './user-error.ts';

type Values = Record<string, string>;
/** Mistakes, by field. */
type Errors = Record<string, Text>;

const NOT_ALLOWED = { anyone: 'unknown', organise: 'not-allowed-organise', manage: 'not-allowed-manage' } as const;

/** Thrown where a call's change is found to be committed already: the platform delivered it again. */
export class AlreadyHandled extends Error {}

/**
 * Thrown where a call was begun on what is no longer so, and nothing was changed: it runs again, from its context on.
 */
export class Outdated extends Error {}

/** Way in which a call is answered. */
type Way = Pick<Answer, 'answers' | 'replaces'>;

function wayOf({ asksFirst, again, answers }: Pick<Task<unknown>, 'asksFirst' | 'again' | 'answers'>): Way {
  if (asksFirst) return { answers: 'with a form' };
  return again && answers !== 'publicly' ? { answers: 'by updating', replaces: true } : { answers };
}

/** An outage: something that the bot needs to work does not answer, or takes nothing: people are told to come back. */
export class Unavailable extends Error {
  readonly outage: 'away' | 'unwritable';

  constructor(outage: 'away' | 'unwritable', options?: ErrorOptions) {
    super(outage, options);
    this.outage = outage;
  }
}

/**
 * Decides who answers a call. Platforms deliver a call again when they think that it was lost, perhaps to another
 * process; whoever claims it first answers it. A claim ends with its process: what was not answered then is the next
 * one's.
 */
export interface Claims {
  /** @returns 'taken' when another one answers the call or has answered it, 'left' when that one died over it */
  claim(call: Call): Promise<'first' | 'left' | 'taken'>;
  /** The person has the answer. */
  answered(call: Call): Promise<void>;
}

/** Parts of the rest of the bot that the dispatcher needs. */
export interface DispatcherOptions<C extends BaseContext> {
  repertoire: Repertoire<C>;
  /** Finds (or, at the first use, makes) community and space. @param task `args`: of the button that was pressed */
  context(call: Call, task: Pick<Task<C>, 'args' | 'right'>): Promise<C>;
  may(context: C, right: Right): Promise<boolean>;
  /** Keeps what a person typed for a while. @returns an id by which `kept` finds it */
  keep(context: C, target: string, values: Values): Promise<string>;
  /** @returns what this very person typed, or null when there is no such thing (any more) */
  kept(call: Call, id: string): Promise<{ target: string; values: Values } | null>;
  spaceChanged: Receiver['spaceChanged'];
  /** Somebody pressed a message, so it is there, whatever became of the answer to its posting. */
  messageSeen(call: Call, pressed: Required<PressedMessage>): Promise<void>;
  /** Makes sure that one process answers a call that several are given. */
  claims: Claims;
  /** Does the work, but waits no longer for it than what the bot needs is there. @throws {Unavailable} */
  whileThere<T>(work: () => Promise<T>): Promise<T>;
  clock: Clock;
  log: Logger;
}

/**
 * Takes every call from the platforms: finds what it asks for, says at once how it will be answered, checks who may,
 * reads the input, asks with a form what is missing, and turns what goes wrong into words.
 */
export function createDispatcher<C extends BaseContext>(options: DispatcherOptions<C>): Receiver {
  const { repertoire, log } = options;
  const heard = new Recent<Promise<Errors | undefined>>();
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
      return mending.wrong(context, full, { errors: { [error.field]: text }, text, choice });
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
      if ('errors' in checked) {
        const { errors, choice } = checked;
        const text = choice?.open
          ? errorText(choice, context.language)
          : fieldErrorsText(context.language, task.question.texts, errors);
        return mending.wrong(context, task, { errors, text, choice });
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

  /** Never rejects: whatever goes wrong is a card that says so, and bugs are logged under a number. */
  async function guarded(call: Call, name: string, run: () => Promise<Result>): Promise<Result> {
    const outcome = { platform: call.space.platform, kind: call.kind, name };
    let left = false;
    try {
      const result = await options.whileThere(async (): Promise<Result> => {
        const claim = await options.claims.claim(call);
        left = claim === 'left';
        if (claim === 'taken') return { type: 'handled' };
        return run().catch((error) => againWhenOutdated(error, run));
      });
      log.debug({ ...outcome, result: result.type, ms: options.clock.machine() - call.receivedAt }, 'answered');
      return result;
    } catch (error) {
      if (!(error instanceof AlreadyHandled)) return whatWentWrong(call, outcome, error);
      log.info(outcome, 'delivered again, done before');
      if (!left) return { type: 'handled' };
      return { type: 'private', card: errorCard(say(await languageOf(call), 'errors.done-before')) };
    }
  }

  async function whatWentWrong(call: Call, outcome: object, error: unknown): Promise<Result> {
    const language = await languageOf(call);
    if (error instanceof UserError) return { type: 'private', card: errorCard(errorText(error, language)) };
    if (error instanceof Unavailable) {
      log.warn({ ...outcome, outage: error.outage }, 'not answered, for want of the database');
      const key = error.outage === 'away' ? 'errors.unavailable' : 'errors.unwritable';
      return { type: 'private', card: errorCard(say(language, key)) };
    }
    if (error instanceof SendError && error.outcome.kind !== 'never') {
      log.warn({ ...outcome, kind: error.outcome.kind }, 'not answered, the platform does not tell what is needed');
      return { type: 'private', card: errorCard(say(language, 'errors.platform-busy')) };
    }
    const incident = String(randomInt(100_000, 999_999));
    log.error({ ...outcome, incident, err: error }, 'failed');
    return { type: 'private', card: bugCard(language, incident) };
  }

  /** A copy of a call that this process was given already shows nothing, whatever becomes of the first. */
  function once(call: Call, { answers, replaces = false }: Way, run: () => Promise<Result>): Answer {
    const { promise, resolve } = Promise.withResolvers<Errors | undefined>();
    const before = heard.remember(`${call.space.platform} ${call.callId}`, () => promise);
    if (before) return { answers, replaces, result: before.then((errors) => ({ type: 'handled', errors })) };
    const result = run();
    result.then(
      (shown) => resolve(shown.type === 'invalid' ? shown.errors : undefined),
      () => resolve(undefined),
    );
    return { answers, replaces, result, shown: () => answered(call) };
  }

  async function answered(call: Call): Promise<void> {
    try {
      await options.claims.answered(call);
    } catch (error) {
      log.warn({ platform: call.space.platform, err: error }, 'not noted that a call is answered');
    }
  }

  function againWhenOutdated(error: unknown, run: () => Promise<Result>): Promise<Result> {
    if (!(error instanceof Outdated)) throw error;
    return run();
  }

  function answerTo(call: Call): Answer {
    const kept = call.kind === 'action' ? againAction.read(call.id) : null;
    if (kept) return once(call, { answers: 'with a form' }, () => guarded(call, 'again', () => again(call, kept.kept)));
    const taken = call.kind === 'action' ? takeAction.read(call.id) : null;
    if (taken)
      return once(call, { answers: 'by updating', replaces: true }, () =>
        guarded(call, 'take', () => take(call, taken.kept)),
      );
    const task = taskOf(repertoire, call);
    if (!task)
      return once(call, { answers: 'privately' }, () =>
        guarded(call, 'unknown', () => Promise.reject(new UserError('unknown'))),
      );
    if (call.kind === 'closed')
      return once(call, { answers: 'privately' }, () =>
        guarded(call, task.name, () => within(call, task, (context) => closed(context, call, task))),
      );
    return once(call, wayOf(task), () => guarded(call, task.name, () => work(call, task)));
  }

  /** After the answer, which a person waits for. */
  async function noteMessage(call: Call, answered: Promise<unknown>): Promise<void> {
    const { channel, message, carries } = call.pressed ?? {};
    if (channel === undefined || message === undefined || !carries) return;
    try {
      await answered;
      await options.messageSeen(call, { channel, message, carries });
    } catch (error) {
      log.warn({ platform: call.space.platform, err: error }, 'not noted that a message is there');
    }
  }

  return {
    receive(received): Answer {
      const call = unpinned(received);
      const answer = answerTo(call);
      void noteMessage(call, answer.result);
      return answer;
    },

    async suggest(call): Promise<readonly Option[]> {
      const task = call.kind === 'suggest' ? taskOf(repertoire, call) : null;
      if (call.kind !== 'suggest' || !task?.question) return [];
      const { question } = task;
      try {
        const context = await options.context(call, task);
        if (!(await options.may(context, task.right))) return [];
        const field = fieldsOf(question.input).find(({ name }) => name === call.field);
        if (!field) return [];
        const typed = storable(cutTo(call.values[call.field] ?? '', field.maxLength));
        const own = question.suggest?.[call.field];
        if (!own) return field.type === 'moment' ? suggestMoment(context, typed) : [];
        return proposals(await own(context, typed, task.values), typed, context.language);
      } catch (error) {
        // Nothing to choose from is told when the command is sent; here the list is empty.
        if (!(error instanceof UserError))
          log.error({ platform: call.space.platform, name: task.name, err: error }, 'no suggestions');
        return [];
      }
    },

    spaceChanged: options.spaceChanged,
  };

  async function languageOf(call: Call) {
    try {
      return readLanguage((await call.member()).language) ?? DEFAULT_LANGUAGE;
    } catch (error) {
      log.warn({ platform: call.space.platform, err: error }, 'language unknown');
      return DEFAULT_LANGUAGE;
    }
  }
}
