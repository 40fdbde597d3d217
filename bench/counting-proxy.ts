import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';
import pg from 'pg';

/** Number of what went to PostgreSQL since the start. */
export interface Asked {
  statements: number;
  /** Times that somebody waited for PostgreSQL to be ready again. */
  roundTrips: number;
}

/** Stands between a bot and PostgreSQL, and counts. */
export interface CountingProxy {
  url: string;
  asked(): Asked;
  stop(): void;
}

/**
 * Types of messages that a client sends: a simple query, an execution, and the end of what is sent together.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
const QUERY = 'Q'.charCodeAt(0);
const EXECUTE = 'E'.charCodeAt(0);
const SYNC = 'S'.charCodeAt(0);

/** @param target connection string of a PostgreSQL without TLS */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const { host, port, user, password, database } = new pg.Client(target);
  const sockets = new Set<Socket>();
  const asked: Asked = { statements: 0, roundTrips: 0 };
  const server = createServer((near) => {
    const far = host.startsWith('/') ? createConnection(`${host}/.s.PGSQL.${port}`) : createConnection(port, host);
    for (const socket of [near, far]) {
      sockets.add(socket.setNoDelay());
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    const read = messageReader((type) => {
      if (type === QUERY || type === EXECUTE) asked.statements += 1;
      if (type === QUERY || type === SYNC) asked.roundTrips += 1;
    });
    near.on('data', read);
    near.pipe(far);
    far.pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    url: `postgresql://${user}:${password}@127.0.0.1:${address.port}/${database}`,
    asked: () => ({ ...asked }),
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** @returns what takes the bytes of one client; each message but the first, which has no type, is told by its type */
function messageReader(found: (type: number) => void): (data: Buffer) => void {
  let left = Buffer.alloc(0);
  let started = false;
  return (data) => {
    left = Buffer.concat([left, data]);
    for (;;) {
      const typed = started ? 1 : 0;
      if (left.length < typed + 4) return;
      const size = typed + left.readInt32BE(typed);
      if (left.length < size) return;
      if (started) found(left.readUInt8(0));
      started = true;
      left = left.subarray(size);
    }
  };
}
