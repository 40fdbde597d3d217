import { webApi } from '@slack/bolt';
import { SendError, type SendFailure, type SendOutcome } from '../chat/platform.ts';

/** Slack's error codes that trying again does not change. https://docs.slack.dev/reference/methods/chat.postMessage */
const NEVER: Record<string, SendFailure> = {
  // A private channel that we were taken out of is not found either.
  channel_not_found: 'channel-unseen',
  is_archived: 'channel-archived',
  not_in_channel: 'no-access',
  missing_scope: 'no-access',
  no_permission: 'no-access',
  access_denied: 'no-access',
  team_access_not_granted: 'no-access',
  posting_to_general_channel_denied: 'no-access',
  message_not_found: 'message-gone',
  cant_update_message: 'message-gone',
  edit_window_closed: 'message-gone',
  messages_tab_disabled: 'direct-messages-closed',
  cannot_dm_bot: 'direct-messages-closed',
  user_disabled: 'direct-messages-closed',
  user_not_found: 'account-gone',
  users_not_found: 'account-gone',
  user_not_visible: 'account-gone',
  account_inactive: 'space-gone',
  token_revoked: 'space-gone',
  token_expired: 'space-gone',
  invalid_auth: 'space-gone',
  not_authed: 'space-gone',
  team_disabled: 'space-gone',
  msg_too_long: 'too-large',
  msg_blocks_too_long: 'too-large',
};

/** "Some aspect of the operation may have succeeded": the same page. */
const UNSURE = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable']);

/** Slack says how long to wait; these are for where it does not. */
const WAIT_MS = 30_000;
const WAITS = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);

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
  const detail = error.data.error;
  if (WAITS.has(detail)) {
    const seconds = error.data.response_metadata?.retryAfter;
    return { kind: 'wait', forMs: seconds === undefined ? WAIT_MS : seconds * 1000 };
  }
  // What is no code is no answer of Slack's but of something in between.
  if (UNSURE.has(detail) || !isCode(detail)) return { kind: 'unknown' };
  return { kind: 'never', reason: NEVER[detail] ?? restriction(detail), detail };
}

function restriction(code: string): SendFailure {
  return code.startsWith('restricted_action') || code.startsWith('slack_connect_') ? 'no-access' : 'refused';
}

function isCode(text: string): boolean {
  return /^[a-z][a-z0-9_.:-]{1,79}$/i.test(text);
}

function networkCode(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && /^[A-Z][A-Z_]+$/.test(cause.code)) return cause.code;
    if (cause.name === 'TimeoutError') return 'TIMEOUT';
  }
  return undefined;
}
