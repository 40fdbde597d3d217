/** `npm run bench -- broadcast`: a broadcast against the sandbox with the platforms' real limits. */
import { channelsOf, type Engine, lines, startEngine } from '../test/delivery/engine.ts';
import { startBenchDatabase } from './database.ts';
import { table } from './figures.ts';
import { startSandboxProcess } from './processes.ts';

const SIZE = { guilds: 666, teams: 1, channelsEach: 3 };

/** A bot's limit: 50 requests in a second, https://docs.discord.com/developers/topics/rate-limits#global-rate-limit */
const DISCORD_PER_SECOND = 50;
/** "Several hundred a minute" in a workspace, https://docs.slack.dev/apis/web-api/rate-limits/: what the sandbox allows. */
const SLACK = { burst: 300, perSecond: 5 };

/**
 * The least time that the limits allow, in s. The first second's worth may go at once, so the last of n messages can go
 * (n − burst) / rate after the first; both platforms go at the same time.
 */
function leastTime(onDiscord: number, onSlack: number): number {
  const discord = (onDiscord - DISCORD_PER_SECOND) / DISCORD_PER_SECOND;
  return Math.max(discord, (onSlack - SLACK.burst) / SLACK.perSecond, 0);
}

/** @returns ms from before the commit until the last has arrived and is written down as such */
export async function broadcast(engine: Engine, channels: ReturnType<typeof channelsOf>): Promise<number> {
  const from = performance.now();
  await engine.send(lines(engine, channels, `bench-${from}`));
  for (;;) {
    const { rows } = await engine.db.pool.query(`SELECT FROM "Delivery" WHERE state = 'pending' LIMIT 1`);
    if (rows.length === 0) return performance.now() - from;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export async function benchBroadcast(): Promise<string[]> {
  const [sandbox, database] = await Promise.all([startSandboxProcess(SIZE, false), startBenchDatabase()]);
  const engine = await startEngine({ databaseUrl: database.url, sandbox });
  const channels = channelsOf(sandbox.seed);
  const onSlack = sandbox.seed.slack.teams.reduce((sum, team) => sum + team.channels.length, 0);
  const least = leastTime(channels.length - onSlack, onSlack);
  const took = (await broadcast(engine, channels)) / 1000;
  const arrived = await engine.db.prisma.delivery.count({ where: { state: 'sent', attempts: 1 } });
  const refused = await sandbox.refused();
  await engine.stop();
  await database.stop();
  sandbox.stop();
  return [
    ...table([
      {
        what: `broadcast to ${channels.length} channels (${onSlack} on Slack)`,
        measured: `${took.toFixed(2)} s`,
        baseline: `${least.toFixed(2)} s`,
        ratio: took / least,
        goal: '≤ 1.05',
      },
    ]),
    `answers 429: ${refused}; arrived at the first attempt: ${arrived}`,
  ];
}
