import {
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIOverwrite,
  type APIRole,
  type APIUser,
  OverwriteType,
  PermissionFlagsBits,
  type RESTGetAPIGuildRoleMemberCountsResult,
  Routes,
} from 'discord.js';
import { type Notifiable, SendError } from '../chat/platform.ts';
import type { Requests } from './requests.ts';

interface Place {
  space: string;
  channel: string;
}

/**
 * `Platform.notifiable`. A role that everybody may mention notifies whoever mentions it; any other needs the permission
 * "Mention @everyone, @here and All Roles" in the channel, of the person as of us.
 * https://docs.discord.com/developers/topics/permissions
 */
export async function notifiable(requests: Requests, place: Place, role: string, account: string): Promise<Notifiable> {
  if (role === place.space) return { hindrance: 'everyone' };
  const guild = await requests<APIGuild>(true, (rest) => rest.get(Routes.guild(place.space)));
  const found = guild.roles.find(({ id }) => id === role);
  if (!found) return { hindrance: 'role-gone' };
  if (!found.mentionable) {
    const hindrance = await mayNotMention(requests, guild, place.channel, account);
    if (hindrance) return { hindrance };
  }
  const people = await countOf(requests, place.space, role);
  return people === null ? { hindrance: 'uncounted' } : { name: `@${found.name}`, people };
}

async function mayNotMention(requests: Requests, guild: APIGuild, channel: string, account: string) {
  const [place, me] = await Promise.all([
    requests<APIChannel>(true, (rest) => rest.get(Routes.channel(channel))),
    requests<APIUser>(true, (rest) => rest.get(Routes.user())),
  ]);
  const overwrites = ('permission_overwrites' in place && place.permission_overwrites) || [];
  const [theirs, ours] = await Promise.all(
    [account, me.id].map(async (user) => permissionsOf(guild, overwrites, user, await rolesOf(requests, guild, user))),
  );
  if (!theirs || (theirs & PermissionFlagsBits.MentionEveryone) === 0n) return 'person-may-not';
  return !ours || (ours & PermissionFlagsBits.MentionEveryone) === 0n ? 'bot-may-not' : null;
}

/** Somebody who is not in the server. https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const NO_MEMBER = new Set(['10007', '10013']);

/** @returns the ids of somebody's roles, or null when they are not in the server */
async function rolesOf(requests: Requests, guild: APIGuild, user: string): Promise<string[] | null> {
  try {
    const { roles } = await requests<APIGuildMember>(true, (rest) => rest.get(Routes.guildMember(guild.id, user)));
    return roles;
  } catch (error) {
    if (isNever(error) && NO_MEMBER.has(error.outcome.detail)) return null;
    throw error;
  }
}

/** @param roles of that person; null when they are not in the server. Discord’s order: https://docs.discord.com/developers/topics/permissions#permission-overwrites */
export function permissionsOf(
  guild: Pick<APIGuild, 'id' | 'owner_id'> & { roles: readonly Pick<APIRole, 'id' | 'permissions'>[] },
  overwrites: readonly APIOverwrite[],
  user: string,
  roles: readonly string[] | null,
): bigint {
  if (!roles) return 0n;
  const base = guild.roles
    .filter(({ id }) => id === guild.id || roles.includes(id))
    .reduce((all, { permissions }) => all | BigInt(permissions), 0n);
  if (guild.owner_id === user || (base & PermissionFlagsBits.Administrator) !== 0n) return ~0n;
  const levels = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(({ id, type }) => type === OverwriteType.Role && id !== guild.id && roles.includes(id)),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === user),
  ];
  return levels.reduce((allowed, level) => {
    const denied = level.reduce((all, { deny }) => all | BigInt(deny), 0n);
    return (allowed & ~denied) | level.reduce((all, { allow }) => all | BigInt(allow), 0n);
  }, base);
}

/**
 * A role that nobody has may be left out of the counts. https://docs.discord.com/developers/resources/guild#get-guild-role-member-counts
 * @returns null when Discord does not tell
 */
async function countOf(requests: Requests, space: string, role: string): Promise<number | null> {
  try {
    const counts = await requests<RESTGetAPIGuildRoleMemberCountsResult | null>(true, (rest) =>
      rest.get(Routes.guildRoleMemberCounts(space)),
    );
    if (counts === null || typeof counts !== 'object') return null;
    const count = counts[role] ?? 0;
    return Number.isSafeInteger(count) && count >= 0 ? count : null;
  } catch (error) {
    if (isNever(error)) return null;
    throw error;
  }
}

function isNever(error: unknown): error is SendError & { outcome: { kind: 'never' } } {
  return error instanceof SendError && error.outcome.kind === 'never';
}
