import {
  type APIChannel,
  type APIGuild,
  type APIGuildChannel,
  type APIRole,
  type APIUser,
  ChannelType,
  type Client,
  GuildFeature,
  Locale,
  PermissionFlagsBits,
  Routes,
} from 'discord.js';
import { asSeen } from '../chat/as-seen.ts';
import type { Member } from '../chat/call.ts';
import { SendError, type SendFailure, type SpaceDescription } from '../chat/platform.ts';
import type { Requests } from './requests.ts';
import { isNoMember, type OwnId, rightsIn, type ServerChannel, standingOf } from './rights.ts';

/** Channels in which a message can be posted. */
const MESSAGE_CHANNELS: readonly ChannelType[] = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
];

/** `Platform.describeSpace`: what the gateway told us of the server, else what Discord answers. */
export async function describeSpace(
  client: Client | undefined,
  requests: Requests,
  space: string,
): Promise<SpaceDescription> {
  const known = client?.guilds.cache.get(space);
  // One that was missing at the start has no name yet; whether it is out of reach just now says nothing of that.
  if (known?.name) return description(known.name, known.preferredLocale, known.features);
  const guild = await requests<Partial<APIGuild>>(true, (rest) => rest.get(Routes.guild(space)));
  return description(guild.name ?? space, guild.preferred_locale, guild.features);
}

/**
 * Only a community server has a language that somebody chose: the others all have "en-US".
 * https://docs.discord.com/developers/resources/guild#guild-object
 */
function description(
  name: string,
  locale: string | undefined,
  features: readonly string[] | undefined,
): SpaceDescription {
  const chosen = locale !== Locale.EnglishUS || features?.includes(GuildFeature.Community);
  return chosen && locale ? { name, language: locale } : { name };
}

/** Answers of Discord when there is no such channel for us. Any other refusal says nothing about posting there. */
const ABSENT: readonly SendFailure[] = ['channel-gone', 'space-gone', 'no-access'];

/** `Platform.cannotPost`. What cannot be found out is no reason to refuse: posting will tell. */
export async function cannotPost(
  me: OwnId,
  requests: Requests,
  place: { space: string; channel: string },
): Promise<SendFailure | null> {
  try {
    const channel = await requests<APIChannel>(true, (rest) => rest.get(Routes.channel(place.channel)));
    if (channel.type === ChannelType.DM) return 'no-channel';
    if (!('guild_id' in channel) || channel.guild_id !== place.space) return 'channel-gone';
    if (!isMessageChannel(channel)) return 'refused';
    const { ViewChannel, SendMessages, SendMessagesInThreads } = PermissionFlagsBits;
    const needed = ViewChannel | ('thread_metadata' in channel ? SendMessagesInThreads : SendMessages);
    const rights = await rightsIn(requests, channel, me);
    return rights === null || (rights & needed) === needed ? null : 'no-access';
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    const { outcome } = error;
    return outcome.kind === 'never' && ABSENT.includes(outcome.reason) ? outcome.reason : null;
  }
}

/** `Platform.canBeFollowed`: announcement channels alone. https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
export async function canBeFollowed(requests: Requests, id: string): Promise<boolean> {
  const channel = await requests<APIChannel>(true, (rest) => rest.get(Routes.channel(id)));
  return channel.type === ChannelType.GuildAnnouncement;
}

function isMessageChannel(channel: APIChannel): channel is ServerChannel {
  return MESSAGE_CHANNELS.includes(channel.type);
}

/** @returns what knows which user we are, and asks where the gateway has not said it */
export function ownIdOf(client: () => Client | undefined, requests: Requests): OwnId {
  let asked: Promise<APIUser> | undefined;
  return async () => {
    const known = client()?.user?.id;
    if (known) return known;
    asked ??= requests<APIUser>(true, (rest) => rest.get(Routes.user()));
    // Next time again, when it fails.
    return (await asked.finally(() => (asked = undefined))).id;
  };
}

/** `Platform.findChannel`, among the channels that can hold a card. */
export async function findChannel(requests: Requests, space: string, typed: string): Promise<string | null> {
  const channels = await requests<APIGuildChannel[]>(true, (rest) => rest.get(Routes.guildChannels(space)));
  return named(
    channels.filter(({ type }) => MESSAGE_CHANNELS.includes(type)),
    typed,
  );
}

/** `Platform.findNamed`, among the channels that can hold a card. */
export async function findNamed(requests: Requests, space: string, names: readonly string[]): Promise<string | null> {
  const channels = await requests<APIGuildChannel[]>(true, (rest) => rest.get(Routes.guildChannels(space)));
  const fitting = channels.filter(({ type }) => MESSAGE_CHANNELS.includes(type));
  return names.map((name) => fitting.find((one) => one.name.toLowerCase() === name)?.id).find(Boolean) ?? null;
}

/** `Platform.channelName`. */
export async function channelName(requests: Requests, space: string, id: string): Promise<string | null> {
  try {
    const channel = await requests<APIChannel>(true, (rest) => rest.get(Routes.channel(id)));
    return 'guild_id' in channel && channel.guild_id === space ? (channel.name ?? null) : null;
  } catch (error) {
    if (!(error instanceof SendError && error.outcome.kind === 'never')) throw error;
    return null;
  }
}

/** `Platform.findRole`. */
export async function findRole(requests: Requests, space: string, typed: string): Promise<string | null> {
  return named(await requests<APIRole[]>(true, (rest) => rest.get(Routes.guildRoles(space))), typed);
}

/** `Platform.member`: what the server's roles let somebody do. https://docs.discord.com/developers/topics/permissions */
export async function findMember(requests: Requests, space: string, account: string): Promise<Member> {
  try {
    const { roles, permissions } = await standingOf(requests, space, account);
    return { mayManage: (permissions & PermissionFlagsBits.ManageGuild) !== 0n, roles };
  } catch (error) {
    if (isNoMember(error)) return { mayManage: false, roles: [], outside: true };
    throw error;
  }
}

function named(things: readonly { id: string; name: string }[], typed: string): string | null {
  const name = asSeen(typed.replace(/^[#@]/, ''));
  const found =
    things.find((one) => one.id === typed) ?? things.find((one) => asSeen(one.name.replace(/^@/, '')) === name);
  return found?.id ?? null;
}

/**
 * Tells whether we can read a channel's history. Where our rights are not known the channel tells by itself: one that
 * looks empty and had messages is one whose history is not shown to us.
 * @returns whether what a channel that looks empty holds is shown to us
 */
export async function canReadHistory(me: OwnId, requests: Requests, id: string): Promise<boolean> {
  const channel = await requests<APIChannel>(true, (rest) => rest.get(Routes.channel(id)));
  if (channel.type === ChannelType.DM) return true;
  const needed = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;
  const rights = isMessageChannel(channel) ? await rightsIn(requests, channel, me) : null;
  if (rights !== null) return (rights & needed) === needed;
  return !('last_message_id' in channel && channel.last_message_id);
}
