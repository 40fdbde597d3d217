import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type EmbeddedServer, startEmbedded } from '../../src/database/embedded.ts';
import { withSession } from '../../src/database/session.ts';
import { eventually } from '../waiting.ts';
import { temporaryFolder } from './harness.ts';

const stub = path.join(import.meta.dirname, 'bot-stub.ts');
/** A data folder with a database, where it lies now: the tests hand it on, since making one takes the longest. */
let made: string;
const running = new Set<EmbeddedServer>();
const bots = new Set<ChildProcess>();

beforeAll(async () => {
  made = path.join(await temporaryFolder(), 'made');
  await (await startEmbedded({ dataDir: made })).stop();
});

afterEach(async () => {
  for (const bot of bots) bot.kill('SIGKILL');
  for (const server of running) await server.stop();
  bots.clear();
  running.clear();
});

/** @returns a data folder that held a database before */
async function dataFolder(name = 'data'): Promise<string> {
  const folder = path.join(await temporaryFolder(), name);
  await mkdir(path.dirname(folder), { recursive: true });
  await rename(made, folder);
  made = folder;
  return folder;
}

async function start(dataDir: string): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataDir });
  running.add(server);
  return server;
}

/** Starts a process of its own; @returns once it holds the folder or has said why not. */
async function startBot(dataDir: string) {
  const process = spawnBot(dataDir);
  const lines = createInterface({ input: process.stdout });
  const [line] = await once(lines, 'line');
  return { process, ...(JSON.parse(line) as { url: string; adopted: boolean; error?: string }) };
}

