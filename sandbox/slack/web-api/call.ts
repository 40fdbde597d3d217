import { type Channel, isKnownToBot } from '../channels.ts';
import type { Person, Team } from '../directory.ts';
import type { Json } from '../json.ts';
import type { Rate, Tier } from '../rate-limits.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { Arguments } from './arguments.ts';

/** A call of the Web API by the bot of one workspace. */
export interface Call {
  world: World;
  team: Team;
  args: Arguments;
}

export interface Method {
  tier: Tier;
  /** Any one of them lets the bot call it; none for methods that everyone may call. */
  scopes?: readonly string[];
  /** The token; the bot's when left out. */
  token?: 'app';
  /** Limits beside the tier's: a key and how much it may be used. */
  limits?: (call: Call) => [key: string, rate: Rate][];
  /** @returns what is answered beside `ok` @throws {Refusal} */
  run: (call: Call) => Json;
}

export type Methods = Record<string, Method>;

/**
 * @param takes scopes of which any one is enough
 * @throws {Refusal} missing_scope, with what is needed and what the token has
 */
export function assertScope({ world, team }: Call, takes: readonly string[] | undefined): void {
  const scopes = world.settings.scopes(team.id);
  if (scopes === undefined || takes === undefined || takes.some((scope) => scopes.includes(scope))) return;
  throw new Refusal('missing_scope', { needed: takes.join(','), provided: scopes.join(',') });
}

const FAMILY = { public: 'channels', private: 'groups', direct: 'im' } as const;

/**
 * Checks the scope that a kind of channel takes, of the methods that take one scope for each kind.
 * @throws {Refusal} missing_scope
 */
export function assertScopeFor(call: Call, kind: Channel['kind'], does: 'read' | 'history'): void {
  assertScope(call, [`${FAMILY[kind]}:${does}`]);
}

/** @throws {Refusal} channel_not_found, also for what the bot does not see: private channels and people's messages */
export function channelOf({ world, team, args }: Call): Channel {
  const id = args.text('channel');
  const channel = id === undefined ? undefined : world.directory.channelById(team, id);
  if (channel === undefined || !isKnownToBot(channel)) throw new Refusal('channel_not_found');
  return channel;
}

/** @throws {Refusal} not_in_channel, where only members may do something */
export function assertMember(channel: Channel): void {
  if (!channel.botIn) throw new Refusal('not_in_channel');
}

/** @throws {Refusal} is_archived */
export function assertOpen(channel: Channel): void {
  if (channel.archived) throw new Refusal('is_archived');
}

/** @throws {Refusal} user_not_found */
export function userOf({ world, team, args }: Call, name = 'user'): Person {
  const person = world.directory.personById(team, args.text(name) ?? '');
  if (person === undefined) throw new Refusal('user_not_found');
  return person;
}
