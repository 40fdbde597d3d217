import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, LocalPlatformOptions, RequestSeen } from '../../contract.ts';
import type { Core } from '../core.ts';
import { readBody } from './body.ts';
import { ApiError, invalidApiVersion, unauthorized } from './errors.ts';
import { LimitError, RateLimits, tooManyRequests } from './rate-limits.ts';
import { type Reply, type Route, Router } from './router.ts';

const REQUESTS_KEPT = 1000;

interface Answer extends Reply {
  headers: Record<string, string>;
}

type Given = Pick<LocalPlatformOptions, 'fault' | 'released' | 'report'>;

/**
 * Discord's HTTP API: finds the route, obeys faults and limits, answers in Discord's words, remembers what was asked.
 */
export class RestServer {
  readonly #core: Core;
  readonly #options: Given;
  readonly #router: Router;
  readonly #limits: RateLimits | undefined;
  readonly #seen: RequestSeen[] = [];

  /** @param limited false lifts the rate limits */
  constructor(core: Core, options: Given, routes: readonly Route[], limited: boolean) {
    this.#core = core;
    this.#options = options;
    this.#router = new Router(routes);
    this.#limits = limited ? new RateLimits() : undefined;
  }

  requests(): RequestSeen[] {
    return this.#seen.map((seen) => ({ ...seen }));
  }

  /** @param target the path with its query below the version: "/channels/1/messages?limit=5" */
  async handle(request: IncomingMessage, response: ServerResponse, version: string, target: string): Promise<void> {
    const [path = '', query = ''] = target.split(/\?(.*)/s);
    const method = request.method ?? 'GET';
    const seen: RequestSeen = { at: this.#core.clock.now(), method, path, body: undefined, status: 0 };
    this.#seen.push(seen);
    if (this.#seen.length > REQUESTS_KEPT) this.#seen.shift();
    const fault = this.#options.fault('discord', `${method} ${path}`);
    if (fault) seen.fault = fault.does.kind;
    if (fault?.does.kind === 'drop') return void request.socket.resetAndDestroy();
    const answer = await this.#answer(request, seen, { version, path, query, fault });
    seen.status = answer.status;
    if (fault?.does.kind !== 'lose') return send(response, answer);
    if (fault.does.status === undefined) return void request.socket.resetAndDestroy();
    send(response, refusal({ ...fault.does, kind: 'refuse' }));
  }

  async #answer(
    request: IncomingMessage,
    seen: RequestSeen,
    { version, path, query, fault }: { version: string; path: string; query: string; fault: Fault | undefined },
  ): Promise<Answer> {
    const headers: Record<string, string> = {};
    try {
      const { json: body, files } = await readBody(request);
      seen.body = body;
      if (fault?.does.kind === 'refuse') return refusal(fault.does);
      if (fault?.does.kind === 'delay') await wait(fault.does.ms);
      if (fault?.does.kind === 'hold') await this.#options.released(fault);
      if (version !== 'v10') throw invalidApiVersion();
      const found = this.#router.find(seen.method, path);
      if (!found.route.open) this.#authorize(request);
      const verdict = this.#limits?.take(found);
      Object.assign(headers, verdict?.headers);
      if (verdict?.refused) return limited(headers, verdict.refused);
      const call = { core: this.#core, params: found.params, query: new URLSearchParams(query), body, files };
      return { ...found.route.does(call), headers };
    } catch (error) {
      if (!(error instanceof ApiError) && request.complete) this.#options.report(error);
      return { ...failure(error), headers: { ...headers, ...(error instanceof LimitError ? error.headers : {}) } };
    }
  }

  /** @throws {ApiError} 401 */
  #authorize(request: IncomingMessage): void {
    if (request.headers.authorization !== `Bot ${this.#core.world.token}`) throw unauthorized();
  }
}

function limited(headers: Record<string, string>, refused: { retryAfterMs: number; global: boolean }): Answer {
  const { headers: more, body } = tooManyRequests(refused.retryAfterMs, refused.global ? 'global' : 'user');
  return { status: 429, body, headers: { ...headers, ...more } };
}

function refusal(does: Extract<Fault['does'], { kind: 'refuse' }>): Answer {
  const { status = does.retryAfterMs === undefined ? 500 : 429, code = 0, error } = does;
  if (status === 429) {
    const { headers, body } = tooManyRequests(does.retryAfterMs ?? 1000, 'user');
    return { status, headers, body: { ...body, ...(code === 0 ? {} : { code }) } };
  }
  return { status, headers: {}, body: { message: error ?? `${status}: refused on purpose`, code } };
}

/** A mistake of the sandbox itself is answered as Discord's own failures are. */
function failure(error: unknown): Reply {
  if (error instanceof ApiError) {
    return { status: error.status, body: { ...error.extra, message: error.message, code: error.code } };
  }
  return { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  if (response.destroyed) return;
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) });
  response.end(text);
}
