import type { Call, PressedMessage } from './call.ts';
import type { Option } from './card.ts';
import type { BaseContext } from './command.ts';
import { createGuard, type GuardOptions } from './guard.ts';
import { cutTo, fieldsOf, storable } from './input.ts';
import type { Mistakes } from './mistakes.ts';
import { suggestMoment } from './moment.ts';
import { unpinned } from './pins.ts';
import type { Answer, Receiver, Result } from './platform.ts';
import { proposals } from './proposals.ts';
import { Recent } from './recent.ts';
import { againAction, type Task, takeAction, taskOf } from './tasks.ts';
import { UserError } from './user-error.ts';
import { createWork, type WorkOptions } from './work.ts';

/** Way in which a call is answered. */
type Way = Pick<Answer, 'answers' | 'replaces'>;

function wayOf({ asksFirst, again, answers }: Pick<Task<unknown>, 'asksFirst' | 'again' | 'answers'>): Way {
  if (asksFirst) return { answers: 'with a form' };
  return again && answers !== 'publicly' ? { answers: 'by updating', replaces: true } : { answers };
}

/** Parts of the rest of the bot that the dispatcher needs. */
export interface DispatcherOptions<C extends BaseContext> extends WorkOptions<C>, GuardOptions {
  spaceChanged: Receiver['spaceChanged'];
  /** Somebody pressed a message, so it is there, whatever became of the answer to its posting. */
  messageSeen(call: Call, pressed: Required<PressedMessage>): Promise<void>;
}

/**
 * Takes every call from the platforms: finds what it asks for, says at once how it will be answered, and hands it on.
 */
export function createDispatcher<C extends BaseContext>(options: DispatcherOptions<C>): Receiver {
  const { repertoire, log } = options;
  const heard = new Recent<Promise<Mistakes | undefined>>();
  const { work, again, take, closed } = createWork<C>(options);
  const guarded = createGuard(options);

  /** A copy of a call that this process was given already shows nothing, whatever becomes of the first. */
  function once(call: Call, { answers, replaces = false }: Way, run: () => Promise<Result>): Answer {
    const { promise, resolve } = Promise.withResolvers<Mistakes | undefined>();
    const before = heard.remember(`${call.space.platform} ${call.callId}`, () => promise);
    if (before)
      return { answers, replaces, copy: true, result: before.then((mistakes) => ({ type: 'handled', mistakes })) };
    const result = run();
    result.then(
      (shown) => resolve(shown.type === 'invalid' ? shown.mistakes : undefined),
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
      return once(call, { answers: 'privately' }, () => guarded(call, task.name, () => closed(call, task)));
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
}
