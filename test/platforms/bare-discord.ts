import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** One request to the REST API. */
export interface Asked {
  method: string;
  /** Without the version. */
  path: string;
  body: unknown;
}

/** The answer that is given: JSON, or another body with its type; `drop` breaks the connection. */
export type Given = { status: number; json?: unknown; html?: string; headers?: Record<string, string> } | 'drop';

/** As little of Discord as the protocol asks for: short ids, no optional field, no header of a rate limit. */
export interface BareDiscord {
  apiUrl: string;
  asked: Asked[];
  /** Answers a request before the usual answer does; undefined leaves it to that. */
  answer: (asked: Asked) => Given | undefined;
  /** Sends an event to every bot that is connected. */
  dispatch(event: string, data: unknown): void;
  /** The code with which a bot that identifies is sent away, when set. */
  closeWith: number | undefined;
  /** Closes the open connection. */
  close(code: number): void;
  /** The opcodes that the bot has sent, over all its connections. */
  heard: number[];
  stop(): Promise<void>;
}

export const TOKEN = 'MQ.short.token';
const GUILD = { id: '7', name: 'Foreningen', owner_id: '2', channels: [], roles: [{ id: '7', permissions: '0' }] };

export async function bareDiscord(): Promise<BareDiscord> {
  const server = createServer((request, response) => void serve(request, response));
  const sockets = new WebSocketServer({ server });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const identified = new Set<WebSocket>();
  let sequence = 0;
  const send = (socket: WebSocket, payload: object) => socket.send(JSON.stringify(payload));
  const dispatch = (socket: WebSocket, event: string, data: unknown) => {
    sequence += 1;
    send(socket, { op: 0, t: event, s: sequence, d: data });
  };
  const world: BareDiscord = {
    apiUrl: `http://${host}/api`,
    asked: [],
    answer: () => undefined,
    dispatch(event, data) {
      for (const socket of identified) dispatch(socket, event, data);
    },
    closeWith: undefined,
    close(code) {
      for (const socket of identified) socket.close(code);
    },
    heard: [],
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  sockets.on('connection', (socket) => {
    socket.on('close', () => identified.delete(socket));
    socket.on('message', (data) => {
      const { op } = JSON.parse(String(data)) as { op: number };
      world.heard.push(op);
      if (op === 1) send(socket, { op: 11 });
      if (op !== 2 && op !== 6) return;
      identified.add(socket);
      if (op === 6) return dispatch(socket, 'RESUMED', null);
      if (world.closeWith !== undefined) return socket.close(world.closeWith);
      const user = { id: '1', username: 'Samling', discriminator: '0', avatar: null };
      const ready = { v: 10, user, guilds: [{ id: '7', unavailable: true }], session_id: 's' };
      dispatch(socket, 'READY', { ...ready, resume_gateway_url: `ws://${host}`, application: { id: '1', flags: 0 } });
      dispatch(socket, 'GUILD_CREATE', GUILD);
    });
    send(socket, { op: 10, d: { heartbeat_interval: 41_250 } });
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const path = (request.url ?? '').replace(/^\/api\/v\d+/, '').replace(/\?.*/, '');
    const asked: Asked = { method: request.method ?? '', path, body: text ? JSON.parse(text) : undefined };
    world.asked.push(asked);
    const given = world.answer(asked) ?? usual(asked);
    if (given === 'drop') return void request.socket.destroy();
    const html = given.html !== undefined;
    const type = html ? 'text/html' : 'application/json';
    response.writeHead(given.status, { ...(given.status === 204 ? {} : { 'content-type': type }), ...given.headers });
    response.end(html ? given.html : given.json === undefined ? undefined : JSON.stringify(given.json));
  }

  function usual({ method, path }: Asked): Given {
    if (path === '/gateway/bot') {
      const limit = { total: 1000, remaining: 999, reset_after: 1, max_concurrency: 1 };
      return { status: 200, json: { url: `ws://${host}`, shards: 1, session_start_limit: limit } };
    }
    if (path.endsWith('/callback')) return { status: 204 };
    if (method === 'GET' && /^\/applications\/\d+\/commands$/.test(path)) return { status: 200, json: [] };
    if (method === 'PUT') return { status: 200, json: [] };
    return method === 'DELETE' ? { status: 204 } : { status: 200, json: { id: '99' } };
  }

  return world;
}

/** A slash command as short as the protocol allows. */
export const command = (id: string, more: object = {}) => ({
  id,
  application_id: '1',
  type: 2,
  token: `token-of-${id}`,
  version: 1,
  guild_id: '7',
  channel_id: '8',
  member: { user: { id: '3', username: 'maja' }, roles: [], permissions: '0' },
  data: { id: '5', type: 1, name: 'meetup', options: [{ type: 1, name: 'create' }] },
  ...more,
});
