import type { webApi } from '@slack/bolt';
import { exchange } from '../http/exchange.ts';

type Fetch = NonNullable<webApi.WebClientOptions['fetch']>;

/**
 * `fetch` as the Web API's client needs it.
 * @param withinMs for all of it, until the answer's last byte
 */
export async function request(
  url: string,
  { method = 'GET', headers = {}, body }: NonNullable<Parameters<Fetch>[1]> = {},
  withinMs: number,
): ReturnType<Fetch> {
  // A file would be a form of several parts; nothing of ours has one.
  if (body instanceof FormData) throw new TypeError('No files are sent to Slack.');
  const answer = await exchange(url, { method, headers, body: body ?? null }, withinMs);
  const { status, statusText } = answer;
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
