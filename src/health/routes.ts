import type { ConnectionState } from '../chat/connection.ts';
import type { Route, RouteContext } from '../web/route.ts';
import type { Metrics } from './metrics.ts';

/** State of the parts that the bot needs to work. */
export interface Condition {
  /** Tells whether the database answers and can write. */
  database(): 'well' | 'away' | 'unwritable';
  platforms: readonly { name: string; hears(): boolean; connections(): readonly ConnectionState[] }[];
}

/**
 * For whoever watches the bot: `/ready` (it can work for somebody), `/ready/all` (nothing is missing) and `/metrics`
 * (for Prometheus); `/health` (the process lives) is on every web server. What fails takes no other with it: `/ready` is
 * 503 only while nobody at all is served, so that a balancer or an orchestrator does not take Slack away because Discord
 * is down. An alarm goes by `/ready/all`, which is 503 while anything but the list of commands does not work.
 */
export function healthRoutes(condition: Condition, metrics: Metrics): Route[] {
  return [
    { method: 'GET', path: '/ready', handle: (context) => tell(context, canServe(condition), condition) },
    { method: 'GET', path: '/ready/all', handle: (context) => tell(context, isWhole(condition), condition) },
    {
      method: 'GET',
      path: '/metrics',
      handle: (context) =>
        metrics.text().then(
          (text) => context.body(text, 200, { 'content-type': metrics.contentType }),
          () => context.text('the database does not answer\n', 503),
        ),
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

function tell(context: RouteContext, good: boolean, condition: Condition): Response {
  const lines = [good ? 'ready' : 'not ready', ...missingIn(condition)];
  return context.text(`${lines.join('\n')}\n`, good ? 200 : 503);
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
