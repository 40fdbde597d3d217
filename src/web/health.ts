import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from './metrics.ts';

/** What answers GET requests for one path. */
export interface Route {
  path: string;
  handle(request: IncomingMessage, response: ServerResponse): void;
}

/** What the bot needs to work. */
export interface Condition {
  /** Whether the database does not answer. */
  away(): boolean;
  platforms: readonly { name: string; hears(): boolean }[];
}

/**
 * For whoever watches the bot: `/health` (the process lives), `/ready` (it can work: 503 while the database is away or a
 * platform is not connected) and `/metrics` (for Prometheus).
 */
export function healthRoutes(condition: Condition, metrics: Metrics): Route[] {
  return [
    { path: '/health', handle: (_request, response) => void response.end('ok\n') },
    {
      path: '/ready',
      handle: (_request, response) => {
        const missing = missingIn(condition);
        response.writeHead(missing.length > 0 ? 503 : 200).end(`${missing.join('\n') || 'ready'}\n`);
      },
    },
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

function missingIn({ away, platforms }: Condition): string[] {
  const deaf = platforms.filter((platform) => !platform.hears()).map(({ name }) => `not connected to ${name}`);
  return [...(away() ? ['the database does not answer'] : []), ...deaf];
}
