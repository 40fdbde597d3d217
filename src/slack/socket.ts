import { setTimeout as delay } from 'node:timers/promises';
import { type App, type Receiver, SocketModeReceiver, type SocketModeReceiverOptions } from '@slack/bolt';
import { type Connection, keepTrying, type Problem, type RetryPauses } from '../chat/connection.ts';

const HELLO_TIMEOUT_MS = 10_000;
const DISCONNECT_TIMEOUT_MS = 2_000;

export interface SocketOptions {
  receiver: SocketModeReceiverOptions;
  connection: Connection;
  pauses?: RetryPauses;
  /** @returns what it means that a connection failed */
  explain: (error: unknown) => Problem;
}

/**
 * Socket Mode with a connection of Bolt's own for each stretch of it. The client's own reconnecting (3.1.0) is off: it
 * leaves 5 s or more between two connections, and what it throws in between ends the process, for nobody awaits it.
 * Here the next connection is opened as soon as Slack announces the end of the last.
 */
export class ReconnectingSocket implements Receiver {
  readonly #options: SocketOptions;
  readonly #open = new Set<SocketModeReceiver>();
  readonly #stopped = new AbortController();
  #current: SocketModeReceiver | undefined;
  #reconnecting = false;
  #app: App | undefined;

  constructor(options: SocketOptions) {
    this.#options = options;
  }

  init(app: App): void {
    this.#app = app;
  }

  get connected(): boolean {
    return this.#current !== undefined;
  }

  /** Connects, and tries again until Slack says hello. Never rejects. @returns what came of the first try */
  start(): Promise<Problem | null> {
    const { connection, pauses, explain } = this.#options;
    return keepTrying(() => this.#connect(), { connection, signal: this.#stopped.signal, pauses, explain });
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
      if (receiver === this.#current)
        this.#options.connection.down({ sentence: 'Slack: connecting again.', passing: true });
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
    const { receiver: options } = this.#options;
    const { installerOptions } = options;
    const receiver = new SocketModeReceiver({
      ...options,
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
    void this.start();
  }
}

/** The client waits half a minute for its goodbye to be answered; asked once more, it cuts the connection. */
async function close({ client }: SocketModeReceiver): Promise<void> {
  const closed = client.disconnect().then(() => true);
  if (await Promise.race([closed, delay(DISCONNECT_TIMEOUT_MS, false, { ref: false })])) return;
  await client.disconnect();
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
