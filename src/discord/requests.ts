import type { REST } from 'discord.js';
import type { Logger } from 'pino';
import { SendError } from '../chat/platform.ts';
import { isUnauthorised, REFUSED_PAUSE_MS, toSendError } from './errors.ts';

export interface RequestsOptions {
  rest: REST;
  token: string;
  log: Logger;
}

/**
 * Makes a request whose errors are `SendError`s.
 * @param repeatable it changes nothing whenever it is done, so that a lost answer counts as not sent
 * @throws {SendError}
 */
export type Requests = <T>(repeatable: boolean, ask: (rest: REST) => Promise<unknown>) => Promise<T>;

/** While Discord refuses the token nothing is asked: everybody waits a minute, then one tries again. */
export function createRequests({ rest, token, log }: RequestsOptions): Requests {
  let refusedUntil = 0;
  return async <T>(repeatable: boolean, ask: (rest: REST) => Promise<unknown>): Promise<T> => {
    const forMs = refusedUntil - Date.now();
    if (forMs > 0) throw new SendError({ kind: 'wait', forMs });
    // discord.js forgets a token that was refused once, also when Discord was in the wrong.
    rest.setToken(token);
    try {
      return (await ask(rest)) as T;
    } catch (error) {
      if (isUnauthorised(error)) {
        refusedUntil = Date.now() + REFUSED_PAUSE_MS;
        log.error('discord: DISCORD_TOKEN is refused; nothing is sent until it is right again');
      }
      throw toSendError(error, repeatable);
    }
  };
}
