import {
  type APIChannel,
  type APIGuild,
  type APIGuildChannel,
  type APIGuildMember,
  type APIRole,
  ChannelType,
  type Client,
  type GuildBasedChannel,
  GuildFeature,
  Locale,
  PermissionFlagsBits,
  Routes,
} from 'discord.js';
import type { Member } from '../chat/call.ts';
import { SendError, type SendFailure, type SpaceDescription } from '../chat/platform.ts';
import type { Requests } from './requests.ts';

/** Channels in which a message can be posted. */
const MESSAGE_CHANNELS: readonly ChannelType[] = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
];

/** `Platform.describeSpace`: what the gateway told us of the server, else what Discord answers. */
export async function describeSpace(client: Client, requests: Requests, space: string): Promise<SpaceDescription> {
  const known = client.guilds.cache.get(space);
  if (known?.available) return description(known.name, known.preferredLocale, known.features);
  const guild = await requests<APIGuild>(true, (rest) => rest.get(Routes.guild(space)));
  return description(guild.name, guild.preferred_locale, guild.features);
}

/**
 * Only a community server has a language that somebody chose: the others all have "en-US".
 * https://docs.discord.com/developers/resources/guild#guild-object
 */
function description(name: string, locale: string, features: readonly string[]): SpaceDescription {
  const chosen = locale !== Locale.EnglishUS || features.includes(GuildFeature.Community);
  return chosen ? { name, language: locale } : { name };
}

/** `Platform.cannotPost`. Where our rights are not known the channel's being there must do: posting will tell. */
export async function cannotPost(
  client: Client,
  requests: Requests,
  place: { space: string; channel: string },
): Promise<SendFailure | null> {
  const known = client.guilds.cache.get(place.space)?.channels.cache.get(place.channel);
  if (!known) return absence(requests, place);
  if (!MESSAGE_CHANNELS.includes(known.type)) return 'refused';
  const write = known.isThread() ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages;
  return may(known, PermissionFlagsBits.ViewChannel | write) ? null : 'no-access';
}

/** `Platform.findChannel`, among the channels that can hold a card. */
export async function findChannel(requests: Requests, space: string, typed: string): Promise<string | null> {
  const channels = await requests<APIGuildChannel[]>(true, (rest) => rest.get(Routes.guildChannels(space)));
  return named(
    channels.filter(({ type }) => MESSAGE_CHANNELS.includes(type)),
    typed,
  );
}

/** `Platform.findRole`. */
export async function findRole(requests: Requests, space: string, typed: string): Promise<string | null> {
  return named(await requests<APIRole[]>(true, (rest) => rest.get(Routes.guildRoles(space))), typed);
}

/** Discord's codes for somebody who is not in a server, or nowhere. https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const NO_MEMBER = new Set(['10007', '10013']);

/** `Platform.member`: what the server's roles let somebody do. https://docs.discord.com/developers/topics/permissions */
export async function findMember(requests: Requests, space: string, account: string): Promise<Member> {
  try {
    const [guild, member] = await Promise.all([
      requests<APIGuild>(true, (rest) => rest.get(Routes.guild(space))),
      requests<APIGuildMember>(true, (rest) => rest.get(Routes.guildMember(space, account))),
    ]);
    const roles = [space, ...member.roles];
    const permissions = guild.roles
      .filter(({ id }) => roles.includes(id))
      .reduce((all, role) => all | BigInt(role.permissions), 0n);
    const managing = PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator;
    return { mayManage: guild.owner_id === account || (permissions & managing) !== 0n, roles };
  } catch (error) {
    const { outcome } = error instanceof SendError ? error : { outcome: undefined };
    if (outcome?.kind === 'never' && NO_MEMBER.has(outcome.detail)) return { mayManage: false, roles: [] };
    throw error;
  }
}

function named(things: readonly { id: string; name: string }[], typed: string): string | null {
  const name = typed.replace(/^[#@]/, '').toLowerCase();
  const found =
    things.find((one) => one.id === typed) ?? things.find((one) => one.name.toLowerCase().replace(/^@/, '') === name);
  return found?.id ?? null;
}

/**
 * A channel that the gateway did not tell us of (another shard has it, or this process only sends) tells by itself: one
 * that looks empty and had messages is one whose history is not shown to us.
 * @returns whether what a channel that looks empty holds is shown to us
 */
export async function canReadHistory(client: Client, requests: Requests, channel: string): Promise<boolean> {
  const known = client.channels.cache.get(channel);
  if (known?.isDMBased()) return true;
  if (known && !known.isDMBased())
    return may(known, PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory);
  const found = await requests<APIChannel>(true, (rest) => rest.get(Routes.channel(channel)));
  return found.type === ChannelType.DM || !('last_message_id' in found && found.last_message_id);
}

function may(channel: GuildBasedChannel, permissions: bigint): boolean {
  const me = channel.guild.members.me;
  return !me || (channel.permissionsFor(me)?.has(permissions) ?? true);
}

/** A channel that the gateway has not told us of: from before it was connected, or of another server. */
async function absence(requests: Requests, place: { space: string; channel: string }): Promise<SendFailure | null> {
  try {
    const channel = await requests<APIChannel>(true, (rest) => rest.get(Routes.channel(place.channel)));
    if (!('guild_id' in channel) || channel.guild_id !== place.space) return 'channel-gone';
    return MESSAGE_CHANNELS.includes(channel.type) ? null : 'refused';
  } catch (error) {
    if (error instanceof SendError && error.outcome.kind === 'never') return error.outcome.reason;
    throw error;
  }
}
