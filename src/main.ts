// First: discord.js takes the WebSocket that it finds when it is loaded.
import './discord/proxied-socket.ts';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { startBot } from './bot.ts';
import type { Platform } from './chat/platform.ts';
import { type Config, readConfig, readEnvironment } from './config.ts';
import { createDiscord } from './discord/index.ts';
import { endWithManager, shardOf, tellManager } from './discord/shard.ts';
import { useProxies } from './http/proxy.ts';
import { openDatabase, type Parts, print, runProcess, sandboxProblem, sinceStart } from './lifetime.ts';
import { createLog, endAtUncaught } from './log.ts';
import { createSlack } from './slack/index.ts';
import { type Clock, SettableClock, systemClock } from './time/clock.ts';
import type { WebServer } from './web/server.ts';
import { createWebServers, isFirst, type WebServers } from './web-servers.ts';

/** The sandbox holds no request for longer, unless it is told to. */
const SANDBOX_LATE_MS = 5_000;

await runProcess(async (parts, stop) => {
  const config = readConfig(readEnvironment());
  // The sandbox is on this machine.
  if (config.discord || config.slack) useProxies(config.proxies);
  const { shard } = config;
  if (shard) endWithManager(stop);
  const log = createLog(config.logLevel);
  endAtUncaught(log);
  // The database holds the data folder for this process alone: before that, nothing else there is touched.
  const database = await openDatabase(config, parts);
  const servers = createWebServers(config, log);
  const world = await openWorld(config, servers, parts);
  const platforms = platformsOf(world, { shard, webServer: servers.outside, log });
  const bot = await startBot({
    databaseUrl: database.url,
    platforms,
    role: config.role,
    // Now and not only at the end: a bot that is killed starts as quickly again. It takes seconds on a small machine.
    beforeConnecting: flushCompileCache,
    servers,
    clock: world.clock,
    log,
  });
  parts.push(bot);
  print(...world.greeting, ...sayConnected(platforms, config));
  if (shard) tellManager('started');
  else print(`  Data: ${database.place}`, `  Ready after ${sinceStart()} ms. Stop with Ctrl+C.`);
});

interface PlatformParts {
  shard: Config['shard'];
  webServer: WebServer;
  log: Logger;
}

function platformsOf({ discord, slack }: World, { shard, webServer, log }: PlatformParts): Platform[] {
  const platforms: Platform[] = [];
  if (discord) platforms.push(createDiscord({ ...discord, shard: shard ? shardOf(shard) : undefined, log }));
  if (slack) {
    const platform = createSlack({ ...slack, webServer, log });
    // Slack knows no shards: the first process receives it, and the others send to it.
    platforms.push(isFirst(shard) ? platform : { ...platform, start: () => platform.startSending() });
  }
  return platforms;
}

/** The platforms on which the bot talks to people, and what tells it the time. */
interface World extends Pick<Config, 'discord' | 'slack'> {
  clock: Clock;
  greeting: string[];
}

async function openWorld(config: Config, { outside }: WebServers, parts: Parts): Promise<World> {
  const { discord, slack } = config;
  if (discord || slack) return { discord, slack, clock: systemClock, greeting: [] };
  const [{ startFestival }, { botTokenOf }] = await Promise.all([
    import('../festival/index.ts'),
    import('@samling/sandbox/slack/index.ts'),
  ]);
  const clock = new SettableClock();
  const sandbox = await startFestival({
    port: config.port,
    journalFile: join(config.dataDir, 'sandbox.jsonl'),
    clock,
    otherPaths: (request, response, otherwise) => void outside.answer(request, response, otherwise),
  }).catch((cause: unknown) => {
    throw sandboxProblem(cause, config);
  });
  parts.push(sandbox);
  const { application, teams } = sandbox.seed.slack;
  const botTokens = teams.map(({ id }) => botTokenOf(sandbox.seed, id));
  return {
    discord: { token: sandbox.seed.discord.application.token, apiUrl: sandbox.discordApiUrl },
    slack: {
      botTokens,
      appToken: application.appToken,
      apiUrl: sandbox.slackApiUrl,
      latePostMs: SANDBOX_LATE_MS,
    },
    clock,
    greeting: [
      'Samling runs in a sandbox: a local Discord and a local Slack, with the people of a youth festival.',
      `  Open ${sandbox.origin} to see both side by side.`,
      `  Or talk to it: ${sandbox.origin}/control/world   (docs/sandbox.md shows how)`,
    ],
  };
}

/**
 * Says what is connected, and what is not (yet), with what to do. The sandbox needs no word of that unless something is
 * wrong.
 */
function sayConnected(platforms: readonly Platform[], { discord, slack, shard }: Config): string[] {
  const part = shard ? ` (shard ${shard.id} of ${shard.count}, process ${process.pid})` : '';
  const titles: Record<string, string> = { discord: 'Discord', slack: 'Slack' };
  const names = platforms.filter((platform) => platform.hears()).map(({ name }) => titles[name]);
  const connected = names.length > 0 ? `is connected to ${names.join(' and ')}${part}` : `is not connected yet${part}`;
  const failing = platforms.flatMap((platform) => platform.connections()).filter(({ state }) => state !== 'up');
  return [
    ...(discord || slack ? [`Samling ${connected}.`] : []),
    ...failing.map(({ problem, name }) => `  Not yet: ${problem ?? `${name} is starting.`}`),
    ...(failing.length > 0 ? ['  It is tried again and again; the log says when it works.'] : []),
  ];
}
