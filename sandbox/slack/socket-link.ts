import type { WebSocket } from 'ws';
import type { Json } from './json.ts';

const PING_EVERY_MS = 10_000;

export interface LinkOptions {
  lifetimeMs: number;
  /** Time before the end of its life the warning comes. */
  warningMs: number;
  received: (text: string) => void;
  closed: () => void;
}

/** One socket of an app: it is pinged, warned, and asked to connect anew in the end. */
export class SocketLink {
  readonly #socket: WebSocket;
  readonly #timers: NodeJS.Timeout[];
  #answered = true;
  #leaving = false;

  constructor(socket: WebSocket, options: LinkOptions) {
    this.#socket = socket;
    const { lifetimeMs, warningMs } = options;
    this.#timers = [
      setInterval(() => this.#ping(), PING_EVERY_MS),
      setTimeout(() => this.send(disconnect('warning')), Math.max(0, lifetimeMs - warningMs)),
      setTimeout(() => this.goodbye('refresh_requested'), lifetimeMs),
    ];
    socket.on('message', (data) => options.received(String(data)));
    socket.on('pong', () => {
      this.#answered = true;
    });
    // What broke the socket is told by its closing; an error without a listener would end the process.
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      for (const timer of this.#timers) clearTimeout(timer);
      options.closed();
    });
  }

  /** True when envelopes can be sent over it. */
  get open(): boolean {
    return !this.#leaving && this.#socket.readyState === this.#socket.OPEN;
  }

  send(message: Json): void {
    this.#socket.send(JSON.stringify(message));
  }

  /** Asks the app to connect anew; nothing is sent over this socket any more. */
  goodbye(reason: string): void {
    this.#leaving = true;
    this.send(disconnect(reason));
    this.#socket.close();
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #ping(): void {
    if (!this.#answered) this.#socket.terminate();
    this.#answered = false;
    this.#socket.ping('Ping from applink-sandbox');
  }
}

function disconnect(reason: string): Json {
  return { type: 'disconnect', reason, debug_info: { host: 'applink-sandbox' } };
}
