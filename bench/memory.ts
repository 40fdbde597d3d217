/** `npm run bench -- memory`: what the bot's process takes with 1, 100 and 2,500 Discord servers. Linux only. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { botTokenOf } from '@samling/sandbox/slack/index.ts';
import { startBenchDatabase } from './database.ts';
import type { Figure, Measured } from './figures.ts';
import { startSandboxProcess } from './processes.ts';

const SIZES = [1, 100, 2_500];
/** Of a server. The sandbox adds @everyone, the bot's role and three more. */
const CHANNELS = 30;
const ROLES = 15;
const KIB = 1024;
const MIB = 1024 * KIB;

const moduleAt = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Memory of a process, in bytes. */
interface Memory {
  /** Resident when it says that it is ready: with the garbage of the start. */
  early: number;
  /** Resident after that was thrown away. */
  rss: number;
  /** Then, with pages that several processes share counted in parts. */
  pss: number;
  /** Then, JavaScript's objects alone. */
  heap: number;
}

/** Runs both processes with so many servers. */
interface Row {
  guilds: number;
  bot: Memory;
  bare: Memory;
}

/** Runs a module until it is ready and has settled. @returns what it takes */
async function measure(module: string, environment: Record<string, string>): Promise<Memory> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--expose-gc', '--import', moduleAt('settle.ts'), moduleAt(module)],
    { env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    await says(child, 'Ready after');
    const early = await memoryOf(child);
    child.kill('SIGUSR2');
    const heap = Number(await says(child, 'settled'));
    const { rss, pss } = await memoryOf(child);
    return { early: early.rss, rss, pss, heap };
  } finally {
    child.kill('SIGKILL');
  }
}

/** @returns what stands behind the words, on the same line */
async function says(child: ChildProcess, words: string): Promise<string> {
  let said = '';
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const hear = (data: Buffer) => {
    said += data.toString();
    const found = new RegExp(`${words} ?(.*)\n`).exec(said);
    if (found) resolve(found[1] ?? '');
  };
  const fail = (code: number) => reject(new Error(`It ended with ${code} before it said "${words}":\n${said}`));
  child.stdout?.on('data', hear);
  child.once('exit', fail);
  return await promise.finally(() => {
    child.stdout?.off('data', hear);
    child.off('exit', fail);
  });
}

/** https://docs.kernel.org/filesystems/proc.html: the sum over all mappings, in kB of 1,024 bytes. */
async function memoryOf({ pid }: ChildProcess): Promise<Pick<Memory, 'rss' | 'pss'>> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const bytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) * KIB;
  return { pss: bytes('Pss'), rss: bytes('Rss') };
}

async function measureBoth(guilds: number, databaseUrl: string): Promise<{ bot: Memory; bare: Memory }> {
  const size = { guilds, teams: 1, channelsEach: CHANNELS, rolesEach: ROLES, membersEach: 0 };
  const sandbox = await startSandboxProcess(size, true);
  try {
    const { discord, slack } = sandbox.seed;
    const onDiscord = { DISCORD_TOKEN: discord.application.token, DISCORD_API_URL: sandbox.discordApiUrl };
    const onSlack = {
      SLACK_BOT_TOKEN: slack.teams.map(({ id }) => botTokenOf(sandbox.seed, id)).join(','),
      SLACK_APP_TOKEN: slack.application.appToken,
      SLACK_API_URL: sandbox.slackApiUrl,
    };
    const bare = await measure('bare-client.ts', onDiscord);
    const bot = await measure('../src/main.ts', { ...onDiscord, ...onSlack, DATABASE_URL: databaseUrl, PORT: '0' });
    return { bot, bare };
  } finally {
    sandbox.stop();
  }
}

export async function benchMemory(): Promise<Measured> {
  const database = await startBenchDatabase();
  const measured: Row[] = [];
  for (const guilds of SIZES) measured.push({ guilds, ...(await measureBoth(guilds, database.url)) });
  await database.stop();
  const notes = (['bot', 'bare'] as const).flatMap((name) => {
    const [one] = measured;
    return measured.map((each) => row(name, each.guilds, each[name], one && each !== one ? one[name] : null));
  });
  return { figures: [eachServer(measured, 'early', 'when ready'), eachServer(measured, 'rss', 'settled')], notes };
}

/** Compares what each server more takes, between one and most of them. */
function eachServer(rows: readonly Row[], key: keyof Memory, when: string): Figure {
  const [first, last] = [rows[0], rows.at(-1)];
  const more = (name: 'bot' | 'bare') =>
    first && last ? (last[name][key] - first[name][key]) / (last.guilds - first.guilds) / KIB : Number.NaN;
  const [bot, bare] = [more('bot'), more('bare')];
  return {
    what: `KiB for each Discord server more, ${when}, against a bare client`,
    measured: bot.toFixed(1),
    baseline: bare.toFixed(1),
    ratio: bot / bare,
  };
}

/** @param one what it takes with one server; null: this is that */
function row(name: string, guilds: number, memory: Memory, one: Memory | null): string {
  const part = (label: string, key: keyof Memory) => {
    const more = one ? ` (${((memory[key] - one[key]) / (guilds - 1) / KIB).toFixed(1)} KiB a server)` : '';
    return `${label} ${(memory[key] / MIB).toFixed(1)} MiB${more}`;
  };
  const parts = [part('ready RSS', 'early'), part('settled RSS', 'rss'), part('PSS', 'pss'), part('heap', 'heap')];
  return `${name} ${guilds}: ${parts.join(', ')}`;
}
