import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { exchange, TooLate } from '../../src/http/exchange.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(answer: RequestListener): Promise<string> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const post = (url: string, withinMs = 5_000) =>
  exchange(url, { method: 'POST', headers: { 'x-asks': 'ja' }, body: 'æøå' }, withinMs);

test('sends what it is given, and reads the answer to its end', async () => {
  const url = await serve(async (request, response) => {
    const chunks = await request.toArray();
    response.writeHead(207, { 'x-one': 'a', 'X-Several': ['b', 'c'] });
    response.write(`${request.method} ${request.url} ${request.headers['x-asks']} `);
    response.end(Buffer.concat(chunks));
  });
  const { status, headers, body } = await post(`${url}/api/a?b=c`);
  expect([status, headers['x-one'], headers['x-several']]).toEqual([207, 'a', 'b, c']);
  expect(body.toString()).toBe('POST /api/a?b=c ja æøå');
});

test('does not follow to another address', async () => {
  const url = await serve((_request, response) => response.writeHead(302, { location: 'https://example.org' }).end());
  expect(await post(url)).toMatchObject({ status: 302, headers: { location: 'https://example.org' } });
});

test('answers that hold no body, or one in many parts, are whole', async () => {
  const url = await serve(({ url: path }, response) => {
    if (path === '/empty') return void response.writeHead(204).end();
    for (let part = 0; part < 1_000; part += 1) response.write('0123456789');
    response.end();
  });
  expect((await post(`${url}/empty`)).body).toHaveLength(0);
  expect((await post(`${url}/long`)).body).toHaveLength(10_000);
});

test.each([
  ['no answer begins', () => undefined],
  ['an answer stops halfway', (_request: unknown, response: { write(text: string): unknown }) => response.write('{')],
])('gives up when %s, and does not ask again', async (_, answer) => {
  let asked = 0;
  const url = await serve((request, response) => {
    asked += 1;
    answer(request, response);
  });
  const error = await post(url, 200).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TooLate);
  expect(error).toMatchObject({ name: 'AbortError', code: 'ETIMEDOUT' });
  expect(asked).toBe(1);
});

test('a lost connection says so, and is not tried again', async () => {
  let asked = 0;
  const url = await serve((request) => {
    asked += 1;
    request.socket.resetAndDestroy();
  });
  await expect(post(url)).rejects.toMatchObject({ code: expect.stringMatching(/^(?:ECONNRESET|UND_ERR_SOCKET)$/) });
  expect(asked).toBe(1);
});

test('a connection that closes between two requests costs none of them twice', async () => {
  let asked = 0;
  const url = await serve((_request, response) => {
    asked += 1;
    response.end('ja');
  });
  if (server) server.keepAliveTimeout = 1;
  for (let number = 1; number <= 20; number += 1) {
    const answered = await post(url).then(
      () => 'answered',
      () => 'lost',
    );
    expect(['answered', 'lost']).toContain(answered);
    expect(asked).toBeLessThanOrEqual(number);
  }
});

test('a server that is not there says so', async () => {
  const gone = createTcpServer().listen(0, '127.0.0.1');
  await once(gone, 'listening');
  const { port } = gone.address() as AddressInfo;
  gone.close();
  await once(gone, 'close');
  await expect(post(`http://127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
