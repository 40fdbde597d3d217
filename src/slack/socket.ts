import { setTimeout as delay } from 'node:timers/promises';
import { type App, type Receiver, SocketModeReceiver, type SocketModeReceiverOptions, webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { codeOf } from './failures.ts';

const HELLO_TIMEOUT_MS = 10_000;
const DISCONNECT_TIMEOUT_MS = 2_000;
const BACKOFF_FIRST_MS = 500;
const BACKOFF_MAX_MS = 30_000;

/**
 * Socket Mode with a connection of Bolt's own for each stretch of it. The client's own reconnecting (3.1.0) is off: it
 * leaves 5 s or more between two connections, and what it throws in between ends the process, for nobody awaits it.
 * Here the next connection is opened as soon as Slack announces the end of the last.
 */
export class ReconnectingSocket implements Receiver {
  readonly #options: SocketModeReceiverOptions;
  readonly #log: Logger;
  readonly #open = new Set<SocketModeReceiver>();
  readonly #stopped = new AbortController();
  #current: SocketModeReceiver | undefined;
  #reconnecting = false;
  #app: App | undefined;

  constructor(options: SocketModeReceiverOptions, log: Logger) {
    this.#options = options;
    this.#log = log;
  }

  init(app: App): void {
    this.#app = app;
  }

  get connected(): boolean {
    return this.#current !== undefined;
  }

  /** Resolves when Slack has said hello. @throws what apps.connections.open or the connection fails with */
  async start(): Promise<void> {
    await this.#connect();
  }

  /** Takes no more events: Slack gives them to another connection, or to the next start. */
  quiet(): void {
    this.#stopped.abort();
    for (const receiver of this.#open) receiver.client.removeAllListeners('slack_event');
  }

  async stop(): Promise<void> {
    this.quiet();
    await Promise.all([...this.#open].map(close));
  }

  async #connect(): Promise<void> {
    const receiver = this.#receiver();
    const { client } = receiver;
    let lost = false;
    client.on('disconnected', () => {
      lost = true;
      this.#open.delete(receiver);
      this.#replace(receiver);
    });
    client.on('ws_message', (message: unknown) => {
      if (isGoodbye(message)) this.#replace(receiver);
    });
    this.#open.add(receiver);
    try {
      await Promise.race([receiver.start(), helloTimeout()]);
      if (lost || this.#stopped.signal.aborted) throw closed();
    } catch (error) {
      await this.#abandon(receiver);
      throw error ?? closed();
    }
    this.#current = receiver;
    this.#reconnecting = false;
  }

  #receiver(): SocketModeReceiver {
    const { installerOptions } = this.#options;
    const receiver = new SocketModeReceiver({
      ...this.#options,
      autoReconnectEnabled: false,
      // The client writes into its options.
      installerOptions: { ...installerOptions, clientOptions: { ...installerOptions?.clientOptions } },
    });
    if (this.#app) receiver.init(this.#app);
    return receiver;
  }

  async #abandon(receiver: SocketModeReceiver): Promise<void> {
    this.#open.delete(receiver);
    receiver.client.removeAllListeners('slack_event');
    await close(receiver);
  }

  #replace(receiver: SocketModeReceiver): void {
    if (receiver !== this.#current || this.#reconnecting || this.#stopped.signal.aborted) return;
    this.#current = undefined;
    this.#reconnecting = true;
    this.#reconnect().catch((error: unknown) => {
      if (!this.#stopped.signal.aborted) this.#log.error({ code: codeOf(error) }, 'Slack: gave up reconnecting');
    });
  }

  async #reconnect(): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.#connect();
        this.#log.info({ attempt }, 'Slack: connected again');
        return;
      } catch (error) {
        if (this.#stopped.signal.aborted) return;
        this.#log.warn({ code: codeOf(error), attempt }, 'Slack: cannot connect, trying again');
        await delay(pauseAfter(error, attempt), undefined, { signal: this.#stopped.signal });
      }
    }
  }
}

/** The client waits half a minute for its goodbye to be answered; asked once more, it cuts the connection. */
async function close({ client }: SocketModeReceiver): Promise<void> {
  const closed = client.disconnect().then(() => true);
  if (await Promise.race([closed, delay(DISCONNECT_TIMEOUT_MS, false, { ref: false })])) return;
  await client.disconnect();
}

/** Doubles up to half a minute, and differs between processes so that they do not come all at once. */
function pauseAfter(error: unknown, attempt: number): number {
  const backoff = Math.min(BACKOFF_FIRST_MS * 2 ** attempt, BACKOFF_MAX_MS) * (0.75 + Math.random() / 2);
  return error instanceof webApi.WebAPIRateLimitedError ? Math.max(error.retryAfter * 1000, backoff) : backoff;
}

/** Slack says some seconds ahead that it will close a connection. https://docs.slack.dev/apis/events-api/using-socket-mode */
function isGoodbye(message: unknown): boolean {
  if (typeof message !== 'string' || !message.includes('"disconnect"')) return false;
  try {
    return (JSON.parse(message) as { type?: unknown }).type === 'disconnect';
  } catch {
    return false;
  }
}

async function helloTimeout(): Promise<never> {
  await delay(HELLO_TIMEOUT_MS, undefined, { ref: false });
  throw Object.assign(new Error('Slack did not say hello.'), { code: 'NO_HELLO' });
}

/** The client tells by `undefined` that a connection closed. */
function closed(): Error {
  return Object.assign(new Error('The connection was closed.'), { code: 'CONNECTION_CLOSED' });
}
