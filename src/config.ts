import { existsSync } from 'node:fs';
import { z } from 'zod';
import { ConfigurationError } from './chat/platform.ts';
import type { Proxies } from './http/proxy.ts';
import { seenName, strayInAddress, strayInToken } from './stray-characters.ts';

const url = (protocols: readonly string[]) => z.url({ protocol: new RegExp(`^(${protocols.join('|')})$`) });

/** Reads `.env` in the working folder, if there is one; what the environment says already stays. */
export function readEnvironment(): Record<string, string | undefined> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/**
 * Refuses a copied value that has stray characters in it: people cannot see them, so it is said what they are and
 * where.
 */
const copied = (strayIn: (value: string) => string | null) =>
  z.string().superRefine((value, { addIssue }) => {
    const stray = strayIn(value);
    if (stray) addIssue(stray);
  });
const token = () => copied(strayInToken);

/** The parent that started this process, when that was not a person or a service. */
export interface StartedBy {
  /** The name under which npm (or the like) knows what it runs: all processes below it have it in their environment. */
  script?: string;
  /** discord.js's ShardingManager, which stops its processes itself. */
  manager: boolean;
}

export function readStartedBy(): StartedBy {
  return { script: process.env.npm_lifecycle_event, manager: process.env.SHARDING_MANAGER === 'true' };
}

/** Duty of a process: with `gateway` it receives, with `worker` it sends, with `everything` both. */
const ROLES = ['everything', 'gateway', 'worker'] as const;
export type Role = (typeof ROLES)[number];

