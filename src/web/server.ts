import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Route } from './health.ts';

/** A server that listens. */
export interface WebServer {
  port: number;
  stop(): Promise<void>;
}

/** Address at which a server listens. */
export interface Listen {
  /** An address of this machine: "127.0.0.1" for itself alone, "0.0.0.0" for every network that it is in. */
  host: string;
  /** 0: any that is free. */
  port: number;
}

/**
 * @throws {Error} with the code EADDRINUSE when the port is taken, EADDRNOTAVAIL when the machine has no such address
 */
export async function startWebServer({ host, port }: Listen, routes: readonly Route[]): Promise<WebServer> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    const route = request.method === 'GET' ? routes.find((one) => one.path === path) : undefined;
    if (route) route.handle(request, response);
    else response.writeHead(404).end();
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, resolve);
  await promise;
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}
