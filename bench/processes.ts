import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Seed } from '@samling/sandbox/contract.ts';
import { botTokenOf } from '@samling/sandbox/slack/index.ts';
import { type BotProcess, startProcess } from '../test/crashes/bot-process.ts';
import { type BenchSize, benchSeed } from './seeds.ts';

/** A sandbox in a process of its own, so that it does not share a thread with what is measured. */
export interface SandboxProcess {
  origin: string;
  discordApiUrl: string;
  slackApiUrl: string;
  seed: Seed;
  /** Number of requests answered 429 so far. */
  refused(): Promise<number>;
  stop(): void;
}

export async function startSandboxProcess(size: BenchSize, unlimited: boolean): Promise<SandboxProcess> {
  const child = await startPart('sandbox.ts', { size, unlimited });
  const urls = child.ready as Pick<SandboxProcess, 'origin' | 'discordApiUrl' | 'slackApiUrl'>;
  return {
    ...urls,
    seed: benchSeed(size),
    async refused() {
      child.process.send('refused');
      const [answer] = await once(child.process, 'message');
      return answer as number;
    },
    stop: child.stop,
  };
}

/** The bot, on both platforms of a sandbox. */
export function startBotProcess(
  { seed, discordApiUrl, slackApiUrl }: SandboxProcess,
  database: string,
): Promise<BotProcess> {
  return startProcess({
    DATABASE_URL: database,
    DISCORD_TOKEN: seed.discord.application.token,
    DISCORD_API_URL: discordApiUrl,
    SLACK_BOT_TOKEN: seed.slack.teams.map(({ id }) => botTokenOf(seed, id)).join(','),
    SLACK_APP_TOKEN: seed.slack.application.appToken,
    SLACK_API_URL: slackApiUrl,
    LOG_LEVEL: 'warn',
  });
}

/**
 * Starts a file of this folder as a process, and waits for its first message.
 * @throws Error when it ends before
 */
export async function startPart(
  file: string,
  options: object,
): Promise<{ process: ChildProcess; ready: unknown; stop(): void }> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [JSON.stringify(options)]);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with code ${code} before it was ready.`);
  });
  const [ready] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
  return { process: child, ready, stop: () => void child.kill() };
}