/** Every variable, with what to do when its value is wrong. `.env.example` explains each. */
const variables = z.object({
  DISCORD_TOKEN: token().optional(),
  DISCORD_API_URL: url(['https?']).optional(),
  SLACK_BOT_TOKEN: z
    .string()
    .transform((value) => value.split(',').flatMap((one) => one.trim() || []))
    .superRefine(checkBotTokens)
    .optional(),
  SLACK_APP_TOKEN: token()
    .regex(/^(?!xoxb-)/, 'is not an app-level token: that one begins with "xapp-" (Slack, "Basic Information")')
    .optional(),
  SLACK_SIGNING_SECRET: token().min(8, 'is too short: copy it from Slack, "Basic Information"').optional(),
  SLACK_API_URL: url(['https?']).optional(),
  SLACK_HOST: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
  SLACK_LATE_SECONDS: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .default(120),
  DATABASE_URL: copied(strayInAddress)
    .pipe(url(['postgres', 'postgresql']))
    .optional(),
  DATA_DIR: z.string().default('./data'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65535, 'must be a number from 0 to 65535')
    .default(4010),
  HEALTH_PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .optional(),
  HEALTH_HOST: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
  http_proxy: url(['https?']).optional(),
  HTTP_PROXY: url(['https?']).optional(),
  https_proxy: url(['https?']).optional(),
  HTTPS_PROXY: url(['https?']).optional(),
  no_proxy: z.string().optional(),
  NO_PROXY: z.string().optional(),
  ROLE: z.enum(ROLES).default('everything'),
  SHARDS: z
    .string()
    .regex(/^(auto|[1-9]\d{0,3})$/)
    .default('auto'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
});

/** Says which token is wrong by its position: a token is never repeated. */
function checkBotTokens(tokens: readonly string[], { addIssue }: z.RefinementCtx): void {
  const wrongs = tokens.length > 0 ? tokens.map(wrongInBotToken) : [NO_BOT_TOKEN];
  const position = wrongs.findIndex((wrong) => wrong !== null);
  if (position < 0) return;
  const which = tokens.length > 1 ? `holds ${tokens.length} tokens, and number ${position + 1} ` : '';
  addIssue(`${which}${wrongs[position]}`);
}

const NO_BOT_TOKEN = 'is not a bot token: that one begins with "xoxb-" (Slack, "OAuth & Permissions")';

function wrongInBotToken(token: string): string | null {
  return strayInToken(token) ?? (token.startsWith('xapp-') ? NO_BOT_TOKEN : null);
}

/** Configuration of the bot. Without any platform it runs with the sandbox. */
export interface Config {
  discord: { token: string; apiUrl?: string } | null;
  slack: {
    botTokens: string[];
    appToken?: string;
    signingSecret?: string;
    apiUrl?: string;
    latePostMs?: number;
  } | null;
  /** Of a PostgreSQL; none: the embedded one in `dataDir`. */
  databaseUrl: string | null;
  dataDir: string;
  port: number;
  /** The address of this machine on which `port` takes what Slack sends; by default of this machine alone. */
  slackHost: string;
  /** Port of /ready and /metrics; none: `port`, unless Slack calls there. */
  healthPort: number | null;
  /** The address on which they are: of this machine, and by default for it alone. */
  healthHost: string;
  role: Role;
  /** Number of shards that `npm run start:sharded` splits Discord into; null: as many as Discord recommends. */
  shards: number | null;
  /** The shard that discord.js's ShardingManager started this process for; null when it did not. */
  shard: { id: number; count: number } | null;
  logLevel: string;
  /** Through what everything that leaves goes, except to the database. */
  proxies: Proxies;
}

const LISTEN_HINT =
  'must be an address such as "127.0.0.1", for this machine alone, or "0.0.0.0", for every network it is in';

const PROXY_HINT = 'must be an address such as "http://proxy.example.dk:3128"';

const HINTS: Partial<Record<keyof z.input<typeof variables>, string>> = {
  DISCORD_API_URL: 'must be an address such as "http://127.0.0.1:4010/api"',
  SLACK_API_URL: 'must be an address such as "http://127.0.0.1:4010/slack/api/"',
  DATABASE_URL:
    'must be an address such as "postgresql://user:password@host:5432/samling", with # / ? @ and the like in the ' +
    'password as %23 %2F %3F %40',
  http_proxy: PROXY_HINT,
  HTTP_PROXY: PROXY_HINT,
  https_proxy: PROXY_HINT,
  HTTPS_PROXY: PROXY_HINT,
  HEALTH_PORT: 'must be a number from 0 to 65535',
  HEALTH_HOST: LISTEN_HINT,
  SLACK_HOST: LISTEN_HINT,
  SLACK_LATE_SECONDS: 'must be a number of seconds, such as 120',
  ROLE: 'must be one of everything, gateway, worker',
  SHARDS: 'must be a number of shards, or "auto"',
  LOG_LEVEL: 'must be one of fatal, error, warn, info, debug, trace, silent',
};

/**
 * @param environment as of the process; empty values count as not set
 * @throws {ConfigurationError} one sentence that names the variable that is wrong or missing and says what to do
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  refuseUnseenNames(Object.keys(set));
  const shard = takeShard(set);
  const parsed = variables.safeParse(set);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0]) as keyof typeof HINTS;
    // What is said of a value in particular says more than what is said of its kind.
    const wrong = issue?.code === 'custom' ? issue.message : (HINTS[name] ?? issue?.message);
    throw new ConfigurationError(`${name} ${wrong}.`);
  }
  const values = parsed.data;
  return {
    discord: discordOf(values),
    slack: slackOf(values),
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: values.DATA_DIR,
    port: values.PORT,
    slackHost: values.SLACK_HOST,
    healthPort: values.HEALTH_PORT ?? null,
    healthHost: values.HEALTH_HOST,
    role: values.ROLE,
    shards: values.SHARDS === 'auto' ? null : Number(values.SHARDS),
    shard,
    logLevel: values.LOG_LEVEL,
    proxies: proxiesOf(values),
  };
}

/**
 * A file that an editor saved with a byte order mark has it before its first name, which would then count as not set.
 */
function refuseUnseenNames(names: readonly string[]): void {
  const name = names.map(seenName).find((seen) => seen !== null && seen in variables.shape);
  if (name)
    throw new ConfigurationError(
      `${name} has an invisible character in its name: write the name anew (in an editor, save .env as UTF-8 without BOM).`,
    );
}

/** Takes small letters before capitals, as curl does. */
function proxiesOf(values: Values): Proxies {
  return {
    HTTP_PROXY: values.http_proxy ?? values.HTTP_PROXY,
    HTTPS_PROXY: values.https_proxy ?? values.HTTPS_PROXY,
    NO_PROXY: values.no_proxy ?? values.NO_PROXY,
  };
}

/**
 * In the processes that it starts, discord.js's ShardingManager makes SHARDS the number of the shard.
 * https://discord.js.org/docs/packages/discord.js/14.28.1/Shard:Class#env
 */
function takeShard(set: Record<string, string | undefined>): Config['shard'] {
  if (set.SHARDING_MANAGER !== 'true') return null;
  const shard = { id: Number(set.SHARDS), count: Number(set.SHARD_COUNT) };
  delete set.SHARDS;
  return shard;
}

type Values = z.output<typeof variables>;

function discordOf({ DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl }: Values): Config['discord'] {
  if (token) return { token, apiUrl };
  if (apiUrl)
    throw new ConfigurationError('DISCORD_TOKEN is missing: DISCORD_API_URL says which Discord, the token says who.');
  return null;
}

function slackOf(values: Values): Config['slack'] {
  const { SLACK_BOT_TOKEN: botTokens, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = values;
  const other = (['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_API_URL'] as const).find((name) => values[name]);
  if (!botTokens && other)
    throw new ConfigurationError(`SLACK_BOT_TOKEN is missing: ${other} alone does not connect to Slack.`);
  if (!botTokens) return null;
  if (!appToken && !signingSecret)
    throw new ConfigurationError(
      'SLACK_APP_TOKEN is missing: set it for Socket Mode, or set SLACK_SIGNING_SECRET to receive over HTTP.',
    );
  const { SLACK_API_URL: apiUrl } = values;
  return { botTokens, appToken, signingSecret, apiUrl, latePostMs: values.SLACK_LATE_SECONDS * 1000 };
}
