import { CannotDo, type ChannelChange, type Journal, type PersonChange, type Seed } from '../contract.ts';
import { type Channel, channelBetween, directChannel, peopleIn, seededChannel } from './channels.ts';
import { isJson, objectOf } from './json.ts';

export interface Team {
  id: string;
  name: string;
  /** As in "raa-frivillige.slack.com". */
  domain: string;
  /** The bot's token in this workspace. */
  token: string;
  botUser: string;
  botId: string;
  botName: string;
  installed: boolean;
  people: Person[];
  channels: Channel[];
  groups: Group[];
}

export interface Person {
  key: string;
  id: string;
  team: Team;
  name: string;
  locale: string;
  zone: string;
  admin: boolean;
  owner: boolean;
  directMessagesClosed: boolean;
}

export interface Group {
  id: string;
  name: string;
  handle: string;
  /** Keys of people. */
  members: string[];
}

type SeedTeam = Seed['slack']['teams'][number];

/**
 * The bot's token in a workspace. A seed has one: it is that of the first workspace; the others' are derived from it,
 * as if the app were installed in each.
 */
export function botTokenOf(seed: Seed, teamId: string): string {
  const base = seed.slack.application.botToken;
  return seed.slack.teams[0]?.id === teamId ? base : `${base}-${teamId}`;
}

/** @throws {CannotDo} when there is no bot in the workspace: its commands and buttons are dead */
export function assertInstalled(team: Team): void {
  if (!team.installed) throw new CannotDo('conflict', `The bot is not installed in "${team.name}".`);
}

/** Everyone and everything there is: workspaces, people, channels, user groups. Changes are kept in the journal. */
export class Directory {
  readonly application: Seed['slack']['application'];
  readonly teams: readonly Team[];
  readonly #journal: Journal;

  constructor(seed: Seed, journal: Journal) {
    this.application = seed.slack.application;
    this.teams = seed.slack.teams.map((team) => buildTeam(seed, team));
    this.#journal = journal;
    for (const { kind, key, value } of journal.load()) this.#restore(kind, key, value);
  }

  /** @param ref an id or a name @throws {CannotDo} when there is no such workspace */
  team(ref: string): Team {
    const team = this.teams.find(({ id, name }) => id === ref || name === ref);
    if (team === undefined) throw new CannotDo('unknown', `There is no Slack workspace "${ref}".`);
    return team;
  }

  teamOfToken(token: string): Team | undefined {
    return this.teams.find((team) => team.token === token);
  }

  /** @throws {CannotDo} when nobody has this key in the workspace */
  person(key: string, team: Team): Person {
    const person = team.people.find((one) => one.key === key);
    if (person === undefined) throw new CannotDo('unknown', `Nobody in "${team.name}" has the key "${key}".`);
    return person;
  }

  /** @returns the accounts of one person, in all workspaces @throws {CannotDo} when there are none */
  accounts(key: string): Person[] {
    const accounts = this.teams.flatMap((team) => team.people.filter((one) => one.key === key));
    if (accounts.length === 0) throw new CannotDo('unknown', `Nobody on Slack has the key "${key}".`);
    return accounts;
  }

  personById(team: Team, id: string): Person | undefined {
    return team.people.find((one) => one.id === id);
  }

  channelById(team: Team, id: string): Channel | undefined {
    return team.channels.find((one) => one.id === id);
  }

