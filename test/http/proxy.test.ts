// First, as where the bot starts: discord.js takes the WebSocket that it finds when it is loaded.
import '../../src/discord/proxied-socket.ts';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { exchange } from '../../src/http/exchange.ts';
import { useProxies } from '../../src/http/proxy.ts';
import { createSlack } from '../../src/slack/index.ts';
import { bareDiscord, command, TOKEN } from '../platforms/bare-discord.ts';
import { answered, discordBot, shown } from '../platforms/discord-world.ts';
import { Script, startSlackWorld } from '../platforms/slack-world.ts';
import { eventually } from '../waiting.ts';
import { type ProxyServer, startProxyServer } from './proxy-server.ts';

let proxy: ProxyServer;
let stops: (() => unknown)[];

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const useProxy = async (ports: Record<string, number>, noProxy?: string) => {
  proxy = await startProxyServer(ports);
  stops.push(() => proxy.stop());
  useProxies({ HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, NO_PROXY: noProxy });
};

beforeEach(() => {
  stops = [];
});
afterEach(async () => {
  useProxies({});
  for (const stop of stops.reverse()) await stop();
});

test('Discord is reached through the proxy alone: requests and the gateway', async () => {
  const discord = await bareDiscord();
  stops.push(() => discord.stop());
  const port = Number(new URL(discord.apiUrl).port);
  await useProxy({ 'discord.invalid': port, 'gateway.invalid': port });
  const limit = { total: 1000, remaining: 999, reset_after: 1, max_concurrency: 1 };
  discord.answer = ({ path }) =>
    path === '/gateway/bot'
      ? { status: 200, json: { url: 'ws://gateway.invalid', shards: 1, session_start_limit: limit } }
      : undefined;
  const bot = discordBot({ apiUrl: 'http://discord.invalid/api', token: TOKEN });
  stops.push(() => bot.stop());
  await bot.start(
    {
      receive: () => answered('privately', shown('Tak')),
      suggest: async () => [],
      spaceChanged: async () => undefined,
    },
    [],
  );
  expect(bot.connections().map(({ state }) => state)).toEqual(['up', 'up']);
  discord.dispatch('INTERACTION_CREATE', command('11'));
  await eventually(() => expect(discord.asked.some(({ path }) => path.endsWith('/callback'))).toBe(true));
  expect([...proxy.asked].toSorted()).toEqual(['discord.invalid', 'gateway.invalid']);
});

test('Slack is reached through the proxy alone: the Web API, Socket Mode and answers to people', async () => {
  const answers: string[] = [];
  const server = createServer(async (message, response) => {
    const method = message.url?.split('/').at(-1) ?? '';
    for await (const chunk of message) if (method === 'answer') answers.push(String(chunk));
    if (method === 'answer') return response.end('ok');
    response.setHeader('content-type', 'application/json');
    const url = 'ws://socket.invalid/link';
    response.end(JSON.stringify({ ok: true, team_id: 'T1', team: 'T', user_id: 'U0', bot_id: 'B0', url }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets = new WebSocketServer({ server });
  stops.push(() => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
    server.close();
  });
  sockets.on('connection', (socket) => {
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
    const payload = {
      ...{ command: '/meetup', text: '', team_id: 'T1', user_id: 'U1', channel_id: 'C1', trigger_id: '1' },
      response_url: 'http://hooks.invalid/answer',
    };
    socket.send(JSON.stringify({ type: 'slash_commands', envelope_id: 'e1', accepts_response_payload: true, payload }));
  });
  const port = portOf(server);
  await useProxy({ 'slack.invalid': port, 'socket.invalid': port, 'hooks.invalid': port });
  const world = await startSlackWorld();
  stops.push(() => world.stop());
  const slack = createSlack({
    botTokens: ['xoxb-1'],
    appToken: 'xapp-1',
    apiUrl: 'http://slack.invalid',
    log: world.log,
  });
  stops.push(() => slack.stop());
  await slack.start(new Script(), []);
  await eventually(() => expect(answers.join()).toContain('Hej'));
  expect([...proxy.asked].toSorted()).toEqual(['hooks.invalid', 'slack.invalid', 'socket.invalid']);
});

test('what NO_PROXY names goes straight', async () => {
  const server = createServer((_request, response) => response.end('straight')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await useProxy({}, '127.0.0.1,example.dk');
  const url = `http://127.0.0.1:${portOf(server)}/`;
  const { body } = await exchange(url, { method: 'GET', headers: {}, body: null }, 5_000);
  expect(body.toString()).toBe('straight');
  expect(proxy.asked.size).toBe(0);
});
