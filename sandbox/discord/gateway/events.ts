import { messageEventJson, withoutContent } from '../message-json.ts';
import type { Messages, StoredMessage } from '../messages.ts';
import { channelJson, guildCreateJson, type Json, userJson } from '../objects.ts';
import type { Channel, Guild, World } from '../world.ts';
import { DIRECT_MESSAGES, GUILD_MESSAGES, GUILDS, MESSAGE_CONTENT } from './intents.ts';
import type { Session } from './session.ts';

/** "Resumable for minutes": the true length is not published. */
const RESUMABLE_MS = 180_000;

/** The bot's sessions, and what happens told to each that wants to know. */
export class Events {
  readonly #world: World;
  readonly #messages: Messages;
  readonly #sessions = new Map<string, Session>();

  constructor(world: World, messages: Messages) {
    this.#world = world;
    this.#messages = messages;
  }

  /** Sessions that are connected or can still be resumed. */
  sessions(): Session[] {
    for (const [id, session] of this.#sessions) {
      if (session.droppedAt !== undefined && Date.now() - session.droppedAt > RESUMABLE_MS) this.#sessions.delete(id);
    }
    return [...this.#sessions.values()];
  }

  /** Begins a session: READY, then each server that it is for. */
  begin(session: Session, resumeUrl: string): void {
    this.#sessions.set(session.id, session);
    const guilds = [...this.#world.guilds.values()].filter((guild) => guild.installed && session.takes(guild.id, 0));
    session.dispatch('READY', readyJson(this.#world, session, guilds, resumeUrl));
    for (const guild of guilds) {
      if (session.takes(guild.id, GUILDS)) session.dispatch('GUILD_CREATE', this.#guildCreateJson(guild));
    }
  }

  forget(session: Session): void {
    this.#sessions.delete(session.id);
  }

  forgetAll(): void {
    this.#sessions.clear();
  }

  message(event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: StoredMessage): void {
    if (!this.#isForBot(message)) return;
    const guild = this.#world.channel(message.channelId)?.guild;
    const json = messageEventJson(this.#world, this.#messages, message);
    this.#dispatch(event, guild, guild ? GUILD_MESSAGES : DIRECT_MESSAGES, (intents) =>
      intents & MESSAGE_CONTENT ? json : withoutContent(this.#world, message, json),
    );
  }

  messageDeleted(message: StoredMessage): void {
    if (!this.#isForBot(message)) return;
    const guild = this.#world.channel(message.channelId)?.guild;
    const json = { id: message.id, channel_id: message.channelId, ...(guild ? { guild_id: guild.id } : {}) };
    this.#dispatch('MESSAGE_DELETE', guild, guild ? GUILD_MESSAGES : DIRECT_MESSAGES, () => json);
  }

  interaction(payload: Json, guild: Guild | undefined): void {
    this.#dispatch('INTERACTION_CREATE', guild, 0, () => payload);
  }

  guildCreate(guild: Guild): void {
    const json = this.#guildCreateJson(guild);
    this.#dispatch('GUILD_CREATE', guild, GUILDS, () => json);
  }

  /** Without `unavailable`, the event says that the bot was taken out. */
  guildDelete(guild: Guild): void {
    for (const session of this.sessions()) {
      if (session.takes(guild.id, GUILDS)) session.dispatch('GUILD_DELETE', { id: guild.id });
    }
  }

  channelUpdate(channel: Channel): void {
    const json = channelJson(channel, this.#messages.last(channel.id));
    this.#dispatch('CHANNEL_UPDATE', channel.guild, GUILDS, () => json);
  }

  /** Of what it may not look into, the bot hears nothing. */
  #isForBot({ onlyFor, channelId }: StoredMessage): boolean {
    const channel = this.#world.channel(channelId);
    return onlyFor === undefined && channel !== undefined && this.#world.sees(channel, this.#world.bot);
  }

  /** @param guild undefined: direct messages @param intent 0: needs none */
  #dispatch(event: string, guild: Guild | undefined, intent: number, data: (intents: number) => Json): void {
    if (guild && !guild.installed) return;
    for (const session of this.sessions()) {
      if (session.takes(guild?.id, intent)) session.dispatch(event, data(session.intents));
    }
  }

  #guildCreateJson(guild: Guild): Json {
    return guildCreateJson(this.#world, guild, (channel: Channel) => this.#messages.last(channel.id));
  }
}

function readyJson(world: World, session: Session, guilds: readonly Guild[], resumeUrl: string): Json {
  return {
    v: 10,
    user: { ...userJson(world.bot), verified: true, mfa_enabled: false, email: null, flags: 0 },
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    session_id: session.id,
    session_type: 'normal',
    resume_gateway_url: resumeUrl,
    shard: session.shard,
    application: { id: world.application.id, flags: 0 },
    user_settings: {},
    user_settings_proto: '',
    relationships: [],
    private_channels: [],
    presences: [],
    guild_join_requests: [],
    geo_ordered_rtc_regions: [],
    _trace: [],
  };
}
