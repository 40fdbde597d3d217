import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ConnectionState } from '../chat/connection.ts';
import type { Metrics } from './metrics.ts';

/** A route: it answers GET requests for one path. */
export interface Route {
  path: string;
  handle(request: IncomingMessage, response: ServerResponse): void;
}

/** State of the parts that the bot needs to work. */
export interface Condition {
  /** Tells whether the database answers and can write. */
  database(): 'well' | 'away' | 'unwritable';
  platforms: readonly { name: string; hears(): boolean; connections(): readonly ConnectionState[] }[];
}

/**
 * For whoever watches the bot: `/health` (the process lives), `/ready` (it can work for somebody), `/ready/all`
 * (nothing is missing) and `/metrics` (for Prometheus). What fails takes no other with it: `/ready` is 503 only while
 * nobody at all is served, so that a balancer or an orchestrator does not take Slack away because Discord is down. An
 * alarm goes by `/ready/all`, which is 503 while anything but the list of commands does not work.
 */
export function healthRoutes(condition: Condition, metrics: Metrics): Route[] {
  return [
    { path: '/health', handle: (_request, response) => void response.end('ok\n') },
    { path: '/ready', handle: (_request, response) => tell(response, canServe(condition), condition) },
    { path: '/ready/all', handle: (_request, response) => tell(response, isWhole(condition), condition) },
    {
      path: '/metrics',
      handle: (_request, response) => {
        metrics.text().then(
          (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
          () => response.writeHead(503).end('the database does not answer\n'),
        );
      },
    },
  ];
}

function canServe({ database, platforms }: Condition): boolean {
  return database() === 'well' && (platforms.length === 0 || platforms.some((platform) => platform.hears()));
}

function isWhole({ database, platforms }: Condition): boolean {
  const states = platforms.flatMap((platform) => platform.connections());
  return database() === 'well' && states.every(({ state, minor }) => state === 'up' || minor);
}

function tell(response: ServerResponse, good: boolean, condition: Condition): void {
  const lines = [good ? 'ready' : 'not ready', ...missingIn(condition)];
  response.writeHead(good ? 200 : 503, { 'content-type': 'text/plain; charset=utf-8' }).end(`${lines.join('\n')}\n`);
}

const DATABASE_WORDS = {
  well: [],
  away: ['the database does not answer'],
  unwritable: ['the database can write nothing: its disk is full or broken, or it may only be read'],
};

function missingIn({ database, platforms }: Condition): string[] {
  const failing = platforms.flatMap((platform) => platform.connections()).filter(({ state }) => state !== 'up');
  return [...DATABASE_WORDS[database()], ...failing.map(describe)];
}

function describe({ platform, name, state, since, problem }: ConnectionState): string {
  const words = state === 'starting' ? 'is starting' : `does not work since ${new Date(since).toISOString()}`;
  return `${platform}, ${name}: ${words}${problem ? `. ${problem}` : ''}`;
}
