import type { Seed, SlackManifest } from './contract.ts';
import { slackId, snowflake } from './ids.ts';

export type Guild = Seed['discord']['guilds'][number];
export type Team = Seed['slack']['teams'][number];
/** Channels by name: their kind, or with more of what a seed tells of them. */
type Channels<Space extends Guild | Team> = Record<
  string,
  Space['channels'][number]['kind'] | Omit<Space['channels'][number], 'id' | 'name'>
>;
export type DiscordUser = Seed['discord']['users'][number];
export type SlackUser = Team['users'][number];

const ZONE = 'Europe/Copenhagen';

/**
 * Everybody may do less than in a new server, as where young people are: so the bot has what its invitation asks for, and
 * no more by the way.
 */
const EVERYONE_PERMISSIONS = ['ViewChannel', 'SendMessages', 'ReadMessageHistory', 'UseApplicationCommands'];

/** An application that Discord made since 2016 has the id of its bot user. */
export function discordApplication(botName: string): Seed['discord']['application'] {
  const id = snowflake('application', botName);
  return { id, botUserId: id, botName, token: 'local.discord.not-a-secret' };
}

/** @param manifest what the app asks for, as it would be pasted at Slack's; without one it may do all that the sandbox knows */
export function slackApplication(botName: string, manifest?: SlackManifest): Seed['slack']['application'] {
  return {
    id: slackId('A', botName),
    botName,
    botToken: 'xoxb-local-not-a-secret',
    appToken: 'xapp-local-not-a-secret',
    signingSecret: 'local-not-a-secret',
    ...(manifest && { manifest }),
  };
}

export function discordUser(key: string, name: string, locale = 'da', zone = ZONE): DiscordUser {
  return { key, id: snowflake('user', key), name, locale, zone };
}

/** A role: what it may, by the names that Discord's documentation gives permissions in the spelling of discord.js. */
interface RoleSeed {
  permissions?: string[];
  mentionable?: boolean;
}

/** @param its channels by name, the names of each member's roles by the member's key, and roles by name */
export function guild(
  name: string,
  its: {
    owner: string;
    locale?: string;
    channels: Channels<Guild>;
    members: Record<string, string[]>;
    roles?: Record<string, RoleSeed>;
  },
): Guild {
  return {
    id: snowflake('guild', name),
    name,
    locale: its.locale ?? 'en-GB',
    ownerKey: its.owner,
    roles: [
      { id: snowflake('guild', name), name: '@everyone', permissions: EVERYONE_PERMISSIONS, mentionable: false },
      ...Object.entries(its.roles ?? {}).map(([role, { permissions = [], mentionable = false }]) => ({
        id: snowflake('role', name, role),
        name: role,
        permissions,
        mentionable,
      })),
    ],
    channels: Object.entries(its.channels).map(([channel, kind]) => ({
      id: snowflake('channel', name, channel),
      name: channel,
      ...(typeof kind === 'string' ? { kind } : kind),
    })),
    members: Object.entries(its.members).map(([key, roles]) => ({ key, roles })),
  };
}

/** One who is in two workspaces has an id in each. */
export function slackUser(
  workspace: string,
  key: string,
  name: string,
  { locale = 'da-DK', zone = ZONE, admin = false }: { locale?: string; zone?: string; admin?: boolean } = {},
): SlackUser {
  return { key, id: slackId('U', workspace, key), name, locale, zone, admin };
}

/** @param its channels by name, its people, and its user groups: the keys of the members by the group's name */
export function team(
  name: string,
  its: {
    channels: Channels<Team>;
    users: SlackUser[];
    groups: Record<string, string[]>;
  },
): Team {
  return {
    id: slackId('T', name),
    name,
    botUserId: slackId('U', name, 'the bot'),
    users: its.users,
    groups: Object.entries(its.groups).map(([group, members]) => ({
      id: slackId('S', name, group),
      name: group,
      members,
    })),
    channels: Object.entries(its.channels).map(([channel, kind]) => ({
      id: slackId('C', name, channel),
      name: channel,
      ...(typeof kind === 'string' ? { kind } : kind),
    })),
  };
}

/**
 * A place to try a bot in: a Discord server and a Slack workspace with two channels, where Ada may manage and Ben takes part.
 * @param botName what the bot is called on both platforms
 */
export function plainSeed(botName: string): Seed {
  return {
    discord: {
      application: discordApplication(botName),
      users: [discordUser('ada', 'Ada', 'en-GB', 'Europe/London'), discordUser('ben', 'Ben', 'en-GB', 'Europe/London')],
      guilds: [
        guild('Try it', {
          channels: { general: 'text', projects: 'text' },
          owner: 'ada',
          members: { ada: [], ben: [] },
        }),
      ],
    },
    slack: {
      application: slackApplication(botName),
      teams: [
        team('Try it', {
          channels: { general: 'public', projects: { kind: 'public', bot: true } },
          users: [
            slackUser('Try it', 'ada', 'Ada', { locale: 'en-GB', zone: 'Europe/London', admin: true }),
            slackUser('Try it', 'ben', 'Ben', { locale: 'en-GB', zone: 'Europe/London' }),
          ],
          groups: {},
        }),
      ],
    },
  };
}