  /**
   * The channel that a person means.
   * @param ref its id or name; the bot's name for the direct messages with it, "@emma" for those with Emma
   * @throws {CannotDo} when the person sees no such channel
   */
  channelSeenBy(person: Person, ref: string): Channel {
    const name = ref.replace(/^[#@]/, '');
    if (name === this.application.botName) return this.directWith(person);
    const { team } = person;
    const other = ref.startsWith('@') ? team.people.find((one) => one.key === name || one.name === name) : undefined;
    if (other !== undefined) return this.directBetween(person, other);
    const named = team.channels.filter((one) => one.id === ref || (one.name === name && one.kind !== 'direct'));
    const channel = named.find((one) => peopleIn(one).includes(person));
    if (channel === undefined)
      throw new CannotDo('unknown', `${person.key} sees no channel "${ref}" in "${team.name}".`);
    return channel;
  }

  /** @returns the direct messages of two people, opened when they are not yet */
  directBetween(one: Person, other: Person): Channel {
    const channel = channelBetween(one, other);
    const open = one.team.channels.find(({ id }) => id === channel.id);
    if (open !== undefined) return open;
    one.team.channels.push(channel);
    this.#journal.write('slack.direct', channel.id, { team: one.team.id, key: one.key, other: other.key });
    return channel;
  }

  /** Lets the bot into a channel or takes it out, archives a channel or brings it back. */
  changeChannel(channel: Channel, change: ChannelChange): void {
    channel.botIn = change.bot ?? channel.botIn;
    channel.archived = change.archived ?? channel.archived;
    const { botIn, archived, team } = channel;
    this.#journal.write('slack.channel', channel.id, { team: team.id, botIn, archived });
  }

  /** @returns the direct messages of a person and the bot, opened when they are not yet */
  directWith(person: Person): Channel {
    const open = person.team.channels.find((one) => one.user === person);
    if (open !== undefined) return open;
    const channel = directChannel(person);
    person.team.channels.push(channel);
    this.#journal.write('slack.direct', channel.id, { team: person.team.id, key: person.key });
    return channel;
  }

  change(key: string, change: PersonChange): Person[] {
    const accounts = this.accounts(key);
    if (change.roles !== undefined) this.#regroup(key, this.team(change.roles.space), change.roles.names);
    for (const person of accounts) {
      person.directMessagesClosed = change.directMessagesClosed ?? person.directMessagesClosed;
      person.locale = change.language ?? person.locale;
      person.zone = change.zone ?? person.zone;
      const { directMessagesClosed, locale, zone } = person;
      const kept = { team: person.team.id, key, directMessagesClosed, locale, zone };
      this.#journal.write('slack.person', person.id, kept);
    }
    return accounts;
  }

  setInstalled(team: Team, installed: boolean): void {
    team.installed = installed;
    this.#journal.write('slack.installed', team.id, installed);
  }

  #regroup(key: string, team: Team, names: readonly string[]): void {
    const unknown = names.find((name) => !team.groups.some((group) => group.name === name));
    if (unknown !== undefined) throw new CannotDo('unknown', `There is no user group "${unknown}" in "${team.name}".`);
    for (const group of team.groups) {
      group.members = group.members.filter((one) => one !== key);
      if (names.includes(group.name)) group.members.push(key);
      this.#journal.write('slack.group', group.id, { team: team.id, members: group.members });
    }
  }

  /** Leaves out what the seed no longer has: a journal outlives a change of the seed. */
  #restore(kind: string, key: string, value: unknown): void {
    const kept = objectOf(value);
    const team = this.teams.find(({ id }) => id === (isJson(value) ? kept.team : key));
    if (team === undefined) return;
    const person = team.people.find((one) => one.key === kept.key);
    if (kind === 'slack.installed') team.installed = value === true;
    const other = team.people.find((one) => one.key === kept.other);
    if (kind === 'slack.direct' && person !== undefined) {
      team.channels.push(other === undefined ? directChannel(person) : channelBetween(person, other));
    }
    const channel = team.channels.find(({ id }) => id === key);
    if (kind === 'slack.channel' && channel !== undefined) {
      const { botIn, archived } = kept as unknown as Channel;
      Object.assign(channel, { botIn, archived });
    }
    if (kind === 'slack.person' && person !== undefined) {
      const { directMessagesClosed, locale, zone } = kept as unknown as Person;
      Object.assign(person, { directMessagesClosed, locale, zone });
    }
    const group = team.groups.find(({ id }) => id === key);
    if (kind === 'slack.group' && group !== undefined) group.members = (kept as unknown as Group).members;
  }
}

function buildTeam(seed: Seed, its: SeedTeam): Team {
  const team: Team = {
    id: its.id,
    name: its.name,
    domain: slug(its.name),
    token: botTokenOf(seed, its.id),
    botUser: its.botUserId,
    botId: `B${its.botUserId.slice(1)}`,
    botName: seed.slack.application.botName,
    installed: true,
    people: [],
    channels: [],
    groups: its.groups.map((group) => ({ ...group, handle: slug(group.name), members: [...group.members] })),
  };
  const owner = its.users.find((user) => user.admin);
  team.people = its.users.map((user) => ({ ...user, team, owner: user === owner, directMessagesClosed: false }));
  team.channels = its.channels.map((channel) => seededChannel(channel, team));
  return team;
}

/** @returns a name in the letters that addresses and handles may hold */
function slug(name: string): string {
  const plain = name.toLowerCase().replaceAll('æ', 'ae').replaceAll('ø', 'oe').replaceAll('å', 'aa');
  return plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
}
