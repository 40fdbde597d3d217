import type { Seed } from './contract.ts';
import { slackId, snowflake } from './ids.ts';
import manifest from './slack-app.json' with { type: 'json' };

type Guild = Seed['discord']['guilds'][number];
type Team = Seed['slack']['teams'][number];
/** Channels by name: their kind, or with more of what a seed tells of them. */
type Channels<Space extends Guild | Team> = Record<
  string,
  Space['channels'][number]['kind'] | Omit<Space['channels'][number], 'id' | 'name'>
>;
type DiscordUser = Seed['discord']['users'][number];
type SlackUser = Team['users'][number];

const COPENHAGEN = 'Europe/Copenhagen';
const FRIVILLIGE = 'RÅ Frivillige';

/**
 * Permissions by the names that Discord's documentation gives them, in the spelling of discord.js. Everybody may do
 * less than in a new server, as where young people are: so the bot has what its invitation asks for, and no more by the
 * way.
 */
const EVERYONE_PERMISSIONS = ['ViewChannel', 'SendMessages', 'ReadMessageHistory', 'UseApplicationCommands'];
const ORGANISER_PERMISSIONS = ['ManageMessages', 'ManageEvents', 'CreateEvents', 'MentionEveryone'];
const BOARD_PERMISSIONS = ['Administrator'];

/**
 * The community of a youth festival: the Discord servers "RÅ Festival" and "Suburban Lyd" and the Slack workspace "RÅ
 * Frivillige". Søren owns all three; Åse helps to manage Slack; Maja organises on Discord; Emma reads English. Some
 * channels are as they are in real communities: one that the bot is in without being asked for, some that it is not in,
 * one that is archived. Every id is the same each time. The tokens are no secrets: they open nothing but a sandbox.
 */
export function festivalSeed(): Seed {
  return {
    discord: {
      application: discordApplication(),
      users: [
        discordUser('maja', 'Maja'),
        discordUser('soren', 'Søren'),
        discordUser('yusuf', 'Yusuf'),
        discordUser('freja', 'Freja'),
        discordUser('emma', 'Emma', 'en-GB', 'Europe/London'),
      ],
      guilds: [
        guild('RÅ Festival', {
          channels: {
            velkommen: 'text',
            opslag: 'announcement',
            arrangementer: 'text',
            frivillige: 'text',
            planlægning: { kind: 'private', bot: true, roles: ['Arrangør'] },
            bestyrelse: 'private',
          },
          members: { soren: ['Bestyrelse'], maja: ['Arrangør'], yusuf: [], freja: ['Frivillig'], emma: ['Frivillig'] },
        }),
        guild('Suburban Lyd', {
          channels: { velkommen: 'text', arrangementer: 'text', studiet: 'text' },
          members: { soren: ['Bestyrelse'], maja: ['Arrangør'], yusuf: [], freja: [] },
        }),
      ],
    },
    slack: {
      application: slackApplication(),
      teams: [
        team(FRIVILLIGE, {
          channels: {
            generelt: 'public',
            arrangementer: { kind: 'public', bot: true },
            planlægning: { kind: 'private', bot: true, members: ['soren', 'aase'] },
            bestyrelsen: { kind: 'private', members: ['soren', 'aase'] },
            'sommer-2026': { kind: 'public', archived: true },
          },
          users: [
            slackUser(FRIVILLIGE, 'soren', 'Søren', { admin: true }),
            slackUser(FRIVILLIGE, 'aase', 'Åse', { admin: true }),
            slackUser(FRIVILLIGE, 'bent', 'Bent'),
            slackUser(FRIVILLIGE, 'emma', 'Emma', { locale: 'en-GB', zone: 'Europe/London' }),
          ],
          groups: { arrangører: ['soren', 'aase'] },
        }),
      ],
    },
  };
}

/** The festival with `count` guests more ("gaest-1" and on), in "RÅ Festival" and in "RÅ Frivillige". */
export function crowdSeed(count: number): Seed {
  const seed = festivalSeed();
  const [guildOfAll, teamOfAll] = [seed.discord.guilds[0], seed.slack.teams[0]];
  for (let number = 1; number <= count; number += 1) {
    const [key, name] = [`gaest-${number}`, `Gæst ${number}`];
    seed.discord.users.push(discordUser(key, name));
    guildOfAll?.members.push({ key, roles: [] });
    teamOfAll?.users.push(slackUser(FRIVILLIGE, key, name));
  }
  return seed;
}

