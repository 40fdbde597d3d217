import { randomUUID } from 'node:crypto';
import { CannotDo, type Journal, type PersonChange, type Seed } from '../contract.ts';
import { EVERYONE_PERMISSIONS, permissionsOf, VIEW_CHANNEL } from './permissions.ts';
import { botRole, newUser, overwritesOf, roleNamed, rolesOf } from './seeded.ts';
import type { Snowflakes } from './snowflakes.ts';

export interface User {
  id: string;
  /** The seed's key; the bot has none. */
  key?: string;
  name: string;
  locale: string;
  zone: string;
  directMessagesClosed: boolean;
}

export interface Role {
  id: string;
  name: string;
  permissions: bigint;
  mentionable: boolean;
  managed: boolean;
  position: number;
}

export interface Member {
  user: User;
  /** Ids, without that of @everyone. */
  roles: string[];
}

export const TEXT = 0;
export const DIRECT = 1;
export const ANNOUNCEMENT = 5;

export interface Overwrite {
  id: string;
  allow: bigint;
  deny: bigint;
}

export interface Channel {
  id: string;
  name: string;
  type: typeof TEXT | typeof DIRECT | typeof ANNOUNCEMENT;
  position: number;
  overwrites: Overwrite[];
  /** Of a server; direct messages have none. */
  guild?: Guild;
  /** Of direct messages: who talks with the bot. */
  recipient?: User;
  /** Of direct messages between people, of which the bot sees nothing. */
  between?: readonly [User, User];
}

export interface Guild {
  id: string;
  name: string;
  locale: string;
  ownerId: string;
  roles: Map<string, Role>;
  channels: Channel[];
  members: Map<string, Member>;
  /** The bot is in it. */
  installed: boolean;
}

type SeedGuild = Seed['discord']['guilds'][number];
/** The roles of every server are kept in one value, as they stand at last. */
type Kept = Omit<PersonChange, 'roles'> & { roles?: NonNullable<PersonChange['roles']>[] };

/** Everyone and everything there is: people, servers, channels. Messages and commands stand elsewhere. */
export class World {
  readonly application: Seed['discord']['application'];
  /** The bot's own; the seed's until it is reset. */
  token: string;
  readonly bot: User;
  readonly users = new Map<string, User>();
  readonly guilds = new Map<string, Guild>();
  readonly #channels = new Map<string, Channel>();
  readonly #byKey = new Map<string, User>();
  /** Direct messages by whom the bot talks with. */
  readonly #directs = new Map<User, Channel>();
  readonly #journal: Journal;
  readonly #ids: Snowflakes;

  constructor(seed: Seed['discord'], journal: Journal, ids: Snowflakes) {
    this.application = seed.application;
    this.token = seed.application.token;
    this.#journal = journal;
    this.#ids = ids;
    this.bot = newUser({
      id: seed.application.botUserId,
      name: seed.application.botName,
      locale: 'en-US',
      zone: 'UTC',
    });
    this.users.set(this.bot.id, this.bot);
    for (const each of seed.users) {
      const user = newUser(each);
      this.users.set(user.id, user);
      this.#byKey.set(each.key, user);
    }
    for (const guild of seed.guilds) this.#addGuild(guild);
    for (const { kind, key, value } of journal.load()) {
      if (kind === 'discord.person') this.#change(this.person(key), value as Kept);
      if (kind === 'discord.installed') this.#install(this.guild(key), value as boolean);
      if (kind === 'discord.direct') this.#addDirect(key, value as string);
      if (kind === 'discord.between') this.#addBetween(key, value as [string, string]);
      if (kind === 'discord.channel') this.#letBot(this.#channels.get(key), value === true);
    }
  }

  /** @throws {CannotDo} when the seed has no such person */
  person(key: string): User {
    const user = this.#byKey.get(key);
    if (!user) throw new CannotDo('unknown', `There is nobody with the key "${key}" on Discord.`);
    return user;
  }

  /** Nobody who has the old token gets in with it any more; the sandbox has the seed's again when it starts anew. */
  resetToken(): void {
    this.token = `${this.application.token}-${randomUUID()}`;
  }

  /** @returns the person with this key or name, but the bot */
  named(name: string): User | undefined {
    return this.#byKey.get(name) ?? [...this.#byKey.values()].find((user) => user.name === name);
  }

  /** @param named a server's id or name @throws {CannotDo} */
  guild(named: string): Guild {
    const guild = this.guilds.get(named) ?? [...this.guilds.values()].find(({ name }) => name === named);
    if (!guild) throw new CannotDo('unknown', `There is no Discord server "${named}".`);
    return guild;
  }

  channel(id: string): Channel | undefined {
    return this.#channels.get(id);
  }

  /** @returns the direct messages between the bot and a person, opened if they were not */
  direct(user: User): Channel {
    const open = this.openDirect(user);
    if (open) return open;
    const id = this.#ids.next();
    this.#journal.write('discord.direct', user.id, id);
    return this.#addDirect(user.id, id);
  }

  /** @returns the direct messages between the bot and a person, if somebody has opened them */
  openDirect(user: User): Channel | undefined {
    return this.#directs.get(user);
  }

