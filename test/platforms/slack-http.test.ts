import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Writable } from 'node:stream';
import type { Sandbox } from '@samling/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { createLog } from '../../src/log.ts';
import { createSlack } from '../../src/slack/index.ts';
import type { WebServer } from '../../src/web/server.ts';
import { freePort } from '../free-port.ts';
import { eventually, PATIENCE_MS } from '../waiting.ts';
import { webAt } from '../web-at.ts';
import { Script } from './slack-world.ts';

const SECRET = 'a-signing-secret-of-a-test';
const CONNECTIONS = 40;
let sandbox: Sandbox;
let slack: Platform;
let webServer: WebServer;
let script: Script;
let port: number;
let logged = '';

beforeAll(async () => {
  [sandbox, port] = await Promise.all([startFestival({ unlimited: true, patienceMs: PATIENCE_MS }), freePort()]);
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += chunk;
      done();
    },
  });
  const botTokens = [sandbox.seed.slack.application.botToken];
  const log = createLog('trace', sink);
  // Small enough to be reached on a busy machine; what counts is what happens at a limit.
  const limits = { allBodiesBytes: 2_000_000, connections: CONNECTIONS, headersMs: 1_000, requestMs: 1_500 };
  webServer = webAt(port, { limits, log });
  slack = createSlack({ botTokens, signingSecret: SECRET, webServer, apiUrl: sandbox.slackApiUrl, log });
  script = new Script();
  await slack.start(script, []);
});
afterAll(async () => {
  await Promise.all([slack.stop(), webServer.stop()]);
  await sandbox.stop();
});
beforeEach(() => {
  script.calls.length = 0;
  logged = '';
});

const address = (path: string) => `http://127.0.0.1:${port}${path}`;
const seconds = () => Math.floor(Date.now() / 1000);

/** Headers as Slack sends them, of somebody who does not know the secret. */
const LIKE_SLACK = () =>
  `POST /slack/events HTTP/1.1\r\nhost: x\r\nx-slack-request-timestamp: ${seconds()}\r\nx-slack-signature: v0=${'0'.repeat(64)}\r\n`;

async function open(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** @returns all that was answered, when the connection is closed */
async function answerOn(socket: Socket): Promise<string> {
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  await once(socket, 'close');
  return answer;
}

interface Signed {
  body?: string;
  timestamp?: number | string;
  secret?: string;
  headers?: Record<string, string>;
  leave?: string;
}

const COMMAND = new URLSearchParams({
  team_id: 'set below',
  channel_id: 'C1',
  user_id: 'U1',
  command: '/meetup',
  text: 'list Fortroligt',
  trigger_id: '1.2.x',
  is_enterprise_install: 'false',
});

/** As Slack sends it. https://docs.slack.dev/authentication/verifying-requests-from-slack */
function post({ body, timestamp = seconds(), secret = SECRET, headers, leave }: Signed = {}): Promise<Response> {
  COMMAND.set('team_id', sandbox.slack.spaces()[0]?.id ?? '');
  const sent = body ?? COMMAND.toString();
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${sent}`).digest('hex')}`;
  const all: Record<string, string> = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': signature,
    ...headers,
  };
  if (leave) delete all[leave];
  return fetch(address('/slack/events'), { method: 'POST', headers: all, body: sent });
}

