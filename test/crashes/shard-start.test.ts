import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from '@samling/sandbox';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { Shards } from '../../src/discord/shards.ts';
import { temporaryFolder } from '../database/harness.ts';
import { eventually } from '../waiting.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startFestival();
});
afterAll(() => sandbox.stop());

test('a shard that ends before it has started ends no other, and is started again', async () => {
  const runs = path.join(await temporaryFolder(), 'runs');
  await writeFile(runs, '');
  const shards = new Shards({
    token: sandbox.seed.discord.application.token,
    apiUrl: sandbox.discordApiUrl,
    count: 3,
    module: fileURLToPath(new URL('dying-shard.ts', import.meta.url)),
    environment: async () => ({ RUNS: runs }),
    log: pino({ level: 'silent' }),
  });
  try {
    expect(await shards.start()).toEqual({ count: 3, started: 2 });
    await eventually(async () => expect((await readFile(runs, 'utf8')).split('1')).toHaveLength(3));
    expect((await readFile(runs, 'utf8')).replaceAll('1', '')).toBe('02');
  } finally {
    await shards.stop();
  }
});
