import {
  type APIChannel,
  type APIDMChannel,
  type APIGroupDMChannel,
  type APIGuild,
  type APIGuildMember,
  type APIOverwrite,
  PermissionFlagsBits,
  Routes,
} from 'discord.js';
import { SendError } from '../chat/platform.ts';
import type { Requests } from './requests.ts';

/** A channel or thread of a server. */
export type ServerChannel = Exclude<APIChannel, APIDMChannel | APIGroupDMChannel>;

/** Finds out which user we are. A process that only sends has to ask. */
export type OwnId = () => Promise<string>;

/** A server's words about somebody in it. */
export interface Standing {
  account: string;
  guild: APIGuild;
  /** Of the member; @everyone among them. */
  roles: string[];
  /** Bits, before any channel changes them; those of the owner and of administrators are all. */
  permissions: bigint;
}

/** @throws {SendError} when there is no such server or member, or Discord does not answer */
export async function standingOf(requests: Requests, space: string, account: string): Promise<Standing> {
  const [guild, member] = await Promise.all([
    requests<APIGuild>(true, (rest) => rest.get(Routes.guild(space))),
    requests<APIGuildMember>(true, (rest) => rest.get(Routes.guildMember(space, account))),
  ]);
  // A server that tells less than Discord promises is read as saying nothing of it.
  const roles = [space, ...(member.roles ?? [])];
  const permissions = (guild.roles ?? [])
    .filter(({ id }) => roles.includes(id))
    .reduce((all, role) => all | BigInt(role.permissions ?? 0), 0n);
  const all = guild.owner_id === account || (permissions & PermissionFlagsBits.Administrator) !== 0n;
  return { account, guild, roles, permissions: all ? ALL : permissions };
}

const ALL = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

/**
 * Discord's codes for somebody who is not in a server or nowhere, and for a server that we are not in (any more): then
 * there is nobody to ask, and nobody may do anything there.
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes
 */
const NO_MEMBER = new Set(['10004', '10007', '10013', '50001']);

/** @returns whether {@link standingOf} failed because there is no such member */
export function isNoMember(error: unknown): boolean {
  if (!(error instanceof SendError)) return false;
  return error.outcome.kind === 'never' && NO_MEMBER.has(error.outcome.detail);
}

/**
 * Finds the rights of a member in a channel of their server. A thread has the rights of the channel it hangs under.
 * @throws {SendError} when there is no such server or member, or Discord does not answer
 */
export async function rightsOf(requests: Requests, channel: ServerChannel, member: Standing): Promise<bigint> {
  const { guild, permissions, roles, account } = member;
  return overwritten(permissions, await overwritesOf(requests, channel), { space: guild.id, roles, account });
}

/**
 * Asks what we may in a channel.
 * @returns bits; null when Discord does not say, or does not answer
 */
export async function rightsIn(requests: Requests, channel: ServerChannel, who: OwnId): Promise<bigint | null> {
  try {
    const space = channel.guild_id ?? '';
    const standing = await standingOf(requests, space, await who());
    // Each server has @everyone. Who does not list it does not tell what its roles may.
    if (!standing.guild.roles?.some(({ id }) => id === space)) return null;
    return await rightsOf(requests, channel, standing);
  } catch (error) {
    if (error instanceof SendError) return null;
    throw error;
  }
}

/**
 * @param permissions in the server
 * @param who the server, the member's roles with @everyone, and the member
 * @returns what is left, or added, in a channel: first by @everyone, then by all roles together, then by the member
 * @see https://docs.discord.com/developers/topics/permissions#permission-overwrites
 */
export function overwritten(
  permissions: bigint,
  overwrites: readonly Pick<APIOverwrite, 'id' | 'allow' | 'deny'>[],
  { space, roles, account }: { space: string; roles: readonly string[]; account: string },
): bigint {
  if (permissions === ALL) return ALL;
  const levels = [
    overwrites.filter(({ id }) => id === space),
    overwrites.filter(({ id }) => id !== space && roles.includes(id)),
    overwrites.filter(({ id }) => id === account),
  ];
  return levels.reduce((allowed, level) => {
    const denied = level.reduce((all, { deny }) => all | BigInt(deny), 0n);
    return (allowed & ~denied) | level.reduce((all, { allow }) => all | BigInt(allow), 0n);
  }, permissions);
}

async function overwritesOf(requests: Requests, channel: ServerChannel): Promise<APIOverwrite[]> {
  if ('permission_overwrites' in channel) return channel.permission_overwrites ?? [];
  const { parent_id: parent } = channel;
  if (!('thread_metadata' in channel) || !parent) return [];
  return overwritesOf(requests, await requests<ServerChannel>(true, (rest) => rest.get(Routes.channel(parent))));
}