function spawnBot(dataDir: string) {
  const bot = spawn(process.execPath, [stub, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  bots.add(bot);
  return bot;
}

async function kill(bot: ChildProcess): Promise<void> {
  bot.kill('SIGKILL');
  await once(bot, 'exit');
}

const write = (url: string) =>
  withSession(url, (session) =>
    session.query('DROP TABLE IF EXISTS committed; CREATE TABLE committed AS SELECT 1 AS one'),
  );
const count = (url: string) =>
  withSession(url, async (session) => (await session.query('SELECT one FROM committed')).rowCount);
const pidOf = async ({ folder }: EmbeddedServer) =>
  Number.parseInt(await readFile(path.join(folder, 'postmaster.pid'), 'utf8'), 10);

test('makes its files on the first start and has what was committed on the next', async () => {
  const dataDir = path.join(await temporaryFolder(), 'a new', 'folder');
  const first = await start(dataDir);
  await write(first.url);
  await first.stop();
  const second = await start(dataDir);
  expect(second.adopted).toBe(false);
  expect(await count(second.url)).toBe(1);
  expect((await readdir(dataDir)).sort()).toEqual(['postgresql', 'postgresql.log']);
});

test.skipIf(process.platform !== 'linux')('lets nobody in but its owner, and listens on no port', async () => {
  const server = await start(await dataFolder());
  expect((await stat(server.folder)).mode & 0o777).toBe(0o700);
  expect((await stat(path.join(server.folder, 'samling-password'))).mode & 0o777).toBe(0o600);
  const listens = await withSession(server.url, (session) => session.query('SHOW listen_addresses'));
  expect(listens.rows).toEqual([{ listen_addresses: '' }]);
  const wrong = server.url.replace(/:[^:@]+@/, ':guessed@');
  await expect(count(wrong)).rejects.toThrow('refuses the user "samling"');
});

test('keeps commits through a power cut, and orders æøå alike on every machine', async () => {
  const server = await start(await dataFolder());
  const { rows } = await withSession(server.url, (session) =>
    session.query(`SELECT current_setting('fsync') || current_setting('synchronous_commit') || lower('ÆØÅ') AS all`),
  );
  expect(rows).toEqual([{ all: 'ononæøå' }]);
});

test.each([
  ['with spaces and æøå', 'mine data på æøå'],
  ['that is longer than the name of a socket may be', path.join(...Array<string>(12).fill('langt navn'), 'data')],
])('works in a path %s, and adopts there too', async (_, name) => {
  const dataDir = await dataFolder(name);
  const bot = await startBot(dataDir);
  await write(bot.url);
  await kill(bot.process);
  const server = await start(dataDir);
  expect(server.adopted).toBe(true);
  expect(await count(server.url)).toBe(1);
});

test('adopts the server that a killed bot left, and stops it when it stops', async () => {
  const dataDir = await dataFolder();
  const bot = await startBot(dataDir);
  expect(bot.adopted).toBe(false);
  await write(bot.url);
  await kill(bot.process);
  const server = await start(dataDir);
  expect(server.adopted).toBe(true);
  expect(await count(server.url)).toBe(1);
  await server.stop();
  await expect(stat(path.join(server.folder, 'postmaster.pid'))).rejects.toThrow('ENOENT');
});

test('comes up after the bot and the server were killed', async () => {
  const dataDir = await dataFolder();
  const bot = await startBot(dataDir);
  await write(bot.url);
  const pid = await pidOf({ folder: path.join(dataDir, 'postgresql') } as EmbeddedServer);
  process.kill(pid, 'SIGKILL');
  await kill(bot.process);
  const server = await start(dataDir);
  expect(server.adopted).toBe(false);
  expect(await count(server.url)).toBe(1);
});

test('comes up when the process id that a power cut left behind is another program’s by now', async () => {
  const dataDir = await dataFolder();
  const left = [process.pid, path.join(dataDir, 'postgresql'), 1, 5432, '.', '', '  1  1', 'ready'];
  for (const file of ['postmaster.pid', '.s.PGSQL.5432.lock']) {
    await writeFile(path.join(dataDir, 'postgresql', file), `${left.join('\n')}\n`);
  }
  const server = await start(dataDir);
  expect(server.adopted).toBe(false);
});

test.each([
  ['is empty', ''],
  ['holds no process id', 'no number\n\0\0\0'],
  ['holds an impossible one', '-7\n'],
])('comes up when postmaster.pid %s', async (_, content) => {
  const dataDir = await dataFolder();
  await writeFile(path.join(dataDir, 'postgresql', 'postmaster.pid'), content);
  const server = await start(dataDir);
  await write(server.url);
});

test('mends the rights of its files that others changed', async () => {
  const dataDir = await dataFolder();
  const folder = path.join(dataDir, 'postgresql');
  for (const file of ['.', 'samling-password', 'PG_VERSION']) await chmod(path.join(folder, file), 0o2775);
  await start(dataDir);
  expect((await stat(folder)).mode & 0o7777).toBe(0o700);
  expect((await stat(path.join(folder, 'samling-password'))).mode & 0o777).toBe(0o600);
});

test('stays when PostgreSQL starts itself anew because one of its processes was killed', async () => {
  const dataDir = await dataFolder();
  const server = await start(dataDir);
  await write(server.url);
  const lost = vi.fn();
  void server.lost.then(lost);
  const postmaster = await pidOf(server);
  const holder = await withSession(server.url, (session) =>
    session.query("SELECT pid FROM pg_stat_activity WHERE application_name ~ 'holds'"),
  );
  process.kill(holder.rows[0].pid, 'SIGKILL');
  // The folder is held again, by the same server.
  await eventually(async () => {
    const held = await withSession(server.url, (session) =>
      session.query("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid <> $1", [
        holder.rows[0].pid,
      ]),
    );
    expect(held.rowCount).toBe(1);
  });
  expect(await pidOf(server)).toBe(postmaster);
  expect(await count(server.url)).toBe(1);
  expect(lost).not.toHaveBeenCalled();
  expect((await startBot(dataDir)).error).toContain('Another bot is running');
});

test('refuses a second bot on the same data folder, which the first one does not notice', async () => {
  const dataDir = await dataFolder();
  const server = await start(dataDir);
  const second = await startBot(dataDir);
  expect(second.error).toBe(
    `Another bot is running with the data folder ${dataDir}. Stop it, or give this one a folder of its own with DATA_DIR.`,
  );
  await write(server.url);
});

test('lets one of two bots in that start at once in an empty folder', async () => {
  const dataDir = path.join(await temporaryFolder(), 'data');
  const both = await Promise.all([startBot(dataDir), startBot(dataDir)]);
  expect(both.filter(({ error }) => error?.startsWith('Another bot is running'))).toHaveLength(1);
  expect(both.filter(({ url }) => url !== undefined)).toHaveLength(1);
  for (const bot of both) bot.process.kill('SIGKILL');
  const server = await start(dataDir);
  expect(server.adopted).toBe(true);
  expect((await readdir(dataDir)).sort()).toEqual(['postgresql', 'postgresql.log']);
});

test('begins again when it was killed while it made its files', async () => {
  const dataDir = await temporaryFolder();
  const bot = spawnBot(dataDir);
  await eventually(async () => {
    const [unfinished = 'none yet'] = await readdir(dataDir);
    expect(await readdir(path.join(dataDir, unfinished, 'cluster'))).toContain('PG_VERSION');
  });
  await kill(bot);
  expect(await readdir(dataDir)).not.toContain('postgresql');
  const server = await start(dataDir);
  expect(server.adopted).toBe(false);
  await write(server.url);
  expect((await readdir(dataDir)).sort()).toEqual(['postgresql', 'postgresql.log']);
});

test('brings the server up again when it was killed, in the same place, and holds the folder', async () => {
  const server = await start(await dataFolder());
  await write(server.url);
  const before = await pidOf(server);
  process.kill(before, 'SIGKILL');
  await eventually(async () => expect(await count(server.url)).toBe(1));
  expect(await pidOf(server)).not.toBe(before);
});

test('ends the server also while it is just being brought up again', async () => {
  const dataDir = await dataFolder();
  const server = await start(dataDir);
  const before = await pidOf(server);
  process.kill(before, 'SIGKILL');
  const isUp = async () => expect(await pidOf(server)).not.toBe(before);
  await eventually(isUp);
  await server.stop();
  expect(await readdir(server.folder)).not.toContain('postmaster.pid');
});

test('says once why it cannot bring the server up again, and does as soon as it can', async () => {
  const trouble = vi.fn();
  const server = await startEmbedded({ dataDir: await dataFolder(), trouble });
  running.add(server);
  await write(server.url);
  const control = path.join(server.folder, 'global', 'pg_control');
  await rename(control, `${control}.away`);
  process.kill(await pidOf(server), 'SIGKILL');
  await eventually(() => expect(trouble).toHaveBeenCalled());
  await rename(`${control}.away`, control);
  await eventually(async () => expect(await count(server.url)).toBe(1));
  expect(trouble.mock.calls).toEqual([[expect.objectContaining({ message: expect.stringContaining('pg_control') })]]);
});

test('says each kind of reason, also one that is not PostgreSQL’s start', async () => {
  const trouble = vi.fn();
  // A cluster of its own, which nobody uses after this.
  const server = await startEmbedded({ dataDir: await temporaryFolder(), trouble });
  running.add(server);
  await withSession(server.url, (session) => session.query("ALTER ROLE CURRENT_USER PASSWORD 'another one'"));
  process.kill(await pidOf(server), 'SIGKILL');
  const said = () => trouble.mock.calls.map(([error]) => (error as Error).message);
  await eventually(() => expect(said()).toEqual([expect.stringContaining('password authentication failed')]));
  const control = path.join(server.folder, 'global', 'pg_control');
  await rename(control, `${control}.away`);
  process.kill(await pidOf(server), 'SIGKILL');
  await eventually(() => expect(said()).toEqual([expect.anything(), expect.stringContaining('pg_control')]));
});

test('leaves files of another PostgreSQL alone and says what to do', async () => {
  const dataDir = await temporaryFolder();
  await mkdir(path.join(dataDir, 'postgresql'));
  await writeFile(path.join(dataDir, 'postgresql', 'PG_VERSION'), '17\n');
  await expect(start(dataDir)).rejects.toThrow(/was made by PostgreSQL 17, and this version of Samling brings/);
});

test('says where the database was when the link to it leads nowhere', async () => {
  const folder = await temporaryFolder();
  await symlink(path.join(folder, 'gone'), path.join(folder, 'postgresql'));
  await expect(start(folder)).rejects.toThrow(`is a link to ${path.join(folder, 'gone')}, where the database was`);
});

test('goes on with a database elsewhere to which an earlier version left a link', async () => {
  const dataDir = await dataFolder();
  const elsewhere = path.join(await temporaryFolder(), 'postgresql-elsewhere');
  await rename(path.join(dataDir, 'postgresql'), elsewhere);
  await symlink(elsewhere, path.join(dataDir, 'postgresql'));
  try {
    const server = await start(dataDir);
    expect(server.folder).toBe(elsewhere);
    await write(server.url);
    await server.stop();
    running.delete(server);
  } finally {
    await rm(path.join(dataDir, 'postgresql'));
    await rename(elsewhere, path.join(dataDir, 'postgresql'));
  }
});

test('leaves a folder alone that is no database of its', async () => {
  const dataDir = await temporaryFolder();
  await mkdir(path.join(dataDir, 'postgresql'));
  await expect(start(dataDir)).rejects.toThrow('holds no whole database of this bot');
});

test('says what PostgreSQL says when it does not start', async () => {
  const dataDir = await dataFolder();
  const control = path.join(dataDir, 'postgresql', 'global', 'pg_control');
  await rename(control, `${control}.away`);
  await expect(start(dataDir)).rejects.toThrow(/does not start \(ended with \d\)\. It says: .*pg_control/s);
  await rename(`${control}.away`, control);
});

test('says which folder cannot be made', async () => {
  const file = path.join(await temporaryFolder(), 'file');
  await writeFile(file, '');
  await expect(start(path.join(file, 'data'))).rejects.toThrow('cannot be made: a file is in its place');
});
