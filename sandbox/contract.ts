import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Everything that a local platform lets a person do and see. `control/` offers it over HTTP; `discord/` and `slack/`
 * implement it. Nothing here is known to the bot: it stands on the other side of the wire.
 */

/**
 * The place where a person is: a space and, in it, a channel by name or id; "@yusuf" for direct messages with Yusuf.
 * Names are those of the seed.
 */
export interface Place {
  space: string;
  channel: string;
}

/** Outcome of something a person did. */
export interface Outcome {
  /** The platform's id of the interaction or payload. */
  id: string;
  result: /** A new message answers it (perhaps only for this person). */
    | 'message'
    /** The message that was pressed has changed. */
    | 'updated'
    /** A form has opened for the person. */
    | 'form'
    /** The bot acknowledged and showed nothing (yet). */
    | 'acknowledged'
    /** The form was answered with errors beside its fields and stays open. */
    | 'invalid'
    /** No acknowledgement within the platform's three seconds: the person reads that it failed. */
    | 'failed';
  /** From the event leaving the platform to the bot's acknowledgement, in ms. */
  acknowledgedAfterMs?: number;
  message?: SeenMessage;
  form?: SeenForm;
  /** By field name (Slack: block id). */
  errors?: Record<string, string>;
}

/** A message as one person sees it. */
export interface SeenMessage {
  id: string;
  space: string;
  channel: string;
  /** Name of the author as this platform shows it. */
  author: string;
  fromBot: boolean;
  /** Only this person sees it. */
  onlyYou: boolean;
  /**
   * All words as this person reads them, top to bottom, lines parted by \n: mark-up drawn, entities decoded, mentions
   * as @name and #channel, times in this person's zone and language.
   */
  text: string;
  buttons: { id: string; label: string; style: string; disabled: boolean; url?: string }[];
  menus: { id: string; placeholder: string; options: { value: string; label: string }[]; selected: string[] }[];
  /**
   * Keys of the people whom this message notified when it was posted (mentions that ping, roles and @everyone spread
   * out).
   */
  pinged: string[];
  /** ms since the epoch, by the sandbox's clock. */
  postedAt: number;
  editedAt?: number;
  /** The platform's own JSON of the message. */
  raw: unknown;
}

/** A form (modal) that is open before a person. */
export interface SeenForm {
  id: string;
  title: string;
  submit: string;
  fields: {
    /**
     * Name of the field in `submit`: Discord's custom_id, Slack's block_id (or block_id/action_id when a block id is
     * not enough).
     */
    name: string;
    label: string;
    hint?: string;
    type: 'line' | 'paragraph' | 'choice' | 'date' | 'time' | 'other';
    required: boolean;
    value: string;
    options?: { value: string; label: string }[];
  }[];
  /** Shown beside fields after a refused submit. */
  errors: Record<string, string>;
  raw: unknown;
}

export interface SpaceSeen {
  platform: string;
  id: string;
  name: string;
  /** `seenBy`: keys of the people who can look into it. `bot`: whether the bot can. */
  channels: { id: string; name: string; kind: string; archived: boolean; bot: boolean; seenBy: string[] }[];
  people: PersonSeen[];
  /** Roles (Discord) or user groups (Slack), by the name that a mention shows. */
  roles: { id: string; name: string }[];
  /** The bot's account here; `installed` is false where it was taken out. */
  bot: { id: string; name: string; installed: boolean };
  /** The commands that the bot has registered, as the command picker shows them (Discord), else empty. */
  commands: unknown[];
}

/** A person as a client knows its own user. */
export interface PersonSeen {
  key: string;
  id: string;
  name: string;
  /** As the platform writes it: "da", "da-DK". */
  language: string;
  /** Of the IANA database. */
  zone: string;
  /** Rights of the person in this space (Discord): bits as decimal text, as in a member of an interaction. */
  permissions?: string;
}

/** Thrown when a person does what they cannot do; `message` is one clear sentence. Any other error is a bug. */
export class CannotDo extends Error {
  /**
   * 'unknown': this person sees no such thing (message, button, form, command). 'wrong': a value that the platform does
   * not let a person give. 'conflict': not as things stand (the button is disabled, the bot is not installed).
   */
  readonly why: 'unknown' | 'wrong' | 'conflict';

