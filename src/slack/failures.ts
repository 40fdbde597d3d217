import { webApi } from '@slack/bolt';
import { SendError, type SendOutcome } from '../chat/platform.ts';
import { isTokenRefusal, REFUSALS } from './refusals.ts';

/** While Slack does not take the token: `Workspaces` finds out whether it comes right. */
const TOKEN_WAIT_MS = 60_000;

/** Nothing of the request has left us when one of these comes. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * @param repeatable a question, which changes nothing: a lost answer then counts as not sent
 * @returns what the caller may do about a failed request
 */
export function sendError(error: unknown, repeatable: boolean): SendError {
  if (error instanceof SendError) return error;
  const outcome = outcomeOf(error);
  return new SendError(repeatable && outcome.kind === 'unknown' ? { kind: 'not-sent' } : outcome, error);
}

/** @returns Slack's code for what went wrong, or the network's: never words that a person wrote */
export function codeOf(error: unknown): string {
  if (error instanceof webApi.WebAPIPlatformError) return isCode(error.data.error) ? error.data.error : 'unreadable';
  if (error instanceof webApi.WebAPIHTTPError) return `http_${error.statusCode}`;
  if (error instanceof webApi.WebAPIRateLimitedError) return 'ratelimited';
  if (error instanceof SendError) return error.cause === undefined ? error.message : codeOf(error.cause);
  return networkCode(error) ?? (error instanceof Error ? error.name : 'unknown');
}

/** @returns whether the request surely never reached Slack */
export function neverLeft(error: unknown): boolean {
  return NOT_SENT.has(networkCode(error) ?? '');
}

function outcomeOf(error: unknown): SendOutcome {
  if (error instanceof webApi.WebAPIRateLimitedError) return { kind: 'wait', forMs: error.retryAfter * 1000 };
  if (error instanceof webApi.WebAPIPlatformError) return platformOutcome(error);
  if (error instanceof webApi.WebAPIHTTPError && error.statusCode < 500 && error.statusCode !== 408) {
    const reason = error.statusCode === 413 ? 'too-large' : 'refused';
    return { kind: 'never', reason, detail: codeOf(error) };
  }
  return { kind: neverLeft(error) ? 'not-sent' : 'unknown' };
}

function platformOutcome(error: webApi.WebAPIPlatformError): SendOutcome {
  const code = error.data.error;
  const meaning = REFUSALS.get(code)?.means;
  // A code that is in no table may mean anything, and what is no code is no answer of Slack's but of something in
  // between.
  if (meaning === undefined || meaning === 'unknown') return { kind: 'unknown' };
  if (meaning === 'begin-again') return { kind: 'not-sent' };
  if (meaning === 'token') return { kind: 'wait', forMs: TOKEN_WAIT_MS };
  if (typeof meaning === 'string') return { kind: 'never', reason: meaning, detail: code };
  const seconds = error.data.response_metadata?.retryAfter;
  return { kind: 'wait', forMs: seconds === undefined ? meaning.waitMs : seconds * 1000 };
}

/** @returns whether Slack answered with no to what was asked, also when that may pass */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof webApi.WebAPIPlatformError)) return false;
  const { kind } = platformOutcome(error);
  return isTokenRefusal(error.data.error) || kind === 'never';
}

export function isCode(text: string): boolean {
  return /^[a-z][a-z0-9_.:-]{1,79}$/i.test(text);
}

function networkCode(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && /^[A-Z][A-Z_]+$/.test(cause.code)) return cause.code;
    if (cause.name === 'TimeoutError') return 'TIMEOUT';
  }
  return undefined;
}
