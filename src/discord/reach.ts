import { DiscordAPIError, HTTPError, REST, type RESTGetAPIGatewayBotResult, Routes } from 'discord.js';
import { ConnectionError, type Problem } from '../chat/connection.ts';
import { networkCode } from './errors.ts';
import { apiAddress, lookUpOptions } from './rest.ts';

export interface ReachOptions {
  token: string;
  /** Address of the API, without its version; Discord's own when left out. */
  apiUrl?: string;
}

/** Discord's words about its gateway; another server may leave out what is only for many shards. */
export type GatewayInfo = Partial<RESTGetAPIGatewayBotResult>;

const TIMEOUT_MS = 4_000;

/**
 * Asks once for the gateway's address: the first thing that discord.js would do, with clearer errors. It costs none of
 * the connections that Discord allows a day.
 * @throws {ConnectionError} when Discord refuses the token, or cannot be reached
 */
export async function reach(options: ReachOptions): Promise<GatewayInfo> {
  const rest = new REST({ ...lookUpOptions(options.apiUrl), retries: 0, timeout: TIMEOUT_MS }).setToken(options.token);
  try {
    const info = await rest.get(Routes.gatewayBot());
    if (isGateway(info)) return info;
    throw new ConnectionError({ sentence: notDiscord(options), refused: true });
  } catch (error) {
    throw error instanceof ConnectionError ? error : new ConnectionError(reachProblem(error, options), error);
  } finally {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
}

function isGateway(answer: unknown): answer is GatewayInfo {
  return typeof answer === 'object' && answer !== null && 'url' in answer;
}

function reachProblem(error: unknown, options: ReachOptions): Problem {
  if (error instanceof DiscordAPIError)
    return { sentence: error.status === 401 ? WRONG_TOKEN : notDiscord(options, error.status), refused: true };
  const why = error instanceof HTTPError ? `HTTP ${error.status}` : (networkCode(error) ?? 'no answer');
  return { sentence: notReached(options, why) };
}

/**
 * @param error of `Client.login`; close codes come as words of discord.js
 * @see https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway
 */
export function gatewayProblem(error: unknown, options: ReachOptions): Problem {
  const words = error instanceof Error ? error.message : '';
  if (/authentication failed|invalid token/i.test(words)) return { sentence: WRONG_TOKEN, refused: true };
  if (/sharding is required/i.test(words)) return { sentence: TOO_MANY_SERVERS, refused: true };
  if (/intents/i.test(words)) return { sentence: WRONG_INTENTS, refused: true };
  if (/session/i.test(words)) return { sentence: NO_SESSIONS };
  const late = error instanceof Error && error.name === 'AbortError';
  return { sentence: notReached(options, late ? 'its gateway does not answer' : words || 'its gateway fails') };
}

/** @param code with which Discord closed a connection for good */
export function closedProblem(code: number, options: ReachOptions): Problem {
  if (code === 4004) return { sentence: WRONG_TOKEN, refused: true };
  if (code === 4010 || code === 4011) return { sentence: TOO_MANY_SERVERS, refused: true };
  if (code === 4013 || code === 4014) return { sentence: WRONG_INTENTS, refused: true };
  return { sentence: notReached(options, `closed with ${code}`) };
}

/** @param remaining how many connections are left of a day @param waitMs how long we wait */
export function fewSessions(remaining: number, waitMs: number): string {
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  const left = remaining > 0 ? `only ${remaining} are left` : 'none is left';
  return `DISCORD_TOKEN has been used to connect very often today. Discord allows a number of connections a day, and ${left}: Samling connects in ${minutes} min. Find out what restarts the bot.`;
}

export const WRONG_TOKEN =
  'DISCORD_TOKEN is refused by Discord: copy the bot’s token again from the Developer Portal (Bot, Reset Token).';

function notDiscord({ apiUrl }: ReachOptions, status?: number): string {
  const how = status ? ` (HTTP ${status})` : '';
  return `DISCORD_API_URL ${apiAddress(apiUrl)} does not answer as Discord’s API does${how}: correct the address, or leave it out.`;
}

function notReached({ apiUrl }: ReachOptions, why: string): string {
  const what = apiUrl
    ? 'correct the address or start what should answer there'
    : 'check the connection to the internet';
  return `DISCORD_API_URL ${apiAddress(apiUrl)} cannot be reached (${why}): ${what}.`;
}

/** We ask for intents that every bot may have: it takes another server, or a token that is limited in some way. */
const WRONG_INTENTS =
  'DISCORD_TOKEN belongs to an application that Discord does not let use the intents “Guilds”, “GuildMessages” and “DirectMessages”: check it in the Developer Portal (Bot), or give the token of another application.';

const NO_SESSIONS =
  'DISCORD_TOKEN has been used to connect too often today: wait until Discord’s limit is over (at most a day), and find out what restarts the bot.';

/** https://docs.discord.com/developers/events/gateway#sharding */
const TOO_MANY_SERVERS =
  'DISCORD_TOKEN belongs to a bot that is in more servers than one connection may serve (2,500): start it with `npm run start:sharded`.';
