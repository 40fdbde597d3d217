import type { Sandbox } from '@samling/sandbox';
import type { LocalPlatform, Outcome, Place, Seed, SeenMessage } from '@samling/sandbox/contract.ts';
import { festivalSeed as realFestivalSeed } from '../../festival/seed.ts';

/** Stands in the keys of people between a name and the number of their festival. */
const MARK = '.';

/** The same festival many times in one sandbox: other ids and other people, of the same names. */
export interface Festivals {
  /** Of the sandbox. */
  seed: Seed;
  /** Each by itself. */
  each: Seed[];
}

export function festivals(count: number): Festivals {
  const each = Array.from({ length: count }, (_, number) => numbered(festivalSeed(), number));
  const [first] = each;
  if (!first) throw new Error('One festival at least.');
  const seed: Seed = {
    discord: {
      application: first.discord.application,
      users: each.flatMap(({ discord }) => discord.users),
      guilds: each.flatMap(({ discord }) => discord.guilds),
    },
    slack: { application: first.slack.application, teams: each.flatMap(({ slack }) => slack.teams) },
  };
  return { seed, each };
}

/**
 * @returns the festival without a channel whose name says that it is made for announcements: the bot would choose it,
 * and scenarios read them where they read all else
 */
export function festivalSeed(): Seed {
  const { discord, slack } = realFestivalSeed();
  const renamed = discord.guilds.map((guild) => ({
    ...guild,
    channels: guild.channels.map((one) => (one.name === 'opslag' ? { ...one, name: 'følges' } : one)),
  }));
  return { discord: { ...discord, guilds: renamed }, slack };
}

/** Gives all that belongs to a festival ids and keys of its own. The application stays: it is one bot. */
function numbered({ discord, slack }: Seed, number: number): Seed {
  const keyOf = (key: string) => `${key}${MARK}${number}`;
  const own = <T extends { id: string }>(one: T): T => ({ ...one, id: idOf(one.id, number) });
  const keyed = <T extends { key: string }>(one: T): T => ({ ...one, key: keyOf(one.key) });
  const guilds = discord.guilds.map((guild) => ({
    ...own(guild),
    ownerKey: keyOf(guild.ownerKey),
    roles: guild.roles.map(own),
    channels: guild.channels.map(own),
    members: guild.members.map(keyed),
  }));
  const teams = slack.teams.map((team) => ({
    ...own(team),
    botUserId: idOf(team.botUserId, number),
    users: team.users.map(own).map(keyed),
    groups: team.groups.map(own).map((group) => ({ ...group, members: group.members.map(keyOf) })),
    channels: team.channels.map(own).map(({ members, ...channel }) => ({
      ...channel,
      ...(members && { members: members.map(keyOf) }),
    })),
  }));
  const users = discord.users.map(own).map(keyed);
  return {
    discord: { application: discord.application, users, guilds },
    slack: { application: slack.application, teams },
  };
}

/** A snowflake a few steps further on, or one of Slack's ids with two letters more. */
function idOf(id: string, number: number): string {
  if (/^\d+$/.test(id)) return String(BigInt(id) + BigInt(number));
  return `${id}${number.toString(36).toUpperCase().padStart(2, '0')}`;
}

/**
 * The sandbox as whoever knows one festival of it sees it: its spaces alone, people by the keys they have everywhere.
 */
export function within(sandbox: Sandbox, festival: Seed): Sandbox {
  const mark = /\.\d+$/.exec(festival.discord.users[0]?.key ?? '')?.[0] ?? '';
  const { discord, slack } = festival;
  return {
    ...sandbox,
    seed: festival,
    discord: { ...sandbox.discord, ...narrowed(sandbox.discord, mark, discord.guilds) },
    slack: { ...sandbox.slack, ...narrowed(sandbox.slack, mark, slack.teams) },
  };
}

type Narrowed = Pick<
  LocalPlatform,
  | ('spaces' | 'say' | 'command' | 'suggest' | 'press' | 'choose' | 'submit' | 'closeForm')
  | ('channel' | 'directMessages' | 'forms' | 'setPerson' | 'setChannel' | 'requests' | 'setInstalled')
>;

function narrowed(local: LocalPlatform, mark: string, spaces: readonly { id: string; name: string }[]): Narrowed {
  const idOfSpace = (named: string) => spaces.find(({ id, name }) => id === named || name === named)?.id ?? named;
  const there = (place: Place): Place => ({ ...place, space: idOfSpace(place.space) });
  const one = (as: string) => `${as}${mark}`;
  const bare = (key: string) => (key.endsWith(mark) ? key.slice(0, -mark.length) : key);
  const seen = (message: SeenMessage): SeenMessage => ({ ...message, pinged: message.pinged.map(bare) });
  const outcome = async (acting: Promise<Outcome>): Promise<Outcome> => {
    const { message, ...rest } = await acting;
    return message ? { ...rest, message: seen(message) } : rest;
  };
  const before = new Set(local.requests());
  return {
    spaces: () =>
      local
        .spaces()
        .filter(({ id }) => spaces.some((space) => space.id === id))
        .map((space) => ({
          ...space,
          channels: space.channels.map((channel) => ({ ...channel, seenBy: channel.seenBy.map(bare) })),
          people: space.people.map((person) => ({ ...person, key: bare(person.key) })),
        })),
    say: async (as, place, text) => seen(await local.say(one(as), there(place), text)),
    command: (as, place, command) => outcome(local.command(one(as), there(place), command)),
    suggest: (as, place, command) => local.suggest(one(as), there(place), command),
    press: (as, message, button) => outcome(local.press(one(as), message, button)),
    choose: (as, message, menu, values) => outcome(local.choose(one(as), message, menu, values)),
    submit: (as, form, values) => outcome(local.submit(one(as), form, values)),
    closeForm: (as, form) => local.closeForm(one(as), form),
    channel: (as, place) => local.channel(one(as), there(place)).map(seen),
    directMessages: (as) => local.directMessages(one(as)).map(seen),
    forms: (as) => local.forms(one(as)),
    setPerson: (as, { roles, ...change }) =>
      local.setPerson(one(as), { ...change, ...(roles && { roles: { ...roles, space: idOfSpace(roles.space) } }) }),
    requests: () => local.requests().filter((request) => !before.has(request)),
    setChannel: (space, channel, change) => local.setChannel(idOfSpace(space), channel, change),
    setInstalled: (space, installed) => local.setInstalled(idOfSpace(space), installed),
  };
}
