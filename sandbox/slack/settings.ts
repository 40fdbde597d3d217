import type { SlackManifest } from '../contract.ts';
import { DEADLINE_MS } from './payload.ts';

/** A request in so many ms, for at most so many messages. */
export interface HistoryLimit {
  everyMs: number;
  most: number;
}

/** "1 request per minute" and "15 objects": https://docs.slack.dev/reference/methods/conversations.history */
export const DISTRIBUTED: HistoryLimit = { everyMs: 60_000, most: 15 };

/** Differences of the local Slack from what it does by itself. */
export interface SlackSettings {
  /** False lifts the rate limits, for benchmarks. */
  limits?: boolean;
  /**
   * Address at which the bot's HTTP receiver listens, e.g. "http://127.0.0.1:3000/slack/events". As long as it gives an
   * address, payloads are POSTed there with a signature instead of sent over Socket Mode.
   */
  requestUrl?: () => string | undefined;
  /**
   * Limit on conversations.history and conversations.replies, also where `limits` is false. When left out: as for an
   * app that is distributed outside the Marketplace ({@link DISTRIBUTED}) where there are several workspaces and
   * limits, for such an app has to be distributed; else as for an internal app, by the tier alone.
   */
  history?: HistoryLimit | 'internal';
  /**
   * Scopes of the bot's token in a workspace, by the workspace's id or in all: what the manifest asks for when left
   * out. An app that was installed before its manifest asked for more has less.
   */
  scopes?: readonly string[] | ((team: string) => readonly string[]);
  /**
   * True when commands come with the ids of channels and people; what the manifest says when left out, and true without
   * one.
   */
  escapesCommands?: boolean;
  /** The bot events that the app subscribes to; those of the manifest when left out. */
  events?: readonly string[];
  /** Time that a socket lives before Slack asks for a new connection, in ms. */
  socketLifetimeMs?: number;
  /** Time before the end of a socket's life its warning comes, in ms. */
  socketWarningMs?: number;
  /**
   * Longest time that the bot may take to acknowledge, and a trigger opens a form, in ms; Slack's three seconds when
   * left out.
   */
  patienceMs?: number;
  /** Waits before an event that was not acknowledged is sent again, in ms; commands and presses use the first alone. */
  retryAfterMs?: readonly number[];
}

export type Settings = Required<Omit<SlackSettings, 'scopes' | 'history' | 'escapesCommands'>> & {
  history: HistoryLimit | undefined;
  /** @returns undefined: everything */
  scopes: (team: string) => readonly string[] | undefined;
  /** @param command "/poll" */
  escapes: (command: string) => boolean;
  /** Undefined: whatever is typed is a command of the app. */
  commands: readonly string[] | undefined;
  /** Tells whether people get direct messages from the app, and whether they can write to it. */
  messagesTab: { enabled: boolean; readOnly: boolean };
};

const EVENTS = ['app_uninstalled', 'tokens_revoked', 'user_change', 'message.channels', 'message.im'];

/**
 * Retries: nearly at once, after one minute, after five (https://docs.slack.dev/apis/events-api/#retries). People's
 * logs of Socket Mode show the first one four seconds after the first attempt: the deadline and a second more.
 */
/** @param application as the seed has it @param workspaces in how many it is installed */
export function withDefaults(
  settings: SlackSettings,
  { manifest }: { manifest?: SlackManifest },
  workspaces: number,
): Settings {
  const distributed = workspaces > 1 && settings.limits !== false;
  const { history = distributed ? DISTRIBUTED : 'internal' } = settings;
  const { scopes = manifest?.oauth_config.scopes.bot } = settings;
  const { app_home: home, slash_commands: commands } = manifest?.features ?? {};
  const escapes = (typed: string) => commands?.find(({ command }) => command === typed)?.should_escape ?? true;
  return {
    limits: settings.limits ?? true,
    requestUrl: settings.requestUrl ?? (() => undefined),
    history: history === 'internal' ? undefined : history,
    scopes: typeof scopes === 'function' ? scopes : () => scopes,
    escapes: (command) => settings.escapesCommands ?? escapes(command),
    commands: commands?.map(({ command }) => command),
    messagesTab: {
      enabled: home?.messages_tab_enabled ?? true,
      readOnly: home?.messages_tab_read_only_enabled ?? false,
    },
    events: settings.events ?? manifest?.settings.event_subscriptions.bot_events ?? EVENTS,
    socketLifetimeMs: settings.socketLifetimeMs ?? 3_600_000,
    socketWarningMs: settings.socketWarningMs ?? 10_000,
    patienceMs: settings.patienceMs ?? DEADLINE_MS,
    retryAfterMs: settings.retryAfterMs ?? [4_000, 60_000, 300_000],
  };
}
