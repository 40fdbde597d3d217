import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import { DEFAULT_LANGUAGE, type Language, readLanguage, say } from '../i18n/translate.ts';
import type { Clock } from '../time/clock.ts';
import type { Call } from './call.ts';
import { type Result, SendError } from './platform.ts';
import { bugCard, errorCard, errorText } from './problems.ts';
import { UserError } from './user-error.ts';

/** Thrown where a call's change is found to be committed already: the platform delivered it again. */
export class AlreadyHandled extends Error {}

/**
 * Thrown where a call was begun on what is no longer so, and nothing was changed: it runs again, from its context on.
 */
export class Outdated extends Error {}

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

export interface GuardOptions {
  /** Makes sure that one process answers a call that several are given. */
  claims: Claims;
  /** Does the work, but waits no longer for it than what the bot needs is there. @throws {Unavailable} */
  whileThere<T>(work: () => Promise<T>): Promise<T>;
  clock: Clock;
  log: Logger;
}

/** Runs what answers calls: for one of several copies, and with words for whatever goes wrong. */
export function createGuard({ claims, whileThere, clock, log }: GuardOptions) {
  /** Never rejects: whatever goes wrong is a card that says so, and bugs are logged under a number. */
  async function guarded(call: Call, name: string, run: () => Promise<Result>): Promise<Result> {
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

  function againWhenOutdated(error: unknown, run: () => Promise<Result>): Promise<Result> {
    if (!(error instanceof Outdated)) throw error;
    return run();
  }

  async function languageOf(call: Call): Promise<Language> {
    try {
      return readLanguage((await call.member()).language) ?? DEFAULT_LANGUAGE;
    } catch (error) {
      log.warn({ platform: call.space.platform, err: error }, 'language unknown');
      return DEFAULT_LANGUAGE;
    }
  }

  return guarded;
}
