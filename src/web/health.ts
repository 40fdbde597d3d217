import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from './metrics.ts';

/** What answers GET requests for one path. */
export interface Route {
  path: string;
  handle(request: IncomingMessage, response: ServerResponse): void;
}

/**
 * For whoever watches the bot: `/health` (the process lives), `/ready` (it can work: 503 while the database is away) and
 * `/metrics` (for Prometheus).
 */
export function healthRoutes(away: () => boolean, metrics: Metrics): Route[] {
  return [
    { path: '/health', handle: (_request, response) => void response.end('ok\n') },
    {
      path: '/ready',
      handle: (_request, response) =>
        void response.writeHead(away() ? 503 : 200).end(away() ? 'the database does not answer\n' : 'ready\n'),
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
