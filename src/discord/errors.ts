import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { SendError, type SendFailure, type SendOutcome } from '../chat/platform.ts';

/**
 * Codes of Discord's that mean never, whatever is tried.
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
 */
const NEVER: Record<number, SendFailure> = {
  10003: 'channel-gone',
  10004: 'space-gone',
  10008: 'message-gone',
  10013: 'account-gone',
  40005: 'too-large',
  50001: 'no-access',
  50007: 'direct-messages-closed',
  50013: 'no-access',
  // Archived and locked threads.
  50083: 'no-access',
  // No server in common any more.
  50278: 'direct-messages-closed',
  160005: 'no-access',
};

/** Codes that mean later, with how long to wait (ms) when Discord does not say. */
const LATER: Record<number, number> = {
  // Slow mode, and the limits on writes of a channel and of a server.
  20016: 5_000,
  20028: 5_000,
  20029: 5_000,
  // Edits of messages that are older than an hour.
  30046: 60_000,
  // Direct messages opened too fast.
  40003: 60_000,
  // "Overloaded. Try again a little later."
  130000: 5_000,
};

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
  if (status === 401 || typeof code !== 'number') return { kind: 'wait', forMs: REFUSED_PAUSE_MS };
  if (status === 408) return { kind: repeatable ? 'not-sent' : 'unknown' };
  const later = LATER[code];
  if (later !== undefined) return { kind: 'wait', forMs: retryAfterOf(error) ?? later };
  const tooLarge = code === INVALID_FORM_BODY && SIZE.test(JSON.stringify(error.rawError));
  const reason = tooLarge ? 'too-large' : (NEVER[code] ?? 'refused');
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

/** @returns what may be written to a log of a failed request: Discord's errors carry the message and tokens in the path */
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
