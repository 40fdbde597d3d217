import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../database/harness.ts';
import { startProcess } from './bot-process.ts';
import { allEnded, processesOf } from './left-behind.ts';

const root = join(import.meta.dirname, '../..');
/** Environment of whoever starts it: none of ours, since npm leaves its own marks there. */
const environment = () => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  DATA_DIR: folder,
  PORT: '0',
  npm_config_update_notifier: 'false',
});
let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
});
afterEach(async () => {
  for (const pid of await processesOf(folder)) process.kill(pid, 'SIGKILL');
});

/** Runs a command that starts the bot, in a session of its own without a terminal. @returns when the bot is ready */
async function starts(command: string, ...args: string[]): Promise<ChildProcess> {
  const child = spawn(command, args, {
    cwd: root,
    env: environment(),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ready = Promise.withResolvers<void>();
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('Ready after')) ready.resolve();
    });
  }
  child.once('exit', (code) => ready.reject(new Error(`ended with ${code}: ${said}`)));
  await ready.promise;
  expect((await processesOf(folder)).length).toBeGreaterThan(2);
  return child;
}

test.each(['SIGTERM', 'SIGHUP'] as const)(
  '%s to npm alone ends the bot and its database, although npm and its shell pass nothing on',
  async (signal) => {
    const npm = await starts('npm', 'start');
    npm.kill(signal);
    await allEnded(folder);
  },
);

test('so does a terminal that is closed', async () => {
  // A terminal of its own, which goes with its program.
  const terminal = await starts('script', '--quiet', '--command', 'npm start', '/dev/null');
  terminal.kill('SIGKILL');
  await allEnded(folder);
});

test.each(['SIGHUP', 'SIGQUIT'] as const)('%s to the bot ends it and its database', async (signal) => {
  const bot = await startProcess({ DATA_DIR: folder, PORT: '0' });
  expect(await bot.end(signal)).toBe(0);
  await allEnded(folder);
});

test('a database that hangs does not keep the bot from ending, and is ended too', async () => {
  const bot = await startProcess({ DATA_DIR: folder, PORT: '0' });
  for (const pid of await processesOf(folder)) if (pid !== bot.pid) process.kill(pid, 'SIGSTOP');
  await bot.end('SIGTERM');
  await allEnded(folder);
});

test('an error that nobody caught ends the database with the bot', async () => {
  const bot = await startProcess({ DATA_DIR: folder, PORT: '0', NODE_OPTIONS: `--import=${uncaught}` });
  await bot.end('SIGUSR2');
  await allEnded(folder);
});

/** As a mistake of the bot would, when it is told to. */
const uncaught = `data:text/javascript,${encodeURIComponent(
  "process.on('SIGUSR2', () => setImmediate(() => { throw new Error('nobody catches this'); }))",
)}`;
