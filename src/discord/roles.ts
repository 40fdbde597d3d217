import {
  type APIGuild,
  type APIUser,
  PermissionFlagsBits,
  type RESTGetAPIGuildRoleMemberCountsResult,
  Routes,
} from 'discord.js';
import { type Notifiable, SendError } from '../chat/platform.ts';
import type { Requests } from './requests.ts';
import { isNoMember, rightsOf, type ServerChannel, standingOf } from './rights.ts';

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
    const hindrance = await mayNotMention(requests, place, account);
    if (hindrance) return { hindrance };
  }
  const people = await countOf(requests, place.space, role);
  return people === null ? { hindrance: 'uncounted' } : { name: `@${found.name}`, people };
}

async function mayNotMention(requests: Requests, { space, channel }: Place, account: string) {
  const [place, me] = await Promise.all([
    requests<ServerChannel>(true, (rest) => rest.get(Routes.channel(channel))),
    requests<APIUser>(true, (rest) => rest.get(Routes.user())),
  ]);
  const [theirs, ours] = await Promise.all([account, me.id].map((user) => mayMention(requests, place, space, user)));
  if (!theirs) return 'person-may-not';
  return ours ? null : 'bot-may-not';
}

async function mayMention(requests: Requests, channel: ServerChannel, space: string, user: string): Promise<boolean> {
  try {
    const rights = await rightsOf(requests, channel, await standingOf(requests, space, user));
    return (rights & PermissionFlagsBits.MentionEveryone) !== 0n;
  } catch (error) {
    if (isNoMember(error)) return false;
    throw error;
  }
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
