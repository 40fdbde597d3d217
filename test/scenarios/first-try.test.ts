import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { eventually } from '../waiting.ts';
import { startPort } from './port.ts';
import { NOON } from './world.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

test('whether the bot lives is told while a platform’s first try to connect still lasts', async () => {
  const health = { host: '127.0.0.1', port: await freePort() };
  const first = Promise.withResolvers<void>();
  const starting = startPort(NOON, { first: first.promise, health });
  try {
    await eventually(async () => expect((await fetch(`http://127.0.0.1:${health.port}/health`)).status).toBe(200));
  } finally {
    first.resolve();
    await (await starting).stop();
  }
});
