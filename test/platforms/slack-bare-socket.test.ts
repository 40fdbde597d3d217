import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Platform } from '../../src/chat/platform.ts';
import { createSlack } from '../../src/slack/index.ts';
import { eventually } from '../waiting.ts';
import { Script } from './slack-world.ts';

/** As little of Socket Mode as the protocol asks for. */
const server = createServer((request, response) => {
  const method = (request.url ?? '').split('/').at(-1) ?? '';
  asked.push(method);
  const away = method === 'apps.connections.open' && failing > 0;
  if (away) failing -= 1;
  const { port } = server.address() as AddressInfo;
  const given = { ok: true, team_id: 'T1', bot_id: 'B0', url: `ws://127.0.0.1:${port}/link` };
  response.writeHead(away ? 503 : 200, { 'content-type': away ? 'text/html' : 'application/json' });
  response.end(away ? '<html>' : JSON.stringify(given));
});
const sockets = new WebSocketServer({ server });
let asked: string[];
/** So many openings fail from now on. */
let failing: number;
let connections: WebSocket[];
let acknowledged: string[];
let script: Script;
let bot: Platform;

sockets.on('connection', (socket) => {
  connections.push(socket);
  socket.on('message', (data) => acknowledged.push((JSON.parse(String(data)) as { envelope_id: string }).envelope_id));
  socket.send(JSON.stringify({ type: 'hello' }));
});

beforeEach(async () => {
  [asked, connections, acknowledged, failing, script] = [[], [], [], 0, new Script()];
  if (!server.listening) await once(server.listen(0, '127.0.0.1'), 'listening');
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  const log = pino({ level: 'silent' });
  bot = createSlack({ botTokens: ['xoxb-1'], appToken: 'xapp-1', apiUrl, log });
});
afterEach(async () => {
  await bot.stop();
  for (const socket of sockets.clients) socket.terminate();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const send = (message: object) => connections.at(-1)?.send(JSON.stringify(message));
const command = (id: string, more: object = {}) => ({
  ...{ type: 'slash_commands', envelope_id: id },
  payload: { command: '/meetup', team_id: 'T1', channel_id: 'C1', user_id: 'U1', trigger_id: `1.${id}` },
  ...more,
});

describe('Socket Mode as short as it may be', () => {
  it('needs no more than a greeting, and acknowledges by the envelope alone', async () => {
    await bot.start(script, []);
    send(command('e1'));
    await eventually(() => expect(acknowledged).toEqual(['e1']));
    send({ type: 'something_new', envelope_id: 'e2', payload: {} });
    send(command('e3', { retry_attempt: 1, retry_reason: 'timeout', accepts_response_payload: true }));
    await eventually(() => expect(script.calls).toHaveLength(2));
  });

  it.each(['warning', 'refresh_requested', 'link_disabled', 'a reason of next year'])(
    'opens the next connection when Slack says goodbye: %s',
    async (reason) => {
      await bot.start(script, []);
      send({ type: 'disconnect', reason });
      await eventually(() => expect(connections).toHaveLength(2));
      send(command('e1'));
      await eventually(() => expect(acknowledged).toEqual(['e1']));
    },
  );

  it('starts although no connection can be opened for a moment', async () => {
    failing = 2;
    await bot.start(script, []);
    await eventually(() => expect(connections).toHaveLength(1));
    expect(asked.filter((method) => method === 'apps.connections.open')).toHaveLength(3);
  });
});
