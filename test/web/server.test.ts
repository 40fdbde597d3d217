import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type Logger, pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { CannotListen } from '../../src/http/listening.ts';
import { describeError } from '../../src/log.ts';
import type { Route } from '../../src/web/route.ts';
import { WebServer } from '../../src/web/server.ts';
import { eventually } from '../waiting.ts';
import { webAt } from '../web-at.ts';

const servers: WebServer[] = [];
let logged: string[] = [];
const log: Logger = pino(
  { level: 'trace', serializers: { err: (error: unknown) => describeError(error) } },
  { write: (line: string) => void logged.push(line) },
);

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  logged = [];
});

interface Opened {
  server: WebServer;
  port: number;
  at(path: string): string;
}

async function opened(routes: readonly Route[]): Promise<Opened> {
  const server = webAt(0, { log });
  servers.push(server);
  server.mount(routes);
  const port = (await server.open()) ?? 0;
  return { server, port, at: (path) => `http://127.0.0.1:${port}${path}` };
}

async function dial(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** @returns all that is answered, when the connection is closed */
async function answerOn(socket: Socket): Promise<string> {
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  await once(socket, 'close');
  return answer;
}

const hello: Route = {
  method: 'GET',
  path: '/hello/:name',
  handle: ({ req, text }) => text(`Hej ${req.param('name')}`),
};
const upload: Route = {
  method: 'POST',
  path: '/upload',
  bodyBytes: 1_000,
  handle: async ({ req, json }) => json((await req.text()).length),
};

test('a route reads what stands in its path, and HEAD has its headers alone', async () => {
  const { at } = await opened([hello]);
  const answer = await fetch(at('/hello/%C3%85se%2Fog%20Bent?x=1'));
  expect([answer.status, await answer.text()]).toEqual([200, 'Hej Åse/og Bent']);
  const head = await fetch(at('/hello/Maja'), { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect(head.headers.get('content-length')).toBe(String('Hej Maja'.length));
});

test('what no route has is answered without words: 404 for a path, 405 for a method, 400 for no request at all', async () => {
  const { at, port } = await opened([hello, upload]);
  for (const path of ['/', '/hello', '/hello/', '/hello/a/b', '//', '/%ff', '/constructor'])
    expect([path, (await fetch(at(path))).status]).toEqual([path, 404]);
  const put = await fetch(at('/hello/Maja'), { method: 'PUT', body: 'x' });
  expect([put.status, put.headers.get('allow'), await put.text()]).toEqual([405, 'GET, HEAD', '']);
  expect((await fetch(at('/upload'), { method: 'HEAD' })).status).toBe(405);
  const withPassword = await dial(port);
  withPassword.write('GET http://user:secret@x/hello/Maja HTTP/1.1\r\nhost: x\r\n\r\n');
  expect(await answerOn(withPassword)).toMatch(/^HTTP\/1\.1 400/);
  const socket = await dial(port);
  socket.write('TRACE /hello/Maja HTTP/1.1\r\nhost: x\r\n\r\n');
  expect(await answerOn(socket)).toMatch(/^HTTP\/1\.1 400/);
  // How many strangers there were is told as a number, and never what they asked for.
  expect(logged.join('')).toContain('"reason":"not for us"');
  expect(logged.join('')).not.toMatch(/constructor|Maja|secret/);
});

test('a body is read up to the limit of its route', async () => {
  const { at } = await opened([upload]);
  const answer = await fetch(at('/upload'), { method: 'POST', body: 'å'.repeat(500) });
  expect([answer.status, await answer.json()]).toEqual([200, 500]);
  const empty = await fetch(at('/upload'), { method: 'POST' });
  expect([empty.status, await empty.json()]).toEqual([200, 0]);
});

test.each([
  ['said beforehand', 'content-length: 1001\r\n\r\n'],
  ['sent in chunks', `transfer-encoding: chunked\r\n\r\n3e8\r\n${'x'.repeat(1_000)}\r\n1\r\nx\r\n`],
])('a larger body is refused with 413 before its end, and the connection is closed: %s', async (_how, rest) => {
  const { port } = await opened([upload]);
  const socket = await dial(port);
  socket.write(`POST /upload HTTP/1.1\r\nhost: x\r\n${rest}`);
  expect(await answerOn(socket)).toMatch(/^HTTP\/1\.1 413 [\s\S]*connection: close/i);
});

test('a body that no route wants is not read: the connection is closed with the answer', async () => {
  const { port } = await opened([hello, { ...upload, path: '/press', bodyBytes: undefined }]);
  for (const line of ['GET /hello/Maja', 'POST /press', 'POST /nowhere', 'PUT /hello/Maja']) {
    const socket = await dial(port);
    socket.write(`${line} HTTP/1.1\r\nhost: x\r\ncontent-length: 900000\r\n\r\nx`);
    expect(await answerOn(socket)).toMatch(/connection: close/i);
  }
});

test('a route may look at the headers before the body comes', async () => {
  let isRead = false;
  const guarded: Route = {
    ...upload,
    admit: ({ authorization }) => (authorization ? null : { status: 401, reason: 'no key' }),
    handle: ({ text }) => {
      isRead = true;
      return text('ok');
    },
  };
  const { port, at } = await opened([guarded]);
  const socket = await dial(port);
  socket.write('POST /upload HTTP/1.1\r\nhost: x\r\ncontent-length: 900\r\n\r\n');
  expect(await answerOn(socket)).toMatch(/^HTTP\/1\.1 401/);
  expect(isRead).toBe(false);
  const headers = { authorization: 'Bearer x' };
  expect((await fetch(at('/upload'), { method: 'POST', body: 'x', headers })).status).toBe(200);
});

test('a route that throws costs its own answer alone, and what was asked for is not logged', async () => {
  const broken = (name: string, handle: Route['handle']): Route => ({ method: 'GET', path: `/${name}/:token`, handle });
  const { at } = await opened([
    hello,
    broken('at-once', () => {
      throw new Error('Et hul.');
    }),
    broken('later', async () => Promise.reject(new Error('Et hul.'))),
    broken('odd', () => Promise.reject('no error')),
  ]);
  for (const name of ['at-once', 'later', 'odd']) {
    const answer = await fetch(at(`/${name}/hemmeligt`));
    expect([name, answer.status, await answer.text()]).toEqual([name, 500, '']);
    expect((await fetch(at('/hello/Maja'))).status).toBe(200);
  }
  const errors = logged.map((line) => JSON.parse(line)).filter(({ level }) => level >= 50);
  expect(errors.map(({ path }) => path)).toEqual(['/at-once/:token', '/later/:token', '/odd/:token']);
  expect(logged.join('')).not.toContain('hemmeligt');
});

test('an upload that is broken off is counted, and is no mistake of ours', async () => {
  const { port } = await opened([upload]);
  const socket = await dial(port);
  socket.write('POST /upload HTTP/1.1\r\nhost: x\r\ncontent-length: 900\r\n\r\nx');
  socket.destroy();
  await eventually(() => expect(logged.join('')).toContain('broken off'));
  expect(logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
});

test('headers go out as they were given, each cookie on a line of its own', async () => {
  const signIn: Route = {
    method: 'GET',
    path: '/sign-in',
    handle: ({ header, redirect }) => {
      header('set-cookie', 'a=1; HttpOnly', { append: true });
      header('set-cookie', 'b=2; HttpOnly', { append: true });
      return redirect('/done');
    },
  };
  const { at } = await opened([signIn]);
  const answer = await fetch(at('/sign-in'), { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/done']);
  expect(answer.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2; HttpOnly']);
});

test('two routes of one method and path are refused; others may be mounted while it runs', async () => {
  const { at, server } = await opened([hello]);
  expect(() => server.mount([hello])).toThrow('GET /hello/:name');
  expect(() => server.mount([upload, upload])).toThrow('POST /upload');
  expect((await fetch(at('/upload'), { method: 'POST' })).status).toBe(404);
  server.mount([upload]);
  expect((await fetch(at('/upload'), { method: 'POST' })).status).toBe(200);
});

test('it is opened once, however often it is asked to, and never after it was stopped', async () => {
  const { server, port } = await opened([]);
  expect(await Promise.all([server.open(), server.open()])).toEqual([port, port]);
  await server.stop();
  await expect(server.open()).rejects.toThrow(CannotListen);
});

test('a port that was taken is opened when it is free again', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const server = webAt(port);
  servers.push(server);
  await expect(server.open()).rejects.toThrow(`PORT ${port} is taken`);
  other.close();
  await once(other, 'close');
  expect(await server.open()).toBe(port);
});

test('it listens on the host that it is given, which must be one of this machine', async () => {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const others = addresses.filter(({ address, family }) => family === 'IPv4' && address !== '127.0.0.1');
  const at = (host: string) => {
    const place = { host, port: 0, portVariable: 'PORT', hostVariable: 'SLACK_HOST' } as const;
    const server = new WebServer({ place, log });
    servers.push(server);
    return server;
  };
  const everywhere = await at('0.0.0.0').open();
  const here = await at('127.0.0.1').open();
  for (const { address } of others) {
    expect((await fetch(`http://${address}:${everywhere}/health`)).status).toBe(200);
    await expect(fetch(`http://${address}:${here}/health`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  }
  // An address for documentation, which no machine has: https://www.rfc-editor.org/rfc/rfc5737
  await expect(at('192.0.2.1').open()).rejects.toThrow('SLACK_HOST 192.0.2.1 is no address of this machine');
});

test('what came before the end is answered, and nothing after it', async () => {
  const come = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const slow: Route = {
    method: 'GET',
    path: '/slow',
    handle: async ({ text }) => {
      come.resolve();
      await goOn.promise;
      return text('done');
    },
  };
  const { at, server } = await opened([slow]);
  const answer = fetch(at('/slow'));
  await come.promise;
  const stopped = server.stop();
  await expect(fetch(at('/health'))).rejects.toThrow();
  goOn.resolve();
  expect(await (await answer).text()).toBe('done');
  await stopped;
});

test('another server can hand it requests, and gets back those that are for nobody', async () => {
  const server = new WebServer({ place: null, log });
  const gone: Route = { method: 'GET', path: '/notes/:id', handle: (context) => context.notFound() };
  server.mount([hello, gone]);
  expect(await server.open()).toBeNull();
  const other = createServer((request, response) => {
    void server.answer(request, response, () => response.end('somebody else'));
  });
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const at = (path: string) => `http://127.0.0.1:${(other.address() as AddressInfo).port}${path}`;
  const textAt = async (path: string) => (await fetch(at(path))).text();
  expect(await textAt('/hello/Maja')).toBe('Hej Maja');
  expect(await textAt('/elsewhere')).toBe('somebody else');
  // A route that finds nothing has answered.
  const missing = await fetch(at('/notes/1'));
  expect([missing.status, await missing.text()]).toEqual([404, '']);
  await server.stop();
  expect(await textAt('/hello/Maja')).toBe('somebody else');
  expect(logged).toEqual([]);
  other.closeAllConnections();
  other.close();
});
