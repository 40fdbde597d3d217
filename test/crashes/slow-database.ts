import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';

/** Stands between the bot and PostgreSQL. */
export interface DatabaseProxy {
  url: string;
  /** From now on everything that the bot asks arrives so much later, in ms. */
  slow(ms: number): void;
  stop(): Promise<void>;
}

/** @param target tells where PostgreSQL is, and who is to ask */
export async function startProxy(target: () => pg.Client): Promise<DatabaseProxy> {
  let late = 0;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const { host, port } = target();
    const far = host.startsWith('/') ? createConnection(`${host}/.s.PGSQL.${port}`) : createConnection(port, host);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    far.pipe(near);
    let before = Promise.resolve();
    near.on('data', (data) => {
      before = before.then(async () => {
        if (late > 0) await delay(late);
        if (far.writable) far.write(data);
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { user, password, database } = target();
  const { port } = server.address() as AddressInfo;
  return {
    url: `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`,
    slow: (ms) => {
      late = ms;
    },
    async stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
