import type { webApi } from '@slack/bolt';
import { exchange } from '../http/exchange.ts';
import type { Skew } from './skew.ts';

type Fetch = NonNullable<webApi.WebClientOptions['fetch']>;

/** Only short answers are refusals; what is longer is not read twice. */
const REFUSAL_BYTES_MAX = 1_000;

export interface RequestOptions {
  /** For all of it, until the answer's last byte. */
  withinMs: number;
  /** Called with Slack's error code when it says no, and the scopes of which any one would do when it is for those. */
  failed?: (code: string, needed: string) => void;
  /** Called with what Slack says the token may do, which it does with each answer. */
  scopes?: (told: string) => void;
  /** Learns what time it is there. */
  skew?: Skew;
}

/** `fetch` as the Web API's client needs it. */
export async function request(
  url: string,
  { method = 'GET', headers = {}, body }: NonNullable<Parameters<Fetch>[1]> = {},
  { withinMs, failed, scopes, skew }: RequestOptions,
): ReturnType<Fetch> {
  // A file would be a form of several parts; nothing of ours has one.
  if (body instanceof FormData) throw new TypeError('No files are sent to Slack.');
  const answer = await exchange(url, { method, headers, body: body ?? null }, withinMs);
  const { status, statusText } = answer;
  skew?.note(answer.headers.date);
  const told = answer.headers['x-oauth-scopes'];
  if (told !== undefined) scopes?.(told);
  const refused = failed && refusalIn(answer.body);
  if (refused) failed?.(refused.code, refused.needed);
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

/** @returns Slack's error code and what it needs, when an answer is a refusal */
function refusalIn(body: Buffer): { code: string; needed: string } | undefined {
  if (body.length > REFUSAL_BYTES_MAX) return undefined;
  try {
    const answer: unknown = JSON.parse(body.toString());
    if (typeof answer !== 'object' || answer === null || !('error' in answer)) return undefined;
    const needed = 'needed' in answer ? String(answer.needed) : '';
    return { code: String(answer.error), needed };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
