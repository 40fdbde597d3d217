import {
  CannotDo,
  type ChannelChange,
  type Journal,
  type LocalPlatform,
  type LocalPlatformOptions,
  type Mounted,
  type PersonSeen,
  type SpaceSeen,
} from '../contract.ts';
import { Commands, commandJson } from './commands.ts';
import type { Core } from './core.ts';
import { Events } from './gateway/events.ts';
import { Gateway } from './gateway/gateway.ts';
import { type Identified, IdentifyLimit, type IdentifySettings } from './gateway/identify-limit.ts';
import { Interactions } from './interactions.ts';
import { Messages } from './messages.ts';
import { permissionsOf } from './permissions.ts';
import { People } from './person/people.ts';
import { commandRoutes } from './rest/commands.ts';
import { interactionRoutes } from './rest/interactions.ts';
import { messageRoutes } from './rest/messages.ts';
import { RestServer } from './rest/server.ts';
import { gatewayUrl, worldRoutes } from './rest/world.ts';
import { Snowflakes } from './snowflakes.ts';
import { ANNOUNCEMENT, type Channel, type Guild, type Member, World } from './world.ts';

export interface DiscordSettings extends IdentifySettings {
  /** False lifts the rate limits, for measuring. */
  rateLimits?: boolean;
  /** Bits of the privileged intents that the application is approved for; none when left out. */
  privilegedIntents?: number;
  /** Number of shards that a bot is told to start; 1 when left out. */
  shards?: number;
  /** Longest time that the bot may take to acknowledge an interaction, in ms; Discord's three seconds when left out. */
  patienceMs?: number;
}

/** Everything that only the local Discord can do. */
export interface LocalDiscord extends LocalPlatform, Mounted {
  readonly name: 'discord';
  /** Asks the bot's connections to come again (opcode 7), as Discord does when it restarts a server. */
  askToReconnect(): void;
  /** Forgets the bot's sessions: whoever resumes is told that the session is invalid (opcode 9). */
  forgetSessions(): void;
  /** Forgets the nonces of messages, as Discord does after some minutes. */
  forgetNonces(): void;
  /**
   * Number of sessions that the bot may still begin today. With one more its token is reset; `token` is the new one
   * then, which its owner finds in the developer portal.
   */
  readonly sessionStarts: { left(): number; leave(remaining: number): void; token(): string };
  /** Every session that was begun, or refused for being too early, oldest first. */
  identified(): readonly Identified[];
}

/**
 * A Discord of one's own, at protocol level: REST at `/api/v10/…`, the gateway at `/gateway`, both below the mount.
 * @throws {Error} when the journal does not fit the seed
 */
