import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, exchange } from '../http/exchange.ts';
import { neverLeft } from './failures.ts';
import type { Message } from './render/card.ts';

const TIMEOUT_MS = 10_000;
const WAIT_MAX_MS = 10_000;

/** Answer to a response_url. https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export type Reply = Message &
  ({ response_type: 'ephemeral' | 'in_channel'; replace_original: false } | { replace_original: true });

/** Outcome of it; `code` is Slack's or the network's. */
export type Replied = { done: true } | { done: false; may: 'have arrived' | 'never have arrived'; code: string };

/**
 * Answers through a response_url. An answer that may be lost is sent again when doubling it harms nobody: it replaces a
 * message, or one person alone sees it. Waits once when Slack says to, for ten seconds at most. Never rejects.
 */
export async function respond(url: string, reply: Reply): Promise<Replied> {
  const first = await post(url, reply);
  if (first.done) return first;
  if (first.code === 'ratelimited') {
    await delay(Math.min(first.waitMs ?? 1000, WAIT_MAX_MS));
    return post(url, reply);
  }
  const repeatable = reply.replace_original || reply.response_type === 'ephemeral';
  return first.may === 'have arrived' && repeatable ? post(url, reply) : first;
}

async function post(url: string, reply: Reply): Promise<Replied & { waitMs?: number }> {
  try {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    return outcome(await exchange(url, { method: 'POST', headers, body: JSON.stringify(reply) }, TIMEOUT_MS));
  } catch (error) {
    return { done: false, may: neverLeft(error) ? 'never have arrived' : 'have arrived', code: 'network' };
  }
}

/** Slack answers "ok", or JSON with an error, with or without a status that says so. */
function outcome({ status, headers, body }: Answer): Replied & { waitMs?: number } {
  const code = /"error"\s*:\s*"([a-z0-9_]{1,80})"/.exec(body.toString())?.[1];
  if (status >= 200 && status < 300 && code === undefined) return { done: true };
  if (status === 429) {
    const seconds = Number(headers['retry-after']);
    return { done: false, may: 'never have arrived', code: 'ratelimited', waitMs: seconds > 0 ? seconds * 1000 : 1000 };
  }
  const may = status >= 500 ? 'have arrived' : 'never have arrived';
  return { done: false, may, code: code ?? `http_${status}` };
}
