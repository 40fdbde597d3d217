import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import { isJson, parsed } from './json.ts';
import type { Payload, Receipt } from './payload.ts';
import { SocketLink } from './socket-link.ts';
import type { World } from './world.ts';

/** "Up to 10 open WebSocket connections": https://docs.slack.dev/apis/events-api/using-socket-mode/#connections */
const LINKS_MAX = 10;
const TICKET_LIFETIME_MS = 30_000;
/** Lifetime that `debug_reconnects=true` asks for. */
const SHORT_LIFETIME_MS = 360_000;
/**
 * Longest time in which an interaction is delivered: later it is of no use to the app; events are kept for their
 * retries.
 */
const INTERACTION_LIFETIME_MS = 30_000;

/** An envelope that was not acknowledged yet. */
interface Waiting {
  payload: Payload;
  startedAt: number;
  /** Number of times that it was sent again because no acknowledgement came. */
  attempt: number;
  link?: SocketLink | undefined;
  timer?: NodeJS.Timeout | undefined;
  settle: (receipt: Receipt) => void;
}

/** The sockets of an app, and the envelopes on their way: https://docs.slack.dev/apis/events-api/using-socket-mode/ */
export class SocketMode {
  readonly #world: World;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Map<string, number>();
  readonly #waiting = new Map<string, Waiting>();
  #links: SocketLink[] = [];
  #turn = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** @returns what opens one socket, once, within half a minute */
  ticket(): string {
    const ticket = randomUUID();
    this.#tickets.set(ticket, Date.now());
    return ticket;
  }

  get open(): number {
    return this.#ready().length;
  }

  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, query: URLSearchParams): Promise<void> {
    // A socket that breaks while it waits must not end the process.
    socket.on('error', () => socket.destroy());
    const struck = this.#world.options.fault('slack', 'socket');
    const fault = struck?.does;
    if (fault?.kind === 'delay') await wait(fault.ms);
    if (struck?.does.kind === 'hold') await this.#world.options.released(struck);
    const valid = this.#redeem(query.get('ticket') ?? '');
    if (fault?.kind === 'drop') socket.destroy();
    else if (fault?.kind === 'refuse' || !valid) {
      socket.end(`HTTP/1.1 ${fault?.kind === 'refuse' ? (fault.status ?? 503) : 403} Refused\r\n\r\n`);
    } else {
      this.#server.handleUpgrade(request, socket, head, (webSocket) => {
        const link = this.#link(webSocket, query.get('debug_reconnects') === 'true');
        this.#welcome(link);
        if (fault?.kind === 'lose') link.terminate();
      });
    }
  }

  /** Resolves with the acknowledgement, or without one after three seconds; at once when the app is not connected. */
  send(payload: Payload): Promise<Receipt> {
    const event = payload.type === 'events_api';
    if (!event && this.#ready().length === 0) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const deadline = setTimeout(() => resolve(undefined), this.#world.settings.patienceMs);
      const settle = (receipt: Receipt) => {
        clearTimeout(deadline);
        resolve(receipt);
      };
      const waiting: Waiting = { payload, startedAt: performance.now(), attempt: 0, settle };
      this.#waiting.set(payload.id, waiting);
      this.#dispatch(waiting);
    });
  }

  get unacknowledged(): number {
    return this.#waiting.size;
  }

  /** Cuts every socket without a goodbye. */
  drop(): void {
    for (const link of this.#links) link.terminate();
  }

  stop(): void {
    for (const { timer, settle } of this.#waiting.values()) {
      clearTimeout(timer);
      settle(undefined);
    }
    this.#waiting.clear();
    this.drop();
    this.#server.close();
  }

  #redeem(ticket: string): boolean {
    const issuedAt = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    return issuedAt !== undefined && Date.now() - issuedAt <= TICKET_LIFETIME_MS;
  }

  #link(webSocket: WebSocket, shortLived: boolean): SocketLink {
    const { socketLifetimeMs, socketWarningMs } = this.#world.settings;
    const link = new SocketLink(webSocket, {
      lifetimeMs: shortLived ? SHORT_LIFETIME_MS : socketLifetimeMs,
      warningMs: socketWarningMs,
      received: (text) => this.#acknowledge(text),
      closed: () => this.#lost(link),
    });
    return link;
  }

  #ready(): SocketLink[] {
    return this.#links.filter((link) => link.open);
  }

  #welcome(link: SocketLink): void {
    if (this.#links.length >= LINKS_MAX) {
      link.goodbye('too_many_websockets');
      return;
    }
    this.#links.push(link);
    link.send({
      type: 'hello',
      num_connections: this.#links.length,
      debug_info: {
        host: 'applink-sandbox',
        build_number: 1,
        approximate_connection_time: Math.round(this.#world.settings.socketLifetimeMs / 1000),
      },
      connection_info: { app_id: this.#world.directory.application.id },
    });
    this.#world.options.changed({ platform: 'slack', kind: 'connected' });
    for (const waiting of this.#waiting.values()) if (waiting.link === undefined) this.#dispatch(waiting);
  }

  /** Sends an envelope over one of the sockets, in turn; without any it waits for the next that opens. */
  #dispatch(waiting: Waiting): void {
    const { payload } = waiting;
    const event = payload.type === 'events_api';
    const late = performance.now() - waiting.startedAt > INTERACTION_LIFETIME_MS;
    if (event ? waiting.attempt > this.#world.settings.retryAfterMs.length : late) {
      this.#forget(payload.id);
      return;
    }
    const links = this.#ready();
    this.#turn += 1;
    const link = links[this.#turn % Math.max(1, links.length)];
    waiting.link = link;
    if (link === undefined) return;
    const retry = { retry_attempt: waiting.attempt, retry_reason: waiting.attempt === 0 ? '' : 'timeout' };
    link.send({
      envelope_id: payload.id,
      type: payload.type,
      payload: payload.payload,
      accepts_response_payload: !event,
      ...(event ? retry : {}),
    });
    this.#planRetry(waiting);
  }

  #planRetry(waiting: Waiting): void {
    clearTimeout(waiting.timer);
    const waits = this.#world.settings.retryAfterMs;
    const ms = waiting.payload.type === 'events_api' || waiting.attempt === 0 ? waits[waiting.attempt] : undefined;
    if (ms === undefined) return;
    waiting.timer = setTimeout(() => {
      waiting.attempt += 1;
      this.#dispatch(waiting);
    }, ms);
  }

  #acknowledge(text: string): void {
    const message = parsed(text);
    if (!isJson(message)) return;
    const waiting = this.#waiting.get(String(message.envelope_id));
    if (waiting === undefined) return;
    waiting.settle({ payload: message.payload, afterMs: performance.now() - waiting.startedAt });
    this.#forget(waiting.payload.id);
  }

  /** Sends again what went out on a socket that is gone: on another, at once or when one opens. */
  #lost(link: SocketLink): void {
    this.#links = this.#links.filter((one) => one !== link);
    this.#world.options.changed({ platform: 'slack', kind: 'disconnected' });
    for (const waiting of this.#waiting.values()) {
      if (waiting.link !== link) continue;
      waiting.attempt += 1;
      this.#dispatch(waiting);
    }
  }

  #forget(id: string): void {
    clearTimeout(this.#waiting.get(id)?.timer);
    this.#waiting.delete(id);
  }
}
