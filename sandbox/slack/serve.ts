import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../contract.ts';
import type { Json } from './json.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** The answer to a request. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body: Json | string;
}

/** A request that a bot made, and the work that answers it. */
export interface Served {
  request: IncomingMessage;
  response: ServerResponse;
  /** "chat.postMessage", or "response_url". */
  name: string;
  /** For the record of requests; no tokens. */
  body: unknown;
  work: () => Reply;
}

/** Does the work and answers, unless a fault stands in between; records what happened. */
export async function serve(world: World, served: Served): Promise<void> {
  const { request, response, name, body, work } = served;
  const fault = world.options.fault('slack', name);
  const record = (status: number) =>
    world.record({
      at: world.now(),
      method: request.method ?? 'POST',
      path: name,
      body,
      status,
      ...(fault === undefined ? {} : { fault: fault.does.kind }),
    });
  if (fault?.does.kind === 'drop') {
    record(0);
    request.socket.destroy();
    return;
  }
  if (fault?.does.kind === 'delay') await wait(fault.does.ms);
  if (fault?.does.kind === 'hold') await world.options.released(fault);
  const reply = fault?.does.kind === 'refuse' ? refusedBy(fault.does) : attempted(work);
  record(reply.status);
  if (fault?.does.kind !== 'lose') answer(response, reply);
  else if (fault.does.status === undefined && fault.does.error === undefined) request.socket.destroy();
  else answer(response, refusedBy({ ...fault.does, kind: 'refuse' }));
}

function attempted(work: () => Reply): Reply {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    throw error;
  }
}

function refused(refusal: Refusal): Reply {
  return {
    status: refusal.status,
    headers: {
      ...refusal.headers,
      ...(refusal.retryAfter === undefined ? {} : { 'retry-after': String(refusal.retryAfter) }),
    },
    body: { ok: false, error: refusal.code, ...refusal.detail },
  };
}

function refusedBy(does: Extract<Fault['does'], { kind: 'refuse' }>): Reply {
  const limited = does.retryAfterMs !== undefined || does.status === 429;
  return refused(
    new Refusal(
      does.error ?? (limited ? 'ratelimited' : 'internal_error'),
      {},
      {
        status: does.status ?? (limited ? 429 : 200),
        ...(limited ? { retryAfter: Math.max(1, Math.ceil((does.retryAfterMs ?? 1000) / 1000)) } : {}),
      },
    ),
  );
}

export function answer(response: ServerResponse, reply: Reply): void {
  const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
  const type = typeof reply.body === 'string' ? 'text/plain' : 'application/json';
  response.writeHead(reply.status, { 'content-type': `${type}; charset=utf-8`, ...reply.headers });
  response.end(text);
}