export function createDiscord(options: LocalPlatformOptions, settings: DiscordSettings = {}): LocalDiscord {
  const core = createCore(options, settings);
  const { world, events, interactions, limit } = core;
  const limited = settings.rateLimits ?? true;
  const routes = [...worldRoutes(), ...commandRoutes(), ...messageRoutes(limited), ...interactionRoutes()];
  const rest = new RestServer(core, options, routes, limited);
  const gateway = new Gateway({
    world,
    limit,
    events,
    privileged: core.privileged,
    url: () => gatewayUrl(core),
    changed: () => core.changed('connection'),
  });
  const people = new People(core);
  return {
    name: 'discord',
    spaces: () => [...world.guilds.values()].map((guild) => spaceSeen(core, guild)),
    say: (...args) => people.say(...args),
    command: (...args) => people.command(...args),
    suggest: (...args) => people.suggest(...args),
    press: (...args) => people.press(...args),
    choose: (...args) => people.choose(...args),
    submit: (...args) => people.submit(...args),
    closeForm: (...args) => people.closeForm(...args),
    channel: (...args) => people.channel(...args),
    directMessages: (...args) => people.directMessages(...args),
    forms: (...args) => people.forms(...args),
    setPerson: (...args) => people.setPerson(...args),
    requests: () => rest.requests(),
    connections: () => gateway.ready,
    dropConnections: () => gateway.drop(),
    askToReconnect: () => gateway.askToReconnect(),
    forgetSessions: () => events.forgetAll(),
    forgetNonces: () => core.messages.forgetNonces(),
    identified: () => limit.seen,
    sessionStarts: {
      left: () => limit.told().remaining,
      leave: (remaining) => limit.leave(remaining),
      token: () => world.token,
    },
    setChannel: (space, channel, change) => setChannel(core, world.guild(space), channel, change),
    setInstalled: (space, installed) => setInstalled(core, world.guild(space), installed),
    handle: (request, response, path) => {
      const api = /^\/api\/(v\d+)(\/.*)$/.exec(path);
      if (api) return void rest.handle(request, response, api[1] ?? '', api[2] ?? '');
      const file = core.files.get(/^\/attachments\/\d+\/(\d+)\//.exec(path)?.[1] ?? '');
      response.writeHead(file ? 200 : 404, file ? { 'content-type': file.type } : {}).end(file?.content);
    },
    upgrade: (request, socket, head, path) => {
      const [place = '', query = ''] = path.split(/\?(.*)/s);
      if (!/^\/gateway\/?$/.test(place)) return void socket.destroy();
      gateway.upgrade(request, socket, head, new URLSearchParams(query));
    },
    stop: async () => {
      interactions.close();
      gateway.close();
    },
  };
}

function createCore(options: LocalPlatformOptions, settings: DiscordSettings): Core {
  const ids = new Snowflakes();
  const { clock, origin } = options;
  // Read once: a long journal takes its time.
  const kept = options.journal.load();
  const journal: Journal = { load: () => kept, write: (...entry) => options.journal.write(...entry) };
  const world = new World(options.seed.discord, journal, ids);
  const messages = new Messages(journal);
  const changed: Core['changed'] = (kind, { channel, as } = {}) =>
    options.changed({
      platform: 'discord',
      kind,
      ...(channel?.guild ? { space: channel.guild.id } : {}),
      ...(channel ? { channel: channel.id } : {}),
      ...(as === undefined ? {} : { as }),
    });
  return {
    ...{ ids, world, messages, clock, origin, changed },
    events: new Events(world, messages),
    interactions: new Interactions(ids, settings.patienceMs),
    commands: new Commands(journal, ids, () => changed('commands')),
    files: new Map(),
    privileged: settings.privilegedIntents ?? 0,
    shards: settings.shards ?? 1,
    limit: new IdentifyLimit(settings),
  };
}

function setChannel(core: Core, guild: Guild, named: string, { bot, archived }: ChannelChange): void {
  const channel = guild.channels.find(({ id, name }) => id === named || name === named);
  if (!channel) throw new CannotDo('unknown', `There is no channel "${named}" in "${guild.name}".`);
  if (archived !== undefined) throw new CannotDo('wrong', 'Channels of Discord cannot be archived.');
  if (bot === undefined) return;
  core.world.letBot(channel, bot);
  core.events.channelUpdate(channel);
  core.changed('channel', { channel });
}

/** A bot that is taken out of a server loses the commands that it has there alone. */
function setInstalled(core: Core, guild: Guild, installed: boolean): void {
  if (guild.installed === installed) return;
  core.world.setInstalled(guild, installed);
  if (installed) core.events.guildCreate(guild);
  else {
    core.commands.replace(guild.id, []);
    core.events.guildDelete(guild);
  }
  core.changed(installed ? 'installed' : 'removed');
}

function spaceSeen(core: Core, guild: Guild): SpaceSeen {
  const { world } = core;
  const members = [...guild.members.values()].filter(({ user }) => user.key !== undefined);
  return {
    platform: 'discord',
    id: guild.id,
    name: guild.name,
    channels: guild.channels.map((channel) => channelSeen(world, channel, members)),
    people: members.map((member) => personSeen(guild, member)),
    roles: [...guild.roles.values()].map(({ id, name }) => ({ id, name })),
    bot: { id: world.bot.id, name: world.bot.name, installed: guild.installed },
    commands: guild.installed
      ? core.commands.shownIn(guild.id).map((command) => commandJson(world.application.id, command, true))
      : [],
  };
}

function channelSeen(world: World, channel: Channel, members: readonly Member[]): SpaceSeen['channels'][number] {
  const closed = channel.overwrites.some(({ id, deny }) => id === channel.guild?.id && deny !== 0n);
  const kind = closed ? 'private' : channel.type === ANNOUNCEMENT ? 'announcement' : 'text';
  const seenBy = members.flatMap(({ user }) => (world.sees(channel, user) ? [user.key ?? ''] : []));
  return { id: channel.id, name: channel.name, kind, archived: false, bot: world.sees(channel, world.bot), seenBy };
}

function personSeen(guild: Guild, member: Member): PersonSeen {
  const { key = '', id, name, locale, zone } = member.user;
  return { key, id, name, language: locale, zone, permissions: `${permissionsOf(guild, member)}` };
}
