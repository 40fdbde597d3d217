import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import type { Call } from '../chat/call.ts';
import { type Result, SendError } from '../chat/platform.ts';
import { UserError } from '../chat/user-error.ts';
import { DEFAULT_LANGUAGE, type Language, readLanguage, say } from '../i18n/translate.ts';
import { bugCard, errorCard, errorText } from './error-card.ts';
import { Unavailable } from './errors.ts';

/** Makes the step that has words for whatever goes wrong; a mistake of ours is logged under a number that people read. */
export function createProblems(log: Logger) {
  return async function problemOf(call: Call, outcome: object, error: unknown): Promise<Result> {
    const language = await languageOf(call, log);
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
  };
}

/** @returns the caller's language as far as the platform tells it just now */
export async function languageOf(call: Call, log: Logger): Promise<Language> {
  try {
    return readLanguage((await call.member()).language) ?? DEFAULT_LANGUAGE;
  } catch (error) {
    log.warn({ platform: call.space.platform, err: error }, 'language unknown');
    return DEFAULT_LANGUAGE;
  }
}