  /** @returns the direct messages of two people, opened if they were not; they are the same from both sides */
  directBetween(one: User, other: User): Channel {
    const ids = [one.id, other.id].sort() as [string, string];
    const open = [...this.#channels.values()].find(({ between }) => between?.every(({ id }) => ids.includes(id)));
    if (open) return open;
    const id = this.#ids.next();
    this.#journal.write('discord.between', id, ids);
    return this.#addBetween(id, ids);
  }

  /** Lets the bot look into a channel of a server, or not. */
  letBot(channel: Channel, letIn: boolean): void {
    this.#letBot(channel, letIn);
    this.#journal.write('discord.channel', channel.id, letIn);
  }

  /** @returns whether the bot and a person meet in some server: without it, no direct message passes */
  meets(user: User): boolean {
    return [...this.guilds.values()].some((guild) => guild.installed && guild.members.has(user.id));
  }

  /** @returns what someone may in a channel; the bot and its partner may do all in direct messages, others nothing */
  mayIn(channel: Channel, user: User): bigint {
    if (channel.between) return channel.between.includes(user) ? EVERYONE_PERMISSIONS : 0n;
    if (!channel.guild) return user === channel.recipient || user === this.bot ? EVERYONE_PERMISSIONS : 0n;
    const member = channel.guild.members.get(user.id);
    return member ? permissionsOf(channel.guild, member, channel) : 0n;
  }

  sees(channel: Channel, user: User): boolean {
    return (this.mayIn(channel, user) & VIEW_CHANNEL) !== 0n;
  }

  changePerson(key: string, change: PersonChange): void {
    const user = this.person(key);
    const { roles, ...rest } = change;
    this.#change(user, { ...rest, ...(roles ? { roles: [roles] } : {}) });
    this.#journal.write('discord.person', key, this.#kept(user));
  }

  setInstalled(guild: Guild, installed: boolean): void {
    this.#install(guild, installed);
    this.#journal.write('discord.installed', guild.id, installed);
  }

  #change(user: User, change: Kept): void {
    const { directMessagesClosed, language, zone, roles = [] } = change;
    if (directMessagesClosed !== undefined) user.directMessagesClosed = directMessagesClosed;
    if (language !== undefined) user.locale = language;
    if (zone !== undefined) user.zone = zone;
    for (const { space, names } of roles) {
      const guild = this.guild(space);
      const member = guild.members.get(user.id);
      if (!member) throw new CannotDo('unknown', `"${user.key}" is not in "${guild.name}".`);
      member.roles = names.map((name) => roleNamed(guild, name).id);
    }
  }

  #kept(user: User): Kept {
    const roles = [...this.guilds.values()].flatMap((guild) => {
      const member = guild.members.get(user.id);
      return member ? [{ space: guild.id, names: member.roles }] : [];
    });
    const { directMessagesClosed, locale: language, zone } = user;
    return { directMessagesClosed, language, zone, roles };
  }

  #install(guild: Guild, installed: boolean): void {
    guild.installed = installed;
    if (installed) guild.members.set(this.bot.id, { user: this.bot, roles: [botRole(guild).id] });
    else guild.members.delete(this.bot.id);
  }

  #addDirect(userId: string, id: string): Channel {
    const recipient = this.users.get(userId);
    if (!recipient) throw new Error(`The journal has direct messages with ${userId}, whom the seed does not know.`);
    const channel: Channel = { id, name: '', type: DIRECT, position: 0, overwrites: [], recipient };
    this.#channels.set(id, channel);
    this.#directs.set(recipient, channel);
    return channel;
  }

  #addBetween(id: string, userIds: readonly [string, string]): Channel {
    const [one, other] = userIds.map((each) => this.users.get(each));
    if (!one || !other) throw new Error('The journal has direct messages of people whom the seed does not know.');
    const channel: Channel = { id, name: '', type: DIRECT, position: 0, overwrites: [], between: [one, other] };
    this.#channels.set(id, channel);
    return channel;
  }

  /** Leaves out what the seed no longer has: a journal outlives a change of the seed. */
  #letBot(channel: Channel | undefined, letIn: boolean): void {
    if (!channel?.guild) return;
    const { id } = botRole(channel.guild);
    const bits = letIn ? { allow: VIEW_CHANNEL, deny: 0n } : { allow: 0n, deny: VIEW_CHANNEL };
    channel.overwrites = [...channel.overwrites.filter((one) => one.id !== id), { id, ...bits }];
  }

  #addGuild(seed: SeedGuild): void {
    const guild: Guild = {
      id: seed.id,
      name: seed.name,
      locale: seed.locale,
      ownerId: this.person(seed.ownerKey).id,
      roles: rolesOf(seed, this.application),
      channels: [],
      members: new Map(),
      installed: true,
    };
    this.guilds.set(guild.id, guild);
    guild.channels = seed.channels.map((channel, position) => ({
      id: channel.id,
      name: channel.name,
      type: channel.kind === 'announcement' ? ANNOUNCEMENT : TEXT,
      position,
      overwrites: overwritesOf(guild, channel),
      guild,
    }));
    for (const channel of guild.channels) this.#channels.set(channel.id, channel);
    for (const { id, bot } of seed.channels) {
      if (bot !== undefined) this.#letBot(this.#channels.get(id), bot);
    }
    for (const { key, roles } of seed.members) {
      const user = this.person(key);
      guild.members.set(user.id, { user, roles: roles.map((name) => roleNamed(guild, name).id) });
    }
    this.#install(guild, true);
  }
}
