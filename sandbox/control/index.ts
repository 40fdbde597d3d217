import type { IncomingMessage, ServerResponse } from 'node:http';
import { CannotDo, type LocalPlatform, type SandboxClock } from '../contract.ts';
import type { Faults } from '../faults.ts';
import type { Changes } from './changes.ts';
import { faultRoutes } from './faults.ts';
import { peopleRoutes } from './people.ts';
import { Refusal } from './refusal.ts';
import type { Route } from './route.ts';
import { type SessionStarts, sessionStartRoutes } from './session-starts.ts';
import { worldRoutes } from './world.ts';

const BODY_BYTES = 1_000_000;
const STATUS = { unknown: 404, wrong: 400, conflict: 409 } as const;
const DOCUMENTED = 'docs/sandbox.md lists what there is';

export interface ControlParts {
  platforms: readonly LocalPlatform[];
  /** Session starts, which only Discord has. */
  sessionStarts: SessionStarts;
  clock: SandboxClock;
  faults: Faults;
  changes: Changes;
  /** Told of what is a mistake of the sandbox itself. */
  report: (error: unknown) => void;
}

/**
 * The control API: acts as a person, and makes things go wrong. docs/sandbox.md describes it.
 * @returns what handles a request below "/control"; `path` is its path and query there, such as "/world"
 */
export function createControl(
  parts: ControlParts,
): (request: IncomingMessage, response: ServerResponse, path: string) => void {
  const routes = [
    ...peopleRoutes(parts.platforms),
    ...worldRoutes(parts.platforms, parts.clock),
    ...faultRoutes(parts.faults),
    ...sessionStartRoutes(parts.sessionStarts),
  ];
  return (request, response, path) => {
    answer(request, path, routes, parts.changes, response).catch((error: unknown) => {
      // Who went away while sending is told nothing.
      if (request.complete) refuse(response, error, parts);
    });
  };
}

async function answer(
  request: IncomingMessage,
  target: string,
  routes: readonly Route[],
  changes: Changes,
  response: ServerResponse,
): Promise<void> {
  // First of all, and to its end: a connection whose body is left unread cannot carry the next request.
  const text = await readText(request);
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  if (request.method === 'GET' && path === '/changes') return changes.subscribe(request, response);
  const { route, id } = find(routes, request.method ?? '', path);
  const given = route.method === 'POST' ? bodyOf(text) : Object.fromEntries(new URLSearchParams(query));
  const result = await route.run(id === undefined ? given : { ...given, id });
  send(response, 200, result);
}

function find(routes: readonly Route[], method: string, path: string): { route: Route; id?: string } {
  const there = routes.flatMap((route) => {
    if (route.path === path) return [{ route }];
    const base = route.path.endsWith('/:id') ? route.path.slice(0, -':id'.length) : undefined;
    return base && path.startsWith(base) ? [{ route, id: decoded(path.slice(base.length)) }] : [];
  });
  const found = there.find(({ route }) => route.method === method);
  if (found) return found;
  const methods = there.map(({ route }) => route.method).join(' and ');
  const instead = methods ? `/control${path} takes ${methods}` : DOCUMENTED;
  throw new Refusal(404, `There is no ${method} /control${path}; ${instead}.`);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new Refusal(
      400,
      `"${segment}" is not written as addresses are: a % stands before two hexadecimal digits.`,
      cause,
    );
  }
}

/** @returns undefined when it is too large */
async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= BODY_BYTES) chunks.push(chunk);
  }
  return bytes > BODY_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}

function bodyOf(text: string | undefined): Record<string, unknown> {
  if (text === undefined) throw new Refusal(413, `The body is over ${BODY_BYTES} bytes.`);
  const body = parse(text === '' ? '{}' : text);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Refusal(400, 'The body is not a JSON object.');
  }
  return { ...body };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Refusal(400, 'The body is not JSON.', cause);
  }
}

function refuse(response: ServerResponse, error: unknown, { report }: ControlParts): void {
  if (error instanceof Refusal || error instanceof CannotDo) {
    const status = error instanceof Refusal ? error.status : STATUS[error.why];
    send(response, status, { error: error.message });
  } else {
    report(error);
    send(response, 500, { error: 'A mistake in the sandbox; where it runs, more is written about it.' });
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
