import type { Seed } from '@samling/sandbox/contract.ts';
import {
  discordApplication,
  discordUser,
  type Guild,
  guild,
  slackApplication,
  slackUser,
  team,
} from '@samling/sandbox/seed.ts';
import manifest from './slack-app.json' with { type: 'json' };

const NAME = 'Samling';
const FRIVILLIGE = 'RÅ Frivillige';
const ROLES = {
  Bestyrelse: { permissions: ['Administrator'] },
  Arrangør: {
    permissions: ['ManageMessages', 'ManageEvents', 'CreateEvents', 'MentionEveryone'],
    mentionable: true,
  },
  Frivillig: { mentionable: true },
};

/**
 * The community of a youth festival: the Discord servers "RÅ Festival" and "Suburban Lyd" and the Slack workspace "RÅ
 * Frivillige". Søren owns all three; Åse helps to manage Slack; Maja organises on Discord; Emma reads English. Some
 * channels are as they are in real communities: one that the bot is in without being asked for, some that it is not in,
 * one that is archived. Every id is the same each time. The tokens are no secrets: they open nothing but a sandbox.
 */
export function festivalSeed(): Seed {
  return {
    discord: {
      application: discordApplication(NAME),
      users: [
        discordUser('maja', 'Maja'),
        discordUser('soren', 'Søren'),
        discordUser('yusuf', 'Yusuf'),
        discordUser('freja', 'Freja'),
        discordUser('emma', 'Emma', 'en-GB', 'Europe/London'),
      ],
      guilds: [
        server('RÅ Festival', {
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
        server('Suburban Lyd', {
          channels: { velkommen: 'text', arrangementer: 'text', studiet: 'text' },
          members: { soren: ['Bestyrelse'], maja: ['Arrangør'], yusuf: [], freja: [] },
        }),
      ],
    },
    slack: {
      application: slackApplication(NAME, manifest),
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
  /** Number in each space; 3 when left out. */
  channelsEach?: number;
  /** Number in each space, besides Søren, who owns all; 2 when left out. Nobody but Søren is in two spaces. */
  membersEach?: number;
  /** Number in each guild, besides those of the festival; none when left out. */
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
      application: discordApplication(NAME),
      users: [discordUser('soren', 'Søren'), ...guildGuests.flat().map((key) => discordUser(key, key))],
      guilds: guildGuests.map((keys, index) =>
        server(`Forening ${index + 1}`, {
          channels: channels('text' as const),
          members: { soren: ['Bestyrelse'], ...Object.fromEntries(keys.map((key) => [key, []])) },
          roles: Object.fromEntries(upTo(rolesEach).map((number) => [`Hold ${number}`, { mentionable: true }])),
        }),
      ),
    },
    slack: {
      application: slackApplication(NAME, manifest),
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

/** A server of Søren's, with the roles that such communities have. */
function server(name: string, its: Pick<Parameters<typeof guild>[1], 'channels' | 'members' | 'roles'>): Guild {
  return guild(name, { ...its, owner: 'soren', locale: 'da', roles: { ...ROLES, ...its.roles } });
}

/** @returns 1, 2, … count */
function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
