import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Sandbox } from '@samling/sandbox';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { type EmbeddedServer, startEmbedded } from '../../src/database/embedded.ts';
import { withSession } from '../../src/database/session.ts';
import { Person } from '../scenarios/world.ts';
import { eventually, PATIENCE_MS } from '../waiting.ts';
import { type BotProcess, connectedTo, startProcess } from './bot-process.ts';
import { type DatabaseProxy, startProxy } from './slow-database.ts';

const run = promisify(execFile);
const KIND = 'Jeg kan ikke komme til mine data lige nu';

let folder: string;
let server: EmbeddedServer;
let proxy: DatabaseProxy;
let sandbox: Sandbox;
let bot: BotProcess;
let made = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samling-database-'));
  [server, sandbox] = await Promise.all([
    startEmbedded({ dataDir: folder, settings: { max_connections: '30', superuser_reserved_connections: '3' } }),
    startFestival({ unlimited: true, patienceMs: PATIENCE_MS }),
  ]);
  proxy = await startProxy(() => new pg.Client({ connectionString: server.url }));
  bot = await startProcess({
    DATABASE_URL: proxy.url,
    ...connectedTo(sandbox),
  });
});
afterAll(async () => {
  await bot.stop();
  await sandbox.stop();
  await proxy.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const maja = () => new Person(sandbox, 'discord', 'organiser');
const aase = () => new Person(sandbox, 'slack', 'organiser');

/** The bot answers again, and what is made then reaches its channel. */
async function works(): Promise<void> {
  await eventually(async () => {
    const { message } = await maja().uses('meetup list');
    const { text } = message ?? (await maja().finds((one) => one.onlyYou));
    expect(text).not.toContain(KIND);
  });
  made += 1;
  const title = `Træf nr. ${made}.`;
  await maja().uses('meetup create', { title, when: 'på lørdag kl. 11-14', where: 'Her' });
  await maja().presses('Slå op', (one) => one.text.startsWith(title));
  await maja().finds((one) => !one.onlyYou && one.text.startsWith(title));
}

/** Both platforms show something while the database is away, and say it kindly. */
async function answersKindly(): Promise<void> {
  for (const someone of [maja(), aase()]) {
    const before = new Set((await someone.sees()).map(({ id }) => id));
    const outcome = await someone.uses('meetup list');
    expect(outcome.result).not.toBe('failed');
    const { text } = await someone.finds((one) => one.onlyYou && !before.has(one.id) && one.text.includes(KIND));
    expect(text).not.toMatch(/\d{6}/);
  }
}

async function postgres(signal: 'STOP' | 'CONT'): Promise<void> {
  const [first = ''] = (await readFile(join(server.folder, 'postmaster.pid'), 'utf8')).split('\n');
  const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', first]);
  for (const pid of [first, ...stdout.split(/\s+/).filter(Boolean)]) process.kill(Number(pid), `SIG${signal}`);
}

test('restarted: the bot stays, says so kindly, and goes on as soon as it is back', async () => {
  await works();
  await server.stop();
  await answersKindly();
  server = await startEmbedded({ dataDir: folder });
  await works();
});

test('all connections cut at once', async () => {
  await withSession(server.url, (session) =>
    session.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name !~ $1',
      ['^samling: holds'],
    ),
  );
  await works();
});

test('stopped in the middle of everything', async () => {
  const complaints = () => bot.output().split('the database does not answer').length;
  const before = complaints();
  await postgres('STOP');
  try {
    await answersKindly();
    await eventually(() => expect(complaints()).toBeGreaterThan(before));
  } finally {
    await postgres('CONT');
  }
  await works();
});

test('out of connections', async () => {
  const others: pg.Client[] = [];
  await withSession(server.url, async (session) => {
    // The places of connections that are cut may go to the bot again: until it has none, others take what there is.
    for (let ofBot = 1; ofBot > 0; ) {
      await session.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ~ $1', [BOT]);
      await takeAll(others);
      const { rows } = await session.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name ~ $1',
        [BOT],
      );
      ofBot = rows[0]?.count ?? 0;
    }
    // Within the session: the place that it leaves would go to the bot.
    await answersKindly();
  }).finally(() => Promise.all(others.map((other) => other.end())));
  await works();
});

/** All connections of the bot. */
const BOT = '^(samling(-.*)?$|pgboss)';

/** Opens connections until there is no place for another. */
async function takeAll(taken: pg.Client[]): Promise<void> {
  for (;;) {
    const other = new pg.Client({ connectionString: server.url });
    other.on('error', () => undefined);
    try {
      await other.connect();
      taken.push(other);
    } catch {
      return;
    }
  }
}

test('slow, a second for each query: people are not left without an answer', async () => {
  const before = new Set((await aase().sees()).map(({ id }) => id));
  proxy.slow(1_000);
  try {
    for (const someone of [maja(), aase()]) expect((await someone.uses('meetup list')).result).not.toBe('failed');
    await maja().finds((one) => one.onlyYou && one.text.includes('Træf nr.'));
    // Discord shows by itself that the bot thinks; Slack shows nothing, so the bot says it.
    // Where even that takes too long, it says so.
    await aase().finds(({ id, text }) => !before.has(id) && (text.includes('Et øjeblik …') || text.includes(KIND)));
  } finally {
    proxy.slow(0);
  }
  await works();
});
