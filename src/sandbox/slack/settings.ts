/** A request in so many ms, for at most so many messages. */
export interface HistoryLimit {
  everyMs: number;
  most: number;
}

/** "1 request per minute" and "15 objects": https://docs.slack.dev/reference/methods/conversations.history */
export const DISTRIBUTED: HistoryLimit = { everyMs: 60_000, most: 15 };

/** How the local Slack differs from what it does by itself. */
export interface SlackSettings {
  /** False lifts the rate limits, for benchmarks. */
  limits?: boolean;
  /**
   * Where the bot's HTTP receiver listens, e.g. "http://127.0.0.1:3000/slack/events". As long as it gives an address,
   * payloads are POSTed there with a signature instead of sent over Socket Mode.
   */
  requestUrl?: () => string | undefined;
  /**
   * How conversations.history and conversations.replies are limited, also where `limits` is false; as of an internal app
   * when left out. {@link DISTRIBUTED} is that of an app distributed outside the Marketplace.
   */
  history?: HistoryLimit;
  /** What the bot's token may do; everything when left out. */
  scopes?: readonly string[];
  /** What the app's manifest says in `should_escape` of its commands; true when left out. */
  escapesCommands?: boolean;
  /** The bot events that the app subscribes to, by the names of a manifest. */
  events?: readonly string[];
  /** How long a socket lives before Slack asks for a new connection, in ms. */
  socketLifetimeMs?: number;
  /** How long before the end of a socket's life its warning comes, in ms. */
  socketWarningMs?: number;
  /** Waits before an event that was not acknowledged is sent again, in ms; commands and presses use the first alone. */
  retryAfterMs?: readonly number[];
}

export type Settings = Required<Omit<SlackSettings, 'scopes' | 'history'>> & {
  scopes: readonly string[] | undefined;
  history: HistoryLimit | undefined;
};

const EVENTS = ['app_uninstalled', 'tokens_revoked', 'user_change', 'message.channels', 'message.im'];

/**
 * Retries: nearly at once, after one minute, after five (https://docs.slack.dev/apis/events-api/#retries). People's
 * logs of Socket Mode show the first one four seconds after the first attempt: the deadline and a second more.
 */
export function withDefaults(settings: SlackSettings): Settings {
  return {
    limits: settings.limits ?? true,
    requestUrl: settings.requestUrl ?? (() => undefined),
    history: settings.history,
    scopes: settings.scopes,
    escapesCommands: settings.escapesCommands ?? true,
    events: settings.events ?? EVENTS,
    socketLifetimeMs: settings.socketLifetimeMs ?? 3_600_000,
    socketWarningMs: settings.socketWarningMs ?? 10_000,
    retryAfterMs: settings.retryAfterMs ?? [4_000, 60_000, 300_000],
  };
}
