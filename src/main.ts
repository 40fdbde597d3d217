import { join } from 'node:path';
import { type Bot, startBot } from './bot.ts';
import { ConfigurationError, type Platform } from './chat/platform.ts';
import { type Config, readConfig, readEnvironment } from './config.ts';
import { startEmbedded } from './database/embedded.ts';
import { DatabaseError } from './database/error.ts';
import { createDiscord } from './discord/index.ts';
import { createLog } from './log.ts';
import { createSlack } from './slack/index.ts';
import { type Clock, SettableClock, systemClock } from './time/clock.ts';

/** Milliseconds since the process was started, the loading of all modules included. */
const sinceStart = () => Math.round(performance.now());

const print = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);

type Part = { stop(): Promise<void> };

/** What runs, in the order in which it was started. */
const parts: Part[] = [];

async function run(): Promise<void> {
  const config = readConfig(readEnvironment());
  const log = createLog(config.logLevel);
  // The database holds the data folder for this process alone: before that, nothing else there is touched.
  const databaseUrl = await openDatabase(config);
  const world = await openWorld(config);
  const platforms: Platform[] = [];
  if (world.discord) platforms.push(createDiscord({ ...world.discord, log }));
  if (world.slack) platforms.push(createSlack({ ...world.slack, port: config.port, log }));
  const bot: Bot = await startBot({
    databaseUrl,
    platforms,
    role: config.role,
    healthPort: healthPortOf(config),
    clock: world.clock,
    log,
  });
  parts.push(bot);
  print(...world.greeting, `  Ready after ${sinceStart()} ms. Stop with Ctrl+C.`);
}

/** The sandbox, and Slack's HTTP mode, have the port to themselves. @returns null when there is none */
function healthPortOf({ healthPort, port, discord, slack }: Config): number | null {
  const taken = !(discord || slack) || (slack && !slack.appToken);
  return healthPort ?? (taken ? null : port);
}

async function openDatabase(config: Config): Promise<string> {
  if (config.databaseUrl) return config.databaseUrl;
  const embedded = await startEmbedded({ dataDir: config.dataDir });
  parts.unshift(embedded);
  // Without its database the bot can only end, as after kill -9; the next start brings both up again.
  void embedded.lost.then((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  return embedded.url;
}

/** Where the bot talks to people, and what tells it the time. */
interface World extends Pick<Config, 'discord' | 'slack'> {
  clock: Clock;
  greeting: string[];
}

async function openWorld(config: Config): Promise<World> {
  const { discord, slack } = config;
  const names = [discord && 'Discord', slack && 'Slack'].filter(Boolean).join(' and ');
  if (names) return { discord, slack, clock: systemClock, greeting: [`Samling is connected to ${names}.`] };
  const [{ startSandbox }, { botTokenOf }] = await Promise.all([
    import('./sandbox/index.ts'),
    import('./sandbox/slack/index.ts'),
  ]);
  const clock = new SettableClock();
  const sandbox = await startSandbox({ port: config.port, journalFile: join(config.dataDir, 'sandbox.jsonl'), clock });
  parts.unshift(sandbox);
  const { application, teams } = sandbox.seed.slack;
  const botTokens = teams.map(({ id }) => botTokenOf(sandbox.seed, id));
  return {
    discord: { token: sandbox.seed.discord.application.token, apiUrl: sandbox.discordApiUrl },
    slack: { botTokens, appToken: application.appToken, apiUrl: sandbox.slackApiUrl },
    clock,
    greeting: [
      'Samling runs in a sandbox: a local Discord and a local Slack, with the people of a youth festival.',
      `  Open ${sandbox.origin} to see both side by side.`,
      `  Or talk to it: ${sandbox.origin}/control/world   (docs/sandbox.md shows how)`,
      `  Data: ${config.dataDir}`,
    ],
  };
}

let stopping: Promise<void> | undefined;

/** Stops the parts, the last one first; a second call waits for the first. */
function stop(): Promise<void> {
  stopping ??= (async () => {
    for (const part of parts.splice(0).reverse()) await part.stop();
  })();
  return stopping;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void stop().then(() => process.exit(0)));
}

try {
  await run();
} catch (error) {
  const expected = error instanceof ConfigurationError || error instanceof DatabaseError || isPortTaken(error);
  process.stderr.write(`${expected ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
  await stop();
  process.exit(1);
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && error.constructor.name === 'PortTaken';
}
