import type { Call, PressedMessage } from '../chat/call.ts';
import type { BaseContext } from '../chat/command.ts';
import { againAction, takeAction } from '../chat/kept-actions.ts';
import { unpinned } from '../chat/pins.ts';
import type { Answer, Receiver } from '../chat/platform.ts';
import { UserError } from '../chat/user-error.ts';
import { type ClaimOptions, createClaiming } from './claim.ts';
import { createCopies, type Way } from './copies.ts';
import { suggest } from './suggest.ts';
import { type Task, taskOf } from './task.ts';
import { createWork, type WorkOptions } from './work.ts';

function wayOf({ asksFirst, again, answers }: Pick<Task<unknown>, 'asksFirst' | 'again' | 'answers'>): Way {
  if (asksFirst) return { answers: 'with a form' };
  return again && answers !== 'publicly' ? { answers: 'by updating', replaces: true } : { answers };
}

/** Parts of the rest of the bot that the dispatcher needs. */
export interface DispatcherOptions<C extends BaseContext> extends WorkOptions<C>, ClaimOptions {
  spaceChanged: Receiver['spaceChanged'];
  /** Somebody pressed a message, so it is there, whatever became of the answer to its posting. */
  messageSeen(call: Call, pressed: Required<PressedMessage>): Promise<void>;
}

/**
 * Takes every call from the platforms, through these steps, a file each:
 * `task` finds what it asks for, without any query, and with that how it will be answered, which is said at once;
 * `copies` answers a copy of it in this process, and `claim` one in another; `work` finds its context, and goes on to
 * `right`, `kept` and `open-form` or `handler`, which reads its `input`; `problem` has words for whatever goes wrong.
 */
export function createDispatcher<C extends BaseContext>(options: DispatcherOptions<C>): Receiver {
  const { repertoire, log } = options;
  const { work, again, take, closed } = createWork<C>(options);
  const claimed = createClaiming(options);
  const once = createCopies(answered);

  async function answered(call: Call): Promise<void> {
    try {
      await options.claims.answered(call);
    } catch (error) {
      log.warn({ platform: call.space.platform, err: error }, 'not noted that a call is answered');
    }
  }

  function answerTo(call: Call): Answer {
    const kept = call.kind === 'action' ? againAction.read(call.id) : null;
    if (kept) return once(call, { answers: 'with a form' }, () => claimed(call, 'again', () => again(call, kept.kept)));
    const taken = call.kind === 'action' ? takeAction.read(call.id) : null;
    if (taken)
      return once(call, { answers: 'by updating', replaces: true }, () =>
        claimed(call, 'take', () => take(call, taken.kept)),
      );
    const task = taskOf(repertoire, call);
    if (!task)
      return once(call, { answers: 'privately' }, () =>
        claimed(call, 'unknown', () => Promise.reject(new UserError('unknown'))),
      );
    if (call.kind === 'closed')
      return once(call, { answers: 'privately' }, () => claimed(call, task.name, () => closed(call, task)));
    return once(call, wayOf(task), () => claimed(call, task.name, () => work(call, task)));
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

    suggest: (call) => suggest(options, call),

    spaceChanged: options.spaceChanged,
  };
}
