// First: discord.js takes the WebSocket that it finds when it is loaded.
import './discord/proxied-socket.ts';
import { fileURLToPath } from 'node:url';
import { ConfigurationError } from './chat/platform.ts';
import { type Config, readConfig, readEnvironment } from './config.ts';
import { Shards } from './discord/shards.ts';
import { useProxies } from './http/proxy.ts';
import {
  END_ALL_WITHIN_MS,
  type OpenDatabase,
  openDatabase,
  type Parts,
  print,
  runProcess,
  sinceStart,
} from './lifetime.ts';
import { createLog } from './log.ts';

/** Connections that one process may have (docs/hosting.md), with some to spare. */
const CONNECTIONS_EACH = 20;

/**
 * `npm run start:sharded`: a process for each shard of Discord, all on one database. Each receives what happens in its
 * servers, and sends; the first one receives Slack too.
 */
await runProcess(
  async (parts) => {
    print('Samling is starting …');
    const config = readConfig(readEnvironment());
    useProxies(config.proxies);
    const discord = discordOf(config);
    let place = '';
    const shards = new Shards({
      ...discord,
      count: config.shards,
      module: fileURLToPath(new URL('start.ts', import.meta.url)),
      environment: async (count) => {
        const database = await databaseFor(count, config, parts);
        place = database.place;
        return { DATABASE_URL: database.url };
      },
      log: createLog(config.logLevel),
    });
    parts.push(shards);
    const { count, started } = await shards.start();
    const which = started === count ? `All ${count}` : `${started} of ${count}`;
    print(`  Data: ${place}`, `${which} shards are ready after ${sinceStart()} ms. Stop with Ctrl+C.`);
    if (started < count) print('  Not yet: the others did not start (see above), and are started again.');
  },
  { endWithin: END_ALL_WITHIN_MS },
);

/** The folder of the embedded server belongs to one process: this one, not the shards'. */
function databaseFor(count: number, config: Config, parts: Parts): Promise<OpenDatabase> {
  return openDatabase(config, parts, { max_connections: String(Math.max(60, (count + 1) * CONNECTIONS_EACH)) });
}

function discordOf({ discord, role }: Config): NonNullable<Config['discord']> {
  if (!discord) throw new ConfigurationError('DISCORD_TOKEN is missing: shards are a way to receive much of Discord.');
  if (role === 'worker')
    throw new ConfigurationError('ROLE is "worker": what only sends needs no shards, use `npm start`.');
  return discord;
}
