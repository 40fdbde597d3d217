import type { Logger } from 'pino';
import type { Call } from '../chat/call.ts';
import type { Result } from '../chat/platform.ts';
import { say } from '../i18n/translate.ts';
import type { Clock } from '../time/clock.ts';
import { errorCard } from './error-card.ts';
import { AlreadyHandled, Outdated } from './errors.ts';
import { createProblems, languageOf } from './problem.ts';

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

export interface ClaimOptions {
  /** Makes sure that one process answers a call that several are given. */
  claims: Claims;
  /** Does the work, but waits no longer for it than what the bot needs is there. @throws {Unavailable} */
  whileThere<T>(work: () => Promise<T>): Promise<T>;
  clock: Clock;
  log: Logger;
}

/** Makes the step that runs what answers a call, for one of several copies, and with words for whatever goes wrong. */
export function createClaiming({ claims, whileThere, clock, log }: ClaimOptions) {
  const problemOf = createProblems(log);

  /** Never rejects: whatever goes wrong is a card that says so, and bugs are logged under a number. */
  return async function claimed(call: Call, name: string, run: () => Promise<Result>): Promise<Result> {
    const outcome = { platform: call.space.platform, kind: call.kind, name };
    let left = false;
    try {
      const result = await whileThere(async (): Promise<Result> => {
        const claim = await claims.claim(call);
        left = claim === 'left';
        if (claim === 'taken') return { type: 'handled' };
        return run().catch((error) => againWhenOutdated(error, run));
      });
      log.debug({ ...outcome, result: result.type, ms: clock.machine() - call.receivedAt }, 'answered');
      return result;
    } catch (error) {
      if (!(error instanceof AlreadyHandled)) return problemOf(call, outcome, error);
      log.info(outcome, 'delivered again, done before');
      if (!left) return { type: 'handled' };
      return { type: 'private', card: errorCard(say(await languageOf(call, log), 'errors.done-before')) };
    }
  };
}

function againWhenOutdated(error: unknown, run: () => Promise<Result>): Promise<Result> {
  if (!(error instanceof Outdated)) throw error;
  return run();
}
