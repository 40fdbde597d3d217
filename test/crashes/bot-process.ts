import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from '@samling/sandbox';

/** @returns the settings of a bot that is connected to both of a sandbox's platforms */
export function connectedTo({ seed, discordApiUrl, slackApiUrl }: Sandbox): Record<string, string> {
  return {
    DISCORD_TOKEN: seed.discord.application.token,
    DISCORD_API_URL: discordApiUrl,
    SLACK_BOT_TOKEN: seed.slack.application.botToken,
    SLACK_APP_TOKEN: seed.slack.application.appToken,
    SLACK_API_URL: slackApiUrl,
    SLACK_LATE_SECONDS: '2',
  };
}

const moduleOf = (name: string) => fileURLToPath(new URL(`../../src/${name}.ts`, import.meta.url));

/** The bot as a process of its own, to be killed. */
export interface BotProcess {
  pid: number;
  /** Everything that it has printed so far. */
  output(): string;
  /** `kill -9`: nothing of it gets to run any more. */
  kill(): Promise<void>;
  /** As Ctrl+C does. @returns the exit code */
  stop(): Promise<number | null>;
  /** Sends a signal. @returns the exit code */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts a module of `src` and waits until it says that it is ready.
 * @throws Error with its output when it ends before
 */
export async function startProcess(
  environment: Record<string, string>,
  module: 'main' | 'sharded' = 'main',
): Promise<BotProcess> {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, [moduleOf(module)], {
    env: { PATH, HOME, NODE_COMPILE_CACHE, LOG_LEVEL: 'info', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  await ready(child, () => printed.join(''));
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  };
  return {
    pid: child.pid ?? 0,
    output: () => printed.join(''),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGINT'),
    end,
  };
}

function ready(child: ChildProcess, output: () => string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.stdout?.on('data', () => /ready after/i.test(output()) && resolve());
  child.once('exit', (code) => reject(new Error(`The bot ended with code ${code} before it was ready:\n${output()}`)));
  return promise;
}
