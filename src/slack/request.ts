import type { webApi } from '@slack/bolt';
import { exchange } from '../http/exchange.ts';
import type { Skew } from './skew.ts';

type Fetch = NonNullable<webApi.WebClientOptions['fetch']>;

/** Slack does not take the token: of any method, the last two when the app was taken out. https://docs.slack.dev/reference/methods/auth.test */
const TOKEN_REFUSED = new Set(['invalid_auth', 'not_authed', 'token_expired', 'token_revoked', 'account_inactive']);
const REFUSAL_BYTES_MAX = 1_000;

export interface RequestOptions {
  /** For all of it, until the answer's last byte. */
  withinMs: number;
  /** Called when Slack does not take the token (any more). */
  refused?: () => void;
  /** Learns what time it is there. */
  skew?: Skew;
}

/** `fetch` as the Web API's client needs it. */
export async function request(
  url: string,
  { method = 'GET', headers = {}, body }: NonNullable<Parameters<Fetch>[1]> = {},
  { withinMs, refused, skew }: RequestOptions,
): ReturnType<Fetch> {
  // A file would be a form of several parts; nothing of ours has one.
  if (body instanceof FormData) throw new TypeError('No files are sent to Slack.');
  const answer = await exchange(url, { method, headers, body: body ?? null }, withinMs);
  const { status, statusText } = answer;
  skew?.note(answer.headers.date);
  if (refused && isTokenRefused(answer.body)) refused();
  return {
    url,
    status,
    statusText,
    ok: status >= 200 && status < 300,
    headers: {
      get: (name) => answer.headers[name.toLowerCase()] ?? null,
      entries: () => Object.entries(answer.headers),
    },
    arrayBuffer: async () => new Uint8Array(answer.body).buffer,
    json: async () => JSON.parse(answer.body.toString()),
    text: async () => answer.body.toString(),
  };
}

/** Only short answers are refusals; what is longer is not read twice. */
function isTokenRefused(body: Buffer): boolean {
  if (body.length > REFUSAL_BYTES_MAX) return false;
  try {
    const answer: unknown = JSON.parse(body.toString());
    return (
      typeof answer === 'object' && answer !== null && 'error' in answer && TOKEN_REFUSED.has(String(answer.error))
    );
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
