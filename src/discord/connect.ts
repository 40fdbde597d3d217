import { once } from 'node:events';
import { Client, Events, GatewayIntentBits, Options } from 'discord.js';
import type { Logger } from 'pino';
import { ConnectionError } from '../chat/connection.ts';
import { logged } from './errors.ts';
import { guardPackets } from './packets.ts';
import { gatewayProblem, type ReachOptions } from './reach.ts';
import { lookUpOptions } from './rest.ts';
import type { Shard } from './shard.ts';

export interface ConnectOptions extends ReachOptions {
  /** The part of Discord that is received here; all of it when left out. */
  shard?: Shard;
  log: Logger;
}

/** From the first word to the gateway until it is ready. */
const GATEWAY_TIMEOUT_MS = 20_000;
/** Longest wait of a shard for each of the others before it: Discord lets one identify in five seconds. */
const IDENTIFY_MS = 6_500;
/**
 * Longest time that servers may be missing before we begin without them; what is asked of them is looked up instead.
 */
const MISSING_GUILDS_MS = 2_000;

/**
 * @returns a client that holds servers, what forget.ts leaves of their channels and roles, our own membership, and
 * nothing of people or messages. None of its intents is privileged: of messages we hear what they say only where they
 * mention us or are written to us.
 */
export function createClient(
  options: ConnectOptions & { waitForIdentify?: (signal: AbortSignal) => Promise<void> },
): Client {
  const { log, shard, waitForIdentify } = options;
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    // Always said: discord.js would else read the variable SHARDS, which means something else to us.
    shards: [shard?.id ?? 0],
    shardCount: shard?.count ?? 1,
    ...(waitForIdentify && {
      ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: (_, signal) => waitForIdentify(signal) }) },
    }),
    rest: lookUpOptions(options.apiUrl),
    waitGuildTimeout: MISSING_GUILDS_MS,
    makeCache: Options.cacheWithLimits(CACHES),
    sweepers: { ...Options.DefaultSweeperSettings, threads: { interval: 3_600, lifetime: 3_600 } },
    allowedMentions: { parse: [] },
  });
  guardPackets(client, log);
  client.on(Events.Error, (error) => log.error(logged(error), 'discord: error'));
  client.on(Events.Warn, (warning) => log.warn({ warning }, 'discord: warning of discord.js'));
  client.on(Events.ShardError, (error) => log.warn(logged(error), 'discord: connection failed'));
  client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, 'discord: reconnecting'));
  client.on(Events.ShardResume, (shard, replayed) => log.info({ shard, replayed }, 'discord: resumed'));
  return client;
}

/** Only what discord.js says may be limited. Of people there is nobody but ourselves. */
const CACHES = {
  ...Options.DefaultMakeCacheSettings,
  ApplicationCommandManager: 0,
  AutoModerationRuleManager: 0,
  BaseGuildEmojiManager: 0,
  DMMessageManager: 0,
  EntitlementManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildInviteManager: 0,
  GuildMemberManager: {
    maxSize: 0,
    keepOverLimit: ({ id, client }: { id: string; client: Client }) => id === client.user?.id,
  },
  GuildMessageManager: 0,
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  MessageManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  StageInstanceManager: 0,
  ThreadMemberManager: 0,
  UserManager: {
    maxSize: 0,
    keepOverLimit: ({ id, client }: { id: string; client: Client }) => id === client.user?.id,
  },
  VoiceStateManager: 0,
};

/**
 * Connects and waits until the gateway is ready.
 * @param stopping ends the wait
 * @throws {ConnectionError} when Discord refuses us or its gateway does not answer; the client is destroyed then
 */
export async function connect(client: Client, options: ConnectOptions, stopping?: AbortSignal): Promise<Client<true>> {
  const deadline = AbortSignal.timeout(GATEWAY_TIMEOUT_MS + (options.shard?.count ?? 0) * IDENTIFY_MS);
  const signal = stopping ? AbortSignal.any([deadline, stopping]) : deadline;
  try {
    const ready = once(client, Events.ClientReady, { signal });
    await Promise.all([client.login(options.token), ready]);
  } catch (error) {
    await client.destroy();
    throw new ConnectionError(gatewayProblem(error, options), error);
  }
  if (!client.isReady()) throw new Error('discord.js says it is ready and is not.');
  return client;
}
