import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { SendError, type SendOutcome } from '../chat/platform.ts';
import { REFUSALS } from './refusals.ts';

const INVALID_FORM_BODY = 50035;
/** Codes inside `errors` of an invalid body that are about size. */
const SIZE = /_MAX_LENGTH|_BAD_LENGTH|_TOO_LARGE|MAX_TOTAL|_MAX_SIZE/;

/** The connection was never made, so nothing was asked. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const RETRY_AFTER_UNKNOWN_MS = 1_000;
/** While Discord refuses our token, or this machine, each further request makes it worse: 10,000 end in a ban of the address. https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans */
export const REFUSED_PAUSE_MS = 60_000;

/**
 * @param repeatable it changes nothing whenever it is done (a look-up): then a lost answer counts as not sent
 * @returns what the caller may do about it; its cause holds neither texts nor tokens
 */
export function toSendError(error: unknown, repeatable: boolean): SendError {
  return new SendError(outcomeOf(error, repeatable), withoutContents(error));
}

function outcomeOf(error: unknown, repeatable: boolean): SendOutcome {
  if (error instanceof RateLimitError) {
    const forMs = Math.max(error.retryAfter, error.timeToReset, error.sublimitTimeout);
    return { kind: 'wait', forMs: forMs > 0 ? Math.ceil(forMs) : RETRY_AFTER_UNKNOWN_MS };
  }
  if (error instanceof DiscordAPIError) return refusalOf(error, repeatable);
  if (NOT_CONNECTED.has(networkCode(error) ?? '')) return { kind: 'not-sent' };
  return { kind: repeatable ? 'not-sent' : 'unknown' };
}

function refusalOf(error: DiscordAPIError, repeatable: boolean): SendOutcome {
  const { code, status } = error;
  // Without a code of Discord's it is something before it that refuses this machine.
  const meaning = typeof code === 'number' ? REFUSALS.get(code) : 'token';
  if (status === 401 || meaning === 'token') return { kind: 'wait', forMs: REFUSED_PAUSE_MS };
  if (status === 408) return { kind: repeatable ? 'not-sent' : 'unknown' };
  if (typeof meaning === 'object') return { kind: 'wait', forMs: retryAfterOf(error) ?? meaning.waitMs };
  const tooLarge = code === INVALID_FORM_BODY && SIZE.test(JSON.stringify(error.rawError));
  // One that is in no table is a no all the same, for its HTTP status says so: nothing was done.
  const reason = tooLarge ? 'too-large' : (meaning ?? (status === 403 ? 'no-access' : 'refused'));
  return { kind: 'never', reason, detail: String(code || status) };
}

/** @returns whether Discord does not (or no longer) know our token */
export function isUnauthorised(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.status === 401;
}

/** In ms; Discord writes seconds. */
function retryAfterOf({ rawError }: DiscordAPIError): number | undefined {
  const seconds = 'retry_after' in rawError ? Number(rawError.retry_after) : Number.NaN;
  return seconds > 0 ? Math.ceil(seconds * 1000) : undefined;
}

/** @returns the code that the network gave, wherever it stands in the error */
export function networkCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return networkCode(error.errors[0]);
  return networkCode(error.cause);
}

/**
 * @returns what may be written to a log of a failed request: Discord's errors carry the message and tokens in the path
 */
export function logged(error: unknown): object {
  if (error instanceof DiscordAPIError) return { code: error.code, status: error.status };
  if (error instanceof HTTPError) return { status: error.status };
  if (error instanceof RateLimitError) return { limited: true, scope: error.scope, forMs: error.retryAfter };
  const code = networkCode(error);
  if (code) return { code };
  return error instanceof Error && error.name === 'AbortError' ? { code: 'timeout' } : { err: error };
}

function withoutContents(error: unknown): unknown {
  if (error instanceof DiscordAPIError) return new Error(`Discord refused: ${error.code} (HTTP ${error.status})`);
  if (error instanceof HTTPError) return new Error(`Discord failed: HTTP ${error.status}`);
  if (error instanceof RateLimitError) return new Error(`Discord's limit (${error.scope})`);
  return error;
}
