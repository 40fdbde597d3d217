import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { ConfigurationError } from '../../src/chat/platform.ts';
import { dataFolderProblem, openDataFolder } from '../../src/database/data-folder.ts';
import { DatabaseError } from '../../src/database/error.ts';
import { listeningProblem } from '../../src/http/listening.ts';
import { sandboxProblem, sayWhy } from '../../src/lifetime.ts';
import { webAt } from '../web-at.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'samling-start-'));
});

afterAll(() => rm(folder, { recursive: true }));

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'It works.',
    (error: unknown) => error,
  );

/** An error as the system makes it, where a test that runs as root cannot provoke it. */
const systemError = (code: string) => Object.assign(new Error(`${code}: refused`), { code });

test('a data folder that leads nowhere, or is a file, is one sentence with its path', async () => {
  const link = path.join(folder, 'link');
  await symlink(path.join(folder, 'nowhere'), link);
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  const cases: [string, RegExp][] = [
    [link, /link that leads nowhere/],
    [path.join(link, 'below'), /link that leads nowhere/],
    [file, /a file is in its place/],
    [path.join(file, 'below'), /a file is in its place/],
    // Node.js' own `recursive: true` never ends there.
    ['/proc/samling', /takes no folders there/],
    ['/proc/samling/below', /takes no folders there/],
  ];
  for (const [dataDir, said] of cases) {
    const error = await failure(openDataFolder(dataDir));
    expect(error).toBeInstanceOf(DatabaseError);
    expect(sayWhy(error)).toMatch(said);
    expect(sayWhy(error)).toMatch(new RegExp(`^The data folder ${dataDir} .*DATA_DIR\\.$`));
  }
});

test.each([
  ['EACCES', /cannot be used by this user/],
  ['EPERM', /cannot be used by this user/],
  ['EROFS', /can only be read/],
  ['ELOOP', /leads nowhere/],
])('%s in the data folder is one sentence with its path', (code, said) => {
  const sentence = sayWhy(dataFolderProblem('/srv/samling', systemError(code)));
  expect(sentence).toMatch(said);
  expect(sentence).toMatch(/^The data folder \/srv\/samling .*DATA_DIR\.$/);
});

test('what has nothing to do with the data folder stays what it is', () => {
  const error = systemError('EIO');
  expect(dataFolderProblem('/srv/samling', error)).toBe(error);
});

test('a port that is taken or not allowed is one sentence that names the variable', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as { port: number };
  const sandbox = sandboxProblem(await failure(startFestival({ port })), { port, dataDir: folder });
  expect(sayWhy(sandbox)).toBe(`PORT ${port} is taken: stop what listens there, or set PORT to another number.`);
  expect(sayWhy(await failure(webAt(port).open()))).toMatch(/^PORT \d+ is taken/);
  const place = { host: '127.0.0.1', port, portVariable: 'HEALTH_PORT', hostVariable: 'HEALTH_HOST' } as const;
  expect(listeningProblem(systemError('EADDRINUSE'), place)).toMatch(/^HEALTH_PORT \d+ is taken/);
  taken.close();
  const file = path.join(folder, 'no-folder');
  await writeFile(file, '');
  const journal = await failure(startFestival({ journalFile: path.join(file, 'sandbox.jsonl') }));
  expect(sayWhy(sandboxProblem(journal, { port, dataDir: file }))).toMatch(/^The data folder .*a file is in its place/);
  expect(listeningProblem(systemError('EACCES'), { ...place, port: 80 })).toMatch(/^HEALTH_PORT 80 .*1024/);
  expect(listeningProblem(systemError('EADDRNOTAVAIL'), place)).toMatch(/^HEALTH_HOST 127\.0\.0\.1 is no address/);
});

test('of failures that came of one another the first is told', () => {
  const first = new ConfigurationError('DISCORD_TOKEN is wrong.');
  const later = new SuppressedError(new Error('second'), first, 'while stopping');
  expect(sayWhy(new SuppressedError(new Error('third'), later, 'while stopping'))).toBe('DISCORD_TOKEN is wrong.');
});