describe('what comes over HTTP', () => {
  test('is taken when Slack signed it', async () => {
    expect((await post()).status).toBe(200);
    await eventually(() => expect(script.calls).toHaveLength(1));
  });

  test.each<[string, Signed]>([
    ['with another secret', { secret: 'guessed' }],
    ['without a signature', { leave: 'x-slack-signature' }],
    ['without a time', { leave: 'x-slack-request-timestamp' }],
    ['of six minutes ago', { timestamp: seconds() - 360 }],
    ['of a time that is none', { timestamp: 'now' }],
    ['of no time', { timestamp: '' }],
    ['with a signature that is too short', { headers: { 'x-slack-signature': 'v0=00' } }],
    ['with a signature of another version', { headers: { 'x-slack-signature': 'v1=00' } }],
    ['with letters that are none of a signature', { headers: { 'x-slack-signature': `v0=${'é'.repeat(64)}` } }],
  ])('is refused %s', async (_how, signed) => {
    expect((await post(signed)).status).toBe(401);
    expect(script.calls).toEqual([]);
    expect(logged).not.toContain('Fortroligt');
  });

  test('is refused when another body was signed', async () => {
    const signed = await post({ body: 'a=1', headers: {} });
    expect(signed.status).toBeLessThan(500);
    const timestamp = seconds();
    const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${timestamp}:${COMMAND}`).digest('hex')}`;
    const forged = await post({
      body: `${COMMAND}&text=other`,
      timestamp,
      headers: { 'x-slack-signature': signature },
    });
    expect(forged.status).toBe(401);
    expect(script.calls).toEqual([]);
  });

  test('is refused when it is of a time that has not come yet', async () => {
    expect((await post({ timestamp: seconds() + 360 })).status).toBe(401);
    expect((await post({ timestamp: seconds() + 60 })).status).toBe(200);
  });

  test('is refused by its headers, before any of it is read', async () => {
    const socket = await open();
    socket.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n');
    expect(await answerOn(socket)).toMatch(/^HTTP\/1\.1 401/);
  });

  test.each([
    ['said beforehand', `content-length: ${2 ** 33}\r\n\r\n`],
    [
      'sent in chunks',
      `transfer-encoding: chunked\r\n\r\n${'10000\r\n'.concat('x'.repeat(65_536), '\r\n').repeat(20)}`,
    ],
  ])('is refused when it is larger than anything of Slack’s, before all of it is read: %s', async (_how, rest) => {
    const socket = await open();
    socket.write(`${LIKE_SLACK()}${rest}`);
    expect(await answerOn(socket)).toMatch(/^HTTP\/1\.1 413/);
  });

  test('is answered when Slack only looks whether it gets through', async () => {
    const answer = await post({ body: 'ssl_check=1&token=x' });
    expect(answer.status).toBe(200);
    expect(script.calls).toEqual([]);
  });

  test('is refused when it is large and too much of others is being read; what is small is taken, always', async () => {
    const half = await Promise.all(Array.from({ length: 4 }, open));
    // Each is within its own limit, and never ends.
    for (const socket of half) socket.write(`${LIKE_SLACK()}content-length: 900000\r\n\r\n${'x'.repeat(800_000)}`);
    const answers = half.map((socket) => answerOn(socket));
    expect(await Promise.race(answers)).toMatch(/^HTTP\/1\.1 503/);
    expect((await post()).status).toBe(200);
    for (const socket of half) socket.destroy();
    await eventually(async () => expect((await post()).status).toBe(200));
  });

  test.each([
    ['whose body does not come', () => `${LIKE_SLACK()}content-length: 1000\r\n\r\n{`],
    ['whose headers do not end', () => 'POST /slack/events HTTP/1.1\r\nhost: x\r\n'],
  ])('is given up when it is one %s', async (_what, sent) => {
    const socket = await open();
    socket.write(sent());
    expect(await answerOn(socket)).toMatch(/^HTTP\/1\.1 408/);
  });

  test.each([
    ['no JSON', 'application/json', '{"type":'],
    ['JSON of another kind', 'application/json', '[1]'],
    ['null', 'application/json', 'null'],
    ['a number', 'application/json', '7'],
    ['words', 'application/json', '"words"'],
    ['a payload that is null', 'application/x-www-form-urlencoded', 'payload=null'],
    ['a payload that is a list', 'application/x-www-form-urlencoded', 'payload=%5B%5D'],
    ['a form that is called JSON', 'application/json', 'payload=%7B%7D'],
    ['of no known type', 'text/xml', '<xml/>'],
    ['a payload that is no JSON', 'application/x-www-form-urlencoded', 'payload=%7B'],
    ['nothing', 'application/x-www-form-urlencoded', ''],
    ['an event without a team', 'application/json', '{"type":"event_callback","event":{"type":"app_uninstalled"}}'],
    ['a press of nothing', 'application/json', '{"type":"block_actions","actions":[],"user":{"id":"U1"}}'],
  ])('does no harm when it is %s', async (_what, type, body) => {
    const answer = await post({ body, headers: { 'content-type': type } });
    await answer.text();
    expect(answer.status).not.toBe(500);
    expect((await fetch(address('/health'))).status).toBe(200);
    expect(script.calls).toEqual([]);
  });

  test('of strangers is told as a number, and never with what they sent', async () => {
    for (let count = 0; count < 50; count += 1) await post({ secret: 'guessed', body: `text=Fortroligt${count}` });
    await fetch(address('/Fortroligt'));
    const lines = logged.split('\n').filter(Boolean);
    expect(lines.length).toBeLessThan(5);
    expect(logged).not.toContain('Fortroligt');
    expect(lines.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
  });
});

test('is let in while strangers hold every connection, and say nothing', async () => {
  const idle = await Promise.all(Array.from({ length: CONNECTIONS }, open));
  const gone = answerOn(idle[0] as Socket);
  expect((await post()).status).toBe(200);
  await gone;
  expect(idle.filter(({ destroyed }) => destroyed).length).toBeLessThan(CONNECTIONS / 2);
  for (const socket of idle) socket.destroy();
});

test('is heard on the address that was given, and on no other of this machine', async () => {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const others = all.filter(({ address: one, family }) => one !== '127.0.0.1' && family === 'IPv4');
  for (const { address: one } of others)
    await expect(fetch(`http://${one}:${port}/health`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  expect((await fetch(address('/health'))).status).toBe(200);
});

test.each([
  ['GET', '/slack/events', 405],
  ['PUT', '/slack/events', 405],
  ['POST', '/slack/events/', 404],
  ['POST', '/health', 405],
  ['GET', '/', 404],
  ['GET', '/metrics', 404],
  ['GET', '/ready', 404],
  ['GET', '/..%2f..%2fetc/passwd', 404],
  ['GET', '/%ff', 404],
])('%s %s is answered with nothing of ours, and %d', async (method, path, status) => {
  const answer = await fetch(address(path), { method });
  expect(answer.status).toBe(status);
  expect(await answer.text()).toBe('');
});

test.each(['GET // HTTP/1.1', 'GET http://[ HTTP/1.1', 'OPTIONS * HTTP/1.1', 'GET /health\tx HTTP/1.1', 'nonsense'])(
  'a request line "%s" does not end the process',
  async (line) => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    const closed = once(socket, 'close');
    socket.resume();
    socket.write(`${line}\r\nhost: x\r\nconnection: close\r\n\r\n`);
    await closed;
    expect((await fetch(address('/health'))).status).toBe(200);
  },
);