  constructor(why: CannotDo['why'], message: string) {
    super(message);
    this.why = why;
  }
}

/** One person acting. `as` is a key of the seed ("maja"). @throws {CannotDo} from everything a person does */
export interface LocalPlatform {
  readonly name: 'discord' | 'slack';
  spaces(): SpaceSeen[];
  /** Posts a plain message as the person. */
  say(as: string, place: Place, text: string): Promise<SeenMessage>;
  /**
   * Uses a slash command. Discord: `options` by name (values as text; the registered type decides what is sent). Slack:
   * `text` is what stands after the command. `command` is "poll create" (Discord, base names) or "/poll" (Slack).
   */
  command(
    as: string,
    place: Place,
    command: { name: string; options?: Record<string, string>; text?: string },
  ): Promise<Outcome>;
  /** Proposals while an option is typed (Discord); [] where the platform has none. */
  suggest(
    as: string,
    place: Place,
    command: { name: string; options: Record<string, string>; focused: string },
  ): Promise<{ name: string; value: string }[]>;
  /** Presses a button, by its id or its label, on a message that the person sees. */
  press(as: string, message: string, button: string): Promise<Outcome>;
  /** Chooses in a menu, by the menu's id or placeholder. */
  choose(as: string, message: string, menu: string, values: string[]): Promise<Outcome>;
  /** Sends an open form. Fields left out keep what they hold. */
  submit(as: string, form: string, values: Record<string, string>): Promise<Outcome>;
  closeForm(as: string, form: string): void;
  /** Everything a person sees in a channel, oldest first: messages of all, and those only for them. */
  channel(as: string, place: Place): SeenMessage[];
  directMessages(as: string): SeenMessage[];
  forms(as: string): SeenForm[];
  /** Changes what a person is or allows. */
  setPerson(as: string, change: PersonChange): void;
  /** Every request that the bot made, newest last, at most the last 1,000: for tests that look at the wire. */
  requests(): RequestSeen[];
  /** Number of the bot's connections (gateway, socket) that are open and ready. */
  connections(): number;
  /** Cuts every open connection of the bot without a goodbye. */
  dropConnections(): void;
  /**
   * Lets the bot into a channel or takes it out of it; archives a channel (Slack) or brings it back.
   * @param channel its id or name
   */
  setChannel(space: string, channel: string, change: ChannelChange): void;
  /** The community that stands in a space: a bot is taken out of it, or put back. */
  setInstalled(space: string, installed: boolean): void;
  stop(): Promise<void>;
}

export interface PersonChange {
  /** Direct messages from the bot are refused. */
  directMessagesClosed?: boolean;
  language?: string;
  zone?: string;
  /** Names of roles (Discord) or user groups (Slack) that the person has from now on, in the named space. */
  roles?: { space: string; names: string[] };
}

export interface ChannelChange {
  /** True when the bot is in it. On Discord: whether its role may see it. */
  bot?: boolean | undefined;
  archived?: boolean | undefined;
}

export interface RequestSeen {
  at: number;
  method: string;
  /** Discord: "/channels/1/messages"; Slack: "chat.postMessage". */
  path: string;
  body: unknown;
  status: number;
  fault?: string;
}

/** Something that goes wrong on purpose, in order of arrival, until it has happened `times` times. */
export interface Fault {
  id?: string;
  platform: 'discord' | 'slack';
  /** A regular expression on "METHOD /path" (Discord) or on the method's name (Slack). */
  on: string;
  /** Number of times that it strikes; without it, until it is removed. */
  times?: number;
  /** Lets this many matching requests through first. */
  after?: number;
  does: /** Answers with an error and does nothing. Discord: status + code; Slack: error. `retryAfterMs` with 429. */
    | { kind: 'refuse'; status?: number; code?: number; error?: string; retryAfterMs?: number }
    /** Does the work after so long, then answers. */
    | { kind: 'delay'; ms: number }
    /**
     * Does the work; then the answer is lost: the connection breaks, or, with `status` (Slack: `error`), something
     * between answers with an error instead.
     */
    | { kind: 'lose'; status?: number; error?: string }
    /** Breaks the connection before doing the work. */
    | { kind: 'drop' }
    /** Holds the request until the fault is removed, then does the work. */
    | { kind: 'hold' };
}