export interface NetworkSize {
  guilds: number;
  teams?: number;
  /** In each space; 3 when left out. */
  channelsEach?: number;
  /** In each space, besides Søren, who owns all; 2 when left out. Nobody but Søren is in two spaces. */
  membersEach?: number;
  /** In each guild, besides those of the festival; none when left out. */
  rolesEach?: number;
}

/** Many communities: the guilds "Forening 1" and on, the workspaces "Kontor 1" and on. */
export function networkSeed(size: NetworkSize): Seed {
  const { guilds, teams = 0, channelsEach = 3, membersEach = 2, rolesEach = 0 } = size;
  const guests = (space: string) => upTo(membersEach).map((number) => `${space}-gaest-${number}`);
  const channels = <Kind>(kind: Kind) =>
    Object.fromEntries(upTo(channelsEach).map((number) => [number === 1 ? 'arrangementer' : `kanal-${number}`, kind]));
  const guildGuests = upTo(guilds).map((number) => guests(`forening-${number}`));
  return {
    discord: {
      application: discordApplication(),
      users: [discordUser('soren', 'Søren'), ...guildGuests.flat().map((key) => discordUser(key, key))],
      guilds: guildGuests.map((keys, index) =>
        guild(`Forening ${index + 1}`, {
          channels: channels('text' as const),
          members: { soren: ['Bestyrelse'], ...Object.fromEntries(keys.map((key) => [key, []])) },
          roles: upTo(rolesEach).map((number) => `Hold ${number}`),
        }),
      ),
    },
    slack: {
      application: slackApplication(),
      teams: upTo(teams).map((number) =>
        team(`Kontor ${number}`, {
          channels: channels('public' as const),
          users: [
            slackUser(`Kontor ${number}`, 'soren', 'Søren', { admin: true }),
            ...guests(`kontor-${number}`).map((key) => slackUser(`Kontor ${number}`, key, key)),
          ],
          groups: {},
        }),
      ),
    },
  };
}

/** An application that Discord made since 2016 has the id of its bot user. */
function discordApplication(): Seed['discord']['application'] {
  const id = snowflake('application', 'Samling');
  return { id, botUserId: id, botName: 'Samling', token: 'local.discord.not-a-secret' };
}

/** The manifest is what `npm run --silent slack:manifest` prints, as if it had been pasted; a test keeps it so. */
function slackApplication(): Seed['slack']['application'] {
  return {
    id: slackId('A', 'Samling'),
    botName: 'Samling',
    botToken: 'xoxb-local-not-a-secret',
    appToken: 'xapp-local-not-a-secret',
    signingSecret: 'local-not-a-secret',
    manifest,
  };
}

function discordUser(key: string, name: string, locale = 'da', zone = COPENHAGEN): DiscordUser {
  return { key, id: snowflake('user', key), name, locale, zone };
}

/** @param its channels by name, the names of each member's roles by the member's key, and further roles */
function guild(
  name: string,
  its: {
    channels: Channels<Guild>;
    members: Record<string, string[]>;
    roles?: string[];
  },
): Guild {
  const role = (of: string, permissions: string[], mentionable: boolean) => ({
    id: snowflake('role', name, of),
    name: of,
    permissions,
    mentionable,
  });
  return {
    id: snowflake('guild', name),
    name,
    locale: 'da',
    ownerKey: 'soren',
    roles: [
      { id: snowflake('guild', name), name: '@everyone', permissions: EVERYONE_PERMISSIONS, mentionable: false },
      role('Bestyrelse', BOARD_PERMISSIONS, false),
      role('Arrangør', ORGANISER_PERMISSIONS, true),
      role('Frivillig', [], true),
      ...(its.roles ?? []).map((one) => role(one, [], true)),
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
function slackUser(
  workspace: string,
  key: string,
  name: string,
  { locale = 'da-DK', zone = COPENHAGEN, admin = false }: { locale?: string; zone?: string; admin?: boolean } = {},
): SlackUser {
  return { key, id: slackId('U', workspace, key), name, locale, zone, admin };
}

/** @param its channels by name, its people, and its user groups: the keys of the members by the group's name */
function team(
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

/** @returns 1, 2, … count */
function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
