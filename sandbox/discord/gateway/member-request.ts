import { type Json, memberJson } from '../objects.ts';
import type { World } from '../world.ts';
import { GUILD_MEMBERS } from './intents.ts';

/**
 * Answers "Request Guild Members": by ids, or by the beginning of a name. All members come only to those with the
 * privileged intent (https://docs.discord.com/developers/events/gateway-events#request-guild-members).
 * @returns the chunk, or undefined when Discord would not answer
 */
export function guildMembersChunk(world: World, d: Json, intents: number): Json | undefined {
  const guild = world.guilds.get(String(d.guild_id));
  if (!guild?.installed) return undefined;
  const ids = d.user_ids === undefined ? undefined : [d.user_ids].flat().map(String);
  const query = String(d.query ?? '').toLowerCase();
  const limit = Number(d.limit ?? 0);
  if (!ids && query === '' && limit === 0 && !(intents & GUILD_MEMBERS)) return undefined;
  const members = [...guild.members.values()].filter(({ user }) =>
    ids ? ids.includes(user.id) : user.name.toLowerCase().startsWith(query),
  );
  return {
    guild_id: guild.id,
    members: members.slice(0, limit || undefined).map((member) => memberJson(guild, member)),
    chunk_index: 0,
    chunk_count: 1,
    not_found: ids?.filter((id) => !guild.members.has(id)) ?? [],
    ...(d.nonce === undefined ? {} : { nonce: d.nonce }),
  };
}