/** Time of day in the sandbox; the bot's clock follows it when both run in one process. */
export interface SandboxClock {
  now(): number;
  set(instant: number): void;
}

/** Keeps what happened so that a sandbox that was killed comes back as it was. */
export interface Journal {
  /** @returns everything kept so far: the newest value of each key, in order of first appearance */
  load(): { kind: string; key: string; value: unknown }[];
  /** Written before the request that caused it is answered. `undefined` removes the key. */
  write(kind: string, key: string, value: unknown): void;
}

/** The manifest of a Slack app, as far as the local Slack goes by it: https://docs.slack.dev/reference/app-manifest */
export interface SlackManifest {
  features: {
    app_home: { messages_tab_enabled: boolean; messages_tab_read_only_enabled: boolean };
    slash_commands: { command: string; should_escape: boolean }[];
  };
  oauth_config: { scopes: { bot: string[] } };
  settings: { event_subscriptions: { bot_events: string[] } };
}

/** Contents of a new world, from which both platforms are built. */
export interface Seed {
  discord: {
    application: { id: string; botUserId: string; botName: string; token: string };
    users: { key: string; id: string; name: string; locale: string; zone: string }[];
    guilds: {
      id: string;
      name: string;
      locale: string;
      ownerKey: string;
      roles: { id: string; name: string; permissions: string[]; mentionable: boolean }[];
      channels: {
        id: string;
        name: string;
        kind: 'text' | 'announcement' | 'private';
        /** True when the bot is let in; into all but private ones when left out. */
        bot?: boolean;
        /** Names of roles that are let into a private channel. */
        roles?: string[];
      }[];
      members: { key: string; roles: string[] }[];
    }[];
  };
  slack: {
    application: {
      id: string;
      botName: string;
      botToken: string;
      appToken: string;
      signingSecret: string;
      /**
       * The manifest that was pasted when the app was made; without it the app may do everything, and every command is
       * its own.
       */
      manifest?: SlackManifest;
    };
    teams: {
      id: string;
      name: string;
      botUserId: string;
      users: { key: string; id: string; name: string; locale: string; zone: string; admin: boolean }[];
      groups: { id: string; name: string; members: string[] }[];
      channels: {
        id: string;
        name: string;
        kind: 'public' | 'private';
        /** The bot is a member; it is not when left out. */
        bot?: boolean;
        /** Nobody can write there any more. */
        archived?: boolean;
        /** Keys of those who are in a private channel; everybody when left out. */
        members?: string[];
      }[];
    }[];
  };
}

/** Options of a local platform. */
export interface LocalPlatformOptions {
  seed: Seed;
  clock: SandboxClock;
  journal: Journal;
  /** Address that the platform's own answers point to, e.g. "http://127.0.0.1:4010". */
  origin: () => string;
  /** Told of what is a mistake of the sandbox itself; who asked is told no more than that there was one. */
  report: (error: unknown) => void;
  /** Looks up, and uses up, a fault for a request. */
  fault: (platform: 'discord' | 'slack', request: string) => Fault | undefined;
  /** Resolves when a held fault has been removed. */
  released: (fault: Fault) => Promise<void>;
  /** Called after every visible change, for pushing to clients. */
  changed: (event: {
    platform: 'discord' | 'slack';
    kind: string;
    space?: string;
    channel?: string;
    as?: string;
  }) => void;
}

/** Place of a platform's servers on the sandbox's one HTTP server, below "/discord" or "/slack". */
export interface Mounted {
  /** @param path the request's path and query below the mount, e.g. "/api/v10/channels/1/messages" */
  handle(request: IncomingMessage, response: ServerResponse, path: string): void;
  /** A WebSocket: the gateway, Socket Mode. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, path: string): void;
}
