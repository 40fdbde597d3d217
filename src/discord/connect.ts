import { once } from 'node:events';
import {
  Client,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  HTTPError,
  Options,
  REST,
  RESTEvents,
  type RESTGetAPIGatewayBotResult,
  Routes,
} from 'discord.js';
import type { Logger } from 'pino';
import { ConfigurationError } from '../chat/platform.ts';
import { logged, networkCode } from './errors.ts';
import { guardPackets } from './packets.ts';
import { apiAddress, lookUpOptions } from './rest.ts';
import type { Shard } from './shard.ts';

export interface ConnectOptions {
  token: string;
  /** Where the API is, without its version; Discord's own when left out. */
  apiUrl?: string;
  /** Which part of Discord is received here; all of it when left out. */
  shard?: Shard;
  log: Logger;
}

/** Pauses between the tries to reach the API at the start, in ms. */
const PAUSES_MS = [250, 500, 1_000, 2_000];
const TRY_TIMEOUT_MS = 4_000;
/** From the first word to the gateway until it is ready. */
const GATEWAY_TIMEOUT_MS = 20_000;
/** What a shard may have to wait for each of the others before it: Discord lets one identify in five seconds. */
const IDENTIFY_MS = 6_500;
/** How long servers may be missing before we begin without them; what is asked of them is looked up instead. */
const MISSING_GUILDS_MS = 2_000;

/**
 * @returns a client that holds servers, what forget.ts leaves of their channels and roles, our own membership, and nothing
 * of people or messages. Of the intents it has only "Guilds", which is not privileged.
 */
export function createClient(options: ConnectOptions): Client {
  const { log, shard } = options;
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    // Always said: discord.js would else read the variable SHARDS, which means something else to us.
    shards: [shard?.id ?? 0],
    shardCount: shard?.count ?? 1,
    ...(shard && {
      ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: (_, signal) => shard.waitForIdentify(signal) }) },
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
  client.on(Events.ShardDisconnect, ({ code }, shard) => log.fatal({ shard, code }, 'discord: closed for good'));
  client.on(Events.Invalidated, () => log.fatal('discord: session ended by Discord'));
  client.rest.on(RESTEvents.InvalidRequestWarning, (warning) => log.warn(warning, 'discord: many refused requests'));
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
 * @throws {ConfigurationError} when Discord refuses the token, or cannot be reached after some tries
 */
export async function connect(client: Client, options: ConnectOptions): Promise<Client<true>> {
  await reach(options);
  const deadline = AbortSignal.timeout(GATEWAY_TIMEOUT_MS + (options.shard?.count ?? 0) * IDENTIFY_MS);
  try {
    const ready = once(client, Events.ClientReady, { signal: deadline });
    await Promise.all([client.login(options.token), ready]);
  } catch (error) {
    await client.destroy();
    throw gatewayProblem(error, options);
  }
  if (!client.isReady()) throw new Error('discord.js says it is ready and is not.');
  return client;
}

/**
 * Asks for the gateway's address, until there is an answer: the first thing discord.js would do, with clearer errors.
 * @throws {ConfigurationError} when Discord refuses the token, or cannot be reached after some tries
 */
export async function reach(options: ConnectOptions): Promise<Gateway> {
  const rest = new REST({ ...lookUpOptions(options.apiUrl), retries: 0, timeout: TRY_TIMEOUT_MS }).setToken(
    options.token,
  );
  try {
    for (let attempt = 0; ; attempt += 1) {
      const { gateway, problem } = await tryToReach(rest, options);
      if (gateway) return gateway;
      const pause = PAUSES_MS[attempt];
      if (pause === undefined || problem.final) throw new ConfigurationError(problem.sentence);
      options.log.warn({ inMs: pause }, `discord: not reached, trying again. ${problem.sentence}`);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  } finally {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
}

interface Problem {
  sentence: string;
  /** Trying again changes nothing. */
  final: boolean;
}

function isGateway(answer: unknown): answer is Gateway {
  return typeof answer === 'object' && answer !== null && 'url' in answer;
}

/** What Discord says of its gateway; another server may leave out what is only for many shards. */
type Gateway = Partial<RESTGetAPIGatewayBotResult>;
type Tried = { gateway: Gateway; problem?: never } | { gateway?: never; problem: Problem };

async function tryToReach(rest: REST, options: ConnectOptions): Promise<Tried> {
  try {
    const gateway = await rest.get(Routes.gatewayBot());
    if (isGateway(gateway)) return { gateway };
    return { problem: { sentence: notDiscord(options), final: true } };
  } catch (error) {
    if (error instanceof DiscordAPIError) {
      const sentence = error.status === 401 ? WRONG_TOKEN : notDiscord(options, error.status);
      return { problem: { sentence, final: true } };
    }
    const why = error instanceof HTTPError ? `HTTP ${error.status}` : (networkCode(error) ?? 'no answer');
    return { problem: { sentence: notReached(options, why), final: false } };
  }
}

const WRONG_TOKEN =
  'DISCORD_TOKEN is refused by Discord: copy the bot’s token again from the Developer Portal (Bot, Reset Token).';

function notDiscord({ apiUrl }: ConnectOptions, status?: number): string {
  const how = status ? ` (HTTP ${status})` : '';
  return `DISCORD_API_URL ${apiAddress(apiUrl)} does not answer as Discord’s API does${how}: correct the address, or leave it out.`;
}

function notReached({ apiUrl }: ConnectOptions, why: string): string {
  const what = apiUrl
    ? 'correct the address or start what should answer there'
    : 'check the connection to the internet';
  return `DISCORD_API_URL ${apiAddress(apiUrl)} cannot be reached (${why}): ${what}.`;
}

/** Close codes come as words of discord.js. https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway */
function gatewayProblem(error: unknown, options: ConnectOptions): unknown {
  const words = error instanceof Error ? error.message : '';
  if (/authentication failed|invalid token/i.test(words)) return new ConfigurationError(WRONG_TOKEN, { cause: error });
  if (/sharding is required/i.test(words)) return new ConfigurationError(TOO_MANY_SERVERS, { cause: error });
  if (/intents/i.test(words)) return new ConfigurationError(WRONG_INTENTS, { cause: error });
  if (/session/i.test(words)) return new ConfigurationError(NO_SESSIONS, { cause: error });
  const why =
    error instanceof Error && error.name === 'AbortError'
      ? 'its gateway does not answer'
      : words || 'its gateway fails';
  return new ConfigurationError(notReached(options, why), { cause: error });
}

/** We ask for one intent, which every bot may have: it takes another server, or a token that is limited in some way. */
const WRONG_INTENTS =
  'DISCORD_TOKEN belongs to an application that Discord does not let use the intent “Guilds”: check it in the Developer Portal (Bot), or give the token of another application.';

const NO_SESSIONS =
  'DISCORD_TOKEN has been used to connect too often today: wait until Discord’s limit is over (at most a day), and find out what restarts the bot.';

/** https://docs.discord.com/developers/events/gateway#sharding */
const TOO_MANY_SERVERS =
  'DISCORD_TOKEN belongs to a bot that is in more servers than one connection may serve (2,500): start it with `npm run start:sharded`.';
