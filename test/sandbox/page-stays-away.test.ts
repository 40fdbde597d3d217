import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '@samling/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { startProcess } from '../crashes/bot-process.ts';
import { freshDatabase, temporaryFolder } from '../database/harness.ts';
import { freePort } from '../free-port.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startFestival({ unlimited: true });
});
afterAll(() => sandbox.stop());

test('a bot with a token of its own starts no sandbox, and so no page', async () => {
  const [database, folder, port] = await Promise.all([freshDatabase(), temporaryFolder(), freePort()]);
  const bot = await startProcess({
    DISCORD_TOKEN: sandbox.seed.discord.application.token,
    DISCORD_API_URL: sandbox.discordApiUrl,
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    PORT: String(port),
  });
  const page = await fetch(`http://127.0.0.1:${port}/`, { headers: { accept: 'text/html' } }).catch(() => undefined);
  expect(page?.ok ?? false).toBe(false);
  expect(bot.output()).not.toContain('side by side');
  expect(existsSync(join(folder, 'sandbox.jsonl'))).toBe(false);
  await bot.stop();
  await database.drop();
});

test('no other machine can reach the page', async () => {
  const others = Object.values(networkInterfaces())
    .flat()
    .filter((one) => one?.family === 'IPv4' && !one.internal);
  for (const { address } of others as { address: string }[]) {
    const reached = new Promise<boolean>((resolve) => {
      const socket = connect(sandbox.port, address, () => resolve(true)).on('error', () => resolve(false));
      socket.unref();
    });
    expect(await reached, address).toBe(false);
  }
});
