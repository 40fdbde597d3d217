import { randomUUID } from 'node:crypto';
import type { Team } from './directory.ts';
import { postSigned, type Receiver } from './http-mode.ts';
import type { Json } from './json.ts';
import type { Payload, Receipt } from './payload.ts';
import { SocketMode } from './socket-mode.ts';
import type { World } from './world.ts';

/** https://docs.slack.dev/reference/events: each page names the scope */
const EVENT_SCOPES: Record<string, string> = {
  app_mention: 'app_mentions:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  user_change: 'users:read',
};

/** The way from Slack to the app: over its sockets, or to its HTTP receiver where it has one. */
export class Delivery {
  readonly sockets: SocketMode;
  readonly #world: World;
  readonly #retries = new Set<NodeJS.Timeout>();
  #events = 0;

  constructor(world: World) {
    this.#world = world;
    this.sockets = new SocketMode(world);
  }

  /** Resolves with the acknowledgement, or without one after three seconds. */
  async send(payload: Payload): Promise<Receipt> {
    const url = this.#world.settings.requestUrl();
    if (url === undefined) return this.sockets.send(payload);
    const answer = await postSigned(this.#receiver(url), payload);
    return answer.ok ? { payload: answer.payload, afterMs: answer.afterMs } : undefined;
  }

  /** Sends an event to the app, if it subscribes to it, and again until it is acknowledged. */
  event(team: Team, name: string, event: Json): void {
    if (!this.#world.settings.events.includes(name) || !this.#isAllowed(team, name)) return;
    this.#events += 1;
    const payload = { id: randomUUID(), type: 'events_api' as const, payload: this.#eventBody(team, event) };
    const url = this.#world.settings.requestUrl();
    if (url === undefined) void this.sockets.send(payload);
    else void this.#post(payload, url, 0);
  }

  /** An event comes to a bot whose token has the scope for it. */
  #isAllowed(team: Team, name: string): boolean {
    const needed = EVENT_SCOPES[name];
    return needed === undefined || (this.#world.settings.scopes(team.id)?.includes(needed) ?? true);
  }

  stop(): void {
    for (const timer of this.#retries) clearTimeout(timer);
    this.sockets.stop();
  }

  async #post(payload: Payload, url: string, attempt: number, reason?: string): Promise<void> {
    const { settings } = this.#world;
    const retry: Record<string, string> =
      reason === undefined ? {} : { 'x-slack-retry-num': String(attempt), 'x-slack-retry-reason': reason };
    const answer = await postSigned(this.#receiver(url), payload, retry);
    const wait = settings.retryAfterMs[attempt];
    if (answer.ok || answer.noRetry || wait === undefined) return;
    const timer = setTimeout(() => {
      this.#retries.delete(timer);
      void this.#post(payload, url, attempt + 1, answer.reason);
    }, wait);
    this.#retries.add(timer);
  }

  #receiver(url: string): Receiver {
    const { directory, settings } = this.#world;
    return { url, signingSecret: directory.application.signingSecret, patienceMs: settings.patienceMs };
  }

  /** https://docs.slack.dev/apis/events-api/#callback-field */
  #eventBody(team: Team, event: Json): Json {
    const seconds = Math.floor(this.#world.now() / 1000);
    const bot = { enterprise_id: null, team_id: team.id, user_id: team.botUser, is_bot: true };
    return {
      token: 'not-a-secret',
      team_id: team.id,
      context_team_id: team.id,
      context_enterprise_id: null,
      api_app_id: this.#world.directory.application.id,
      event: { ...event, event_ts: this.#world.messages.nextTs() },
      type: 'event_callback',
      event_id: `Ev${seconds.toString(36).toUpperCase()}${String(this.#events).padStart(5, '0')}`,
      event_time: seconds,
      authorizations: [{ ...bot, is_enterprise_install: false }],
      is_ext_shared_channel: false,
    };
  }
}
