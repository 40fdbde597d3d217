import type { APIGuildMember, APIRole, APIUser, GuildMemberFlags, RoleFlags, UserFlags } from 'discord-api-types/v10';
import { ALL_PERMISSIONS, permissionsOf } from './permissions.ts';
import { timeOf } from './snowflakes.ts';
import { type Channel, DIRECT, type Guild, type Member, type Role, type User, type World } from './world.ts';

export type Json = Record<string, unknown>;

/** Draws a user as Discord tells of one: https://docs.discord.com/developers/resources/user#user-object */
export function userJson(user: User): APIUser {
  return {
    id: user.id,
    username: user.key ? user.name.toLowerCase().replace(/[^a-z0-9_.]/g, '') || `user${user.id}` : user.name,
    global_name: user.key ? user.name : null,
    discriminator: user.key ? '0' : '0001',
    avatar: null,
    banner: null,
    accent_color: null,
    public_flags: 0 as UserFlags,
    ...(user.key ? {} : { bot: true }),
  };
}

export function memberJson(guild: Guild, member: Member): APIGuildMember {
  return { ...partialMemberJson(guild, member), user: userJson(member.user), deaf: false, mute: false };
}

/** A member without `user`, `deaf` and `mute`, as in `resolved` and in messages. */
export function partialMemberJson(guild: Guild, member: Member): Omit<APIGuildMember, 'user' | 'deaf' | 'mute'> {
  return {
    nick: null,
    avatar: null,
    banner: null,
    roles: member.roles,
    joined_at: new Date(timeOf(guild.id)).toISOString().replace('Z', '000+00:00'),
    premium_since: null,
    pending: false,
    flags: 0 as GuildMemberFlags,
    communication_disabled_until: null,
  };
}

export function roleJson(world: World, role: Role): APIRole {
  return {
    id: role.id,
    name: role.name,
    permissions: role.permissions.toString(),
    position: role.position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    managed: role.managed,
    mentionable: role.mentionable,
    flags: 0 as RoleFlags,
    ...(role.managed ? { tags: { bot_id: world.bot.id } } : {}),
  };
}

/** @param last the id of the channel's last message */
export function channelJson(channel: Channel, last: string | null): Json {
  if (channel.type === DIRECT) {
    const recipients = channel.recipient ? [userJson(channel.recipient)] : [];
    return { id: channel.id, type: DIRECT, last_message_id: last, flags: 0, recipients };
  }
  return {
    ...partialChannelJson(channel, last),
    permission_overwrites: channel.overwrites.map(({ id, allow, deny }) => ({
      id,
      type: 0,
      allow: allow.toString(),
      deny: deny.toString(),
    })),
  };
}

/**
 * Draws the part of a channel that interactions carry:
 * https://docs.discord.com/developers/interactions/receiving-and-responding
 */
export function partialChannelJson(channel: Channel, last: string | null): Json {
  return {
    id: channel.id,
    type: channel.type,
    name: channel.name,
    guild_id: channel.guild?.id,
    position: channel.position,
    parent_id: null,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id: last,
    flags: 0,
  };
}

export function guildJson(world: World, guild: Guild): Json {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    owner_id: guild.ownerId,
    preferred_locale: guild.locale,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    max_members: 25_000_000,
    max_presences: null,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    vanity_url_code: null,
    application_id: null,
    hub_type: null,
    features: [],
    emojis: [],
    stickers: [],
    roles: [...guild.roles.values()].map((role) => roleJson(world, role)),
  };
}

/**
 * The event by which the bot learns of a server; without the privileged intent, of all members only itself is in it.
 */
export function guildCreateJson(world: World, guild: Guild, last: (channel: Channel) => string | null): Json {
  const bot = guild.members.get(world.bot.id);
  return {
    ...guildJson(world, guild),
    joined_at: new Date(timeOf(guild.id)).toISOString(),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: bot ? [memberJson(guild, bot)] : [],
    channels: guild.channels.map((channel) => channelJson(channel, last(channel))),
    threads: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** The bot's own servers, as `GET /users/@me/guilds` lists them. */
export function ownGuildJson(world: World, guild: Guild): Json {
  const bot = guild.members.get(world.bot.id);
  const permissions = bot ? permissionsOf(guild, bot) : ALL_PERMISSIONS;
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    banner: null,
    owner: false,
    permissions: `${permissions}`,
    features: [],
  };
}

export function applicationJson(world: World): Json {
  const { id, botName } = world.application;
  const owner = [...world.users.values()].find(({ key }) => key !== undefined);
  return {
    id,
    name: botName,
    icon: null,
    description: '',
    rpc_origins: [],
    bot_public: true,
    bot_require_code_grant: false,
    owner: userJson(owner ?? world.bot),
    verify_key: '0'.repeat(64),
    team: null,
    flags: 0,
    approximate_guild_count: [...world.guilds.values()].filter(({ installed }) => installed).length,
    integration_types_config: { 0: {} },
    bot: userJson(world.bot),
  };
}
