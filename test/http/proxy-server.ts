import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A proxy as municipalities have them: tunnels (CONNECT), and passes on what is asked in plain HTTP. */
export interface ProxyServer {
  url: string;
  /** Hosts that were asked for. */
  asked: Set<string>;
  stop(): Promise<void>;
}

/** @param ports where it finds hosts that no name server knows, by their names */
export async function startProxyServer(ports: Record<string, number>): Promise<ProxyServer> {
  const asked = new Set<string>();
  const sockets = new Set<Socket>();
  const reach = (host: string) => {
    asked.add(host);
    const far = connect(ports[host] ?? 0, '127.0.0.1');
    sockets.add(far);
    return far.on('error', () => far.destroy());
  };
  const server = createServer((near, response) => {
    const { hostname, pathname, search } = new URL(near.url ?? '');
    asked.add(hostname);
    const options = { port: ports[hostname], method: near.method, headers: near.headers, path: pathname + search };
    const far = request({ host: '127.0.0.1', ...options }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    near.pipe(far);
  });
  server.on('connection', (socket) => sockets.add(socket.on('error', () => socket.destroy())));
  server.on('connect', ({ url = '' }, near) => {
    const far = reach(url.split(':')[0] ?? '');
    far.once('connect', () => near.write('HTTP/1.1 200 Connection established\r\n\r\n'));
    far.pipe(near);
    near.pipe(far);
  });
  server.on('upgrade', (message, near) => {
    const { hostname, pathname, search } = new URL(message.url ?? '');
    const far = reach(hostname);
    const headers = message.rawHeaders.flatMap((name, index, all) => (index % 2 ? [] : `${name}: ${all[index + 1]}`));
    far.write(`GET ${pathname}${search} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
    far.pipe(near);
    near.pipe(far);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
