import { createHmac } from 'node:crypto';
import { parsed } from './json.ts';
import type { Payload } from './payload.ts';

/** Way in which an HTTP receiver answered. `reason` is of x-slack-retry-reason. */
export type Answer =
  | { ok: true; payload: unknown; afterMs: number }
  | { ok: false; reason: 'http_timeout' | 'connection_failed' | 'http_error'; noRetry: boolean };

/** Address at which the app takes what Slack sends; an answer that takes longer than `patienceMs` is none. */
export interface Receiver {
  url: string;
  signingSecret: string;
  patienceMs: number;
}

/** POSTs a payload with Slack's signature: https://docs.slack.dev/authentication/verifying-requests-from-slack/ */
export async function postSigned(
  { url, signingSecret, patienceMs }: Receiver,
  payload: Payload,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const { body, type } = encoded(payload);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const startedAt = performance.now();
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'content-type': type,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
        ...headers,
      },
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await response.text();
    if (response.ok) return { ok: true, payload: contentOf(text), afterMs: performance.now() - startedAt };
    return { ok: false, reason: 'http_error', noRetry: response.headers.get('x-slack-no-retry') === '1' };
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return { ok: false, reason: late ? 'http_timeout' : 'connection_failed', noRetry: false };
  }
}

/** Commands are forms, presses and modals a form with one JSON field, events JSON. */
function encoded({ type, payload }: Payload): { body: string; type: string } {
  if (type === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  const fields = type === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
  return { body: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded' };
}

function contentOf(text: string): unknown {
  return text === '' ? undefined : (parsed(text) ?? text);
}
