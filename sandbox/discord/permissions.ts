import type { Channel, Guild, Member } from './world.ts';

/** By bit: https://docs.discord.com/developers/topics/permissions (bit 47 is not in use). */
const NAMES = [
  'CreateInstantInvite KickMembers BanMembers Administrator ManageChannels ManageGuild AddReactions ViewAuditLog',
  'PrioritySpeaker Stream ViewChannel SendMessages SendTTSMessages ManageMessages EmbedLinks AttachFiles',
  'ReadMessageHistory MentionEveryone UseExternalEmojis ViewGuildInsights Connect Speak MuteMembers DeafenMembers',
  'MoveMembers UseVAD ChangeNickname ManageNicknames ManageRoles ManageWebhooks ManageGuildExpressions',
  'UseApplicationCommands RequestToSpeak ManageEvents ManageThreads CreatePublicThreads CreatePrivateThreads',
  'UseExternalStickers SendMessagesInThreads UseEmbeddedActivities ModerateMembers',
  'ViewCreatorMonetizationAnalytics UseSoundboard CreateGuildExpressions CreateEvents UseExternalSounds',
  'SendVoiceMessages - SetVoiceChannelStatus SendPolls UseExternalApps PinMessages BypassSlowmode',
]
  .join(' ')
  .split(' ');

const BITS = new Map(NAMES.map((name, bit) => [folded(name), 1n << BigInt(bit)]));
BITS.delete('-');

export const ALL_PERMISSIONS = [...BITS.values()].reduce((all, bit) => all | bit, 0n);

/** Rights of everyone in a new server; "mention @everyone" is among them, as on Discord. */
export const EVERYONE_PERMISSIONS = permissions([
  ...['CreateInstantInvite', 'AddReactions', 'Stream', 'ViewChannel', 'SendMessages', 'EmbedLinks', 'AttachFiles'],
  ...['ReadMessageHistory', 'MentionEveryone', 'UseExternalEmojis', 'Connect', 'Speak', 'UseVAD', 'ChangeNickname'],
  ...['UseApplicationCommands', 'RequestToSpeak', 'CreatePublicThreads', 'CreatePrivateThreads', 'UseExternalStickers'],
  ...['SendMessagesInThreads', 'UseEmbeddedActivities', 'UseSoundboard', 'SendVoiceMessages', 'SendPolls'],
]);

/** Rights that a bot was given when it was invited: to show cards in channels. */
export const BOT_PERMISSIONS = permissions(['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory']);

/**
 * @param names as Discord's documentation or discord.js write them (MANAGE_GUILD, ManageGuild)
 * @throws {RangeError} for a name that is no permission
 */
export function permissions(names: readonly string[]): bigint {
  return names.reduce((all, name) => {
    const bit = BITS.get(folded(name));
    if (bit === undefined) throw new RangeError(`"${name}" is not a permission of Discord.`);
    return all | bit;
  }, 0n);
}

export const VIEW_CHANNEL = permissions(['ViewChannel']);
export const SEND_MESSAGES = permissions(['SendMessages']);
export const MANAGE_MESSAGES = permissions(['ManageMessages']);
export const READ_MESSAGE_HISTORY = permissions(['ReadMessageHistory']);
export const MENTION_EVERYONE = permissions(['MentionEveryone']);
const ADMINISTRATOR = permissions(['Administrator']);

/**
 * Finds the rights of a member in a server, or in one of its channels, by Discord's order of overwrites:
 * https://docs.discord.com/developers/topics/permissions#permission-overwrites
 */
export function permissionsOf(guild: Guild, member: Member, channel?: Channel): bigint {
  if (member.user.id === guild.ownerId) return ALL_PERMISSIONS;
  const roles = [guild.id, ...member.roles];
  const base = roles.reduce((all, id) => all | (guild.roles.get(id)?.permissions ?? 0n), 0n);
  if (base & ADMINISTRATOR) return ALL_PERMISSIONS;
  if (!channel) return base;
  return [
    channel.overwrites.filter(({ id }) => id === guild.id),
    channel.overwrites.filter(({ id }) => member.roles.includes(id)),
    channel.overwrites.filter(({ id }) => id === member.user.id),
  ].reduce((allowed, level) => {
    const denied = level.reduce((all, { deny }) => all | deny, 0n);
    return (allowed & ~denied) | level.reduce((all, { allow }) => all | allow, 0n);
  }, base);
}

function folded(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
