/** `npm run bench -- broadcast`: a broadcast against the sandbox with the platforms' real limits. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Seed } from '../src/sandbox/contract.ts';
import { type NetworkSize, networkSeed } from '../src/sandbox/seed.ts';
import { channelsOf, type Engine, lines, startEngine } from '../test/delivery/engine.ts';
import { startBenchDatabase } from './database.ts';

/** Discord's limit for a bot, and what the sandbox lets a Slack workspace have. */
const DISCORD_PER_SECOND = 50;
const SLACK = { burst: 300, perSecond: 5 };

export interface RemoteSandbox {
  sandbox: { discordApiUrl: string; slackApiUrl: string; seed: Seed };
  /** How many requests were answered 429 so far. */
  refused(): Promise<number>;
  stop(): void;
}

/** The sandbox in a process of its own, so that it does not share the bot's thread. */
export async function startSandboxProcess(size: NetworkSize, unlimited: boolean): Promise<RemoteSandbox> {
  const child = fork(fileURLToPath(new URL('sandbox.ts', import.meta.url)), [JSON.stringify({ size, unlimited })]);
  const ask = async () => (await once(child, 'message'))[0];
  const urls = (await ask()) as { discordApiUrl: string; slackApiUrl: string };
  return {
    sandbox: { ...urls, seed: networkSeed(size) },
    async refused() {
      child.send('refused');
      return (await ask()) as number;
    },
    stop: () => void child.kill(),
  };
}

/** @returns ms from the commit until the last has arrived */
export async function broadcast(engine: Engine, channels: ReturnType<typeof channelsOf>): Promise<number> {
  const from = performance.now();
  await engine.send(lines(engine, channels, `bench-${from}`));
  for (;;) {
    const [row] = await engine.db.prisma.$queryRaw<{ left: boolean }[]>`
      SELECT EXISTS (SELECT FROM "Delivery" WHERE state IN ('pending', 'sending')) AS left`;
    if (!row?.left) return performance.now() - from;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export async function benchBroadcast(): Promise<string[]> {
  const size = { guilds: 633, teams: 1, channelsEach: 3 };
  const [remote, database] = await Promise.all([startSandboxProcess(size, false), startBenchDatabase()]);
  const engine = await startEngine({ databaseUrl: database.url, sandbox: remote.sandbox });
  const channels = channelsOf(remote.sandbox.seed);
  const onSlack = remote.sandbox.seed.slack.teams.reduce((sum, team) => sum + team.channels.length, 0);
  const least = Math.max((channels.length - onSlack) / DISCORD_PER_SECOND, (onSlack - SLACK.burst) / SLACK.perSecond);
  const took = (await broadcast(engine, channels)) / 1000;
  const refused = await remote.refused();
  await engine.stop();
  await database.stop();
  remote.stop();
  return [
    `channels ${channels.length} (Slack ${onSlack}), least possible ${least.toFixed(1)} s, took ${took.toFixed(1)} s`,
    `ratio ${(took / least).toFixed(3)}, answers 429: ${refused}`,
  ];
}
