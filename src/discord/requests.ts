import { DiscordAPIError, type REST } from 'discord.js';
import type { Connection } from '../chat/connection.ts';
import { SendError } from '../chat/platform.ts';
import type { UnknownCodes } from '../chat/unknown-codes.ts';
import { isUnauthorised, REFUSED_PAUSE_MS, toSendError } from './errors.ts';
import { WRONG_TOKEN } from './reach.ts';
import { REFUSALS } from './refusals.ts';

export interface RequestsOptions {
  rest: REST;
  token: string;
  guard: TokenGuard;
  unknown: UnknownCodes;
}

/** While Discord refuses the token nothing is asked: everybody waits a minute, then one tries again. */
export class TokenGuard {
  readonly connection: Connection;
  #refusedUntil = 0;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** @returns ms for which nothing is to be asked */
  get waitMs(): number {
    return Math.max(0, this.#refusedUntil - performance.now());
  }

  refused(): void {
    this.#refusedUntil = performance.now() + REFUSED_PAUSE_MS;
    this.connection.down({ sentence: WRONG_TOKEN, refused: true });
  }

  taken(): void {
    this.connection.up();
  }
}

/**
 * Makes a request whose errors are `SendError`s.
 * @param repeatable it changes nothing whenever it is done, so that a lost answer counts as not sent
 * @throws {SendError}
 */
export type Requests = <T>(repeatable: boolean, ask: (rest: REST) => Promise<unknown>) => Promise<T>;

export function createRequests({ rest, token, guard, unknown }: RequestsOptions): Requests {
  return async <T>(repeatable: boolean, ask: (rest: REST) => Promise<unknown>): Promise<T> => {
    const forMs = guard.waitMs;
    if (forMs > 0) throw new SendError({ kind: 'wait', forMs: Math.ceil(forMs) });
    // discord.js forgets a token that was refused once, also when Discord was in the wrong.
    rest.setToken(token);
    try {
      const answer = (await ask(rest)) as T;
      guard.taken();
      return answer;
    } catch (error) {
      if (isUnauthorised(error)) guard.refused();
      else if (isUnknown(error)) unknown.say(error.code);
      throw toSendError(error, repeatable);
    }
  };
}

function isUnknown(error: unknown): error is DiscordAPIError {
  return error instanceof DiscordAPIError && typeof error.code === 'number' && !REFUSALS.has(error.code);
}
