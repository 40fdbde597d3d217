import { type Client, Events, Status } from 'discord.js';
import {
  type Connection,
  ConnectionError,
  keepTrying,
  type Problem,
  pause,
  type RetryPauses,
} from '../chat/connection.ts';
import { type ConnectOptions, connect, createClient } from './connect.ts';
import { forgetContents } from './forget.ts';
import { IdentifyBudget } from './identify.ts';
import { closedProblem, fewSessions, reach } from './reach.ts';

export interface GatewayOptions extends ConnectOptions {
  connection: Connection;
  pauses?: RetryPauses;
  /** Called for each new client, before it connects. */
  listen: (client: Client) => void;
  /** Work that is to be done before the first connection, for that is scarce. Never rejects, and does not take long. */
  beforeIdentify: () => Promise<void>;
}

/**
 * Discord's gateway through a client of discord.js, for as long as that lasts: one that could not connect, or was
 * closed for good, is replaced by another.
 */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #budget = new IdentifyBudget();
  readonly #stopping = new AbortController();
  #client: Client | undefined;
  #admitted = false;

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  /** The client that is connected, or was last. */
  get client(): Client | undefined {
    return this.#client;
  }

  get hears(): boolean {
    const client = this.#client;
    return client?.isReady() === true && client.ws.shards.every(({ status }) => status === Status.Ready);
  }

  /** Connects, and tries again until that succeeds. Never rejects. @returns what came of the first try */
  start(): Promise<Problem | null> {
    return keepTrying(() => this.#open(), {
      connection: this.#options.connection,
      signal: this.#stopping.signal,
      pauses: this.#options.pauses,
      explain: (error) =>
        error instanceof ConnectionError ? error.problem : { sentence: 'Discord: a mistake of ours.' },
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#client?.destroy();
  }

  async #open(): Promise<void> {
    const { session_start_limit: limit } = await reach(this.#options);
    const waitMs = this.#budget.waitMs(limit);
    if (waitMs > 0) throw new ConnectionError({ sentence: fewSessions(limit?.remaining ?? 0, waitMs), waitMs });
    await this.#options.beforeIdentify();
    const client = createClient({ ...this.#options, waitForIdentify: (signal) => this.#waitForIdentify(signal) });
    const stopForgetting = forgetContents(client);
    this.#options.listen(client);
    this.#client = client;
    try {
      this.#admitted = true;
      await connect(client, this.#options, this.#stopping.signal);
    } catch (error) {
      stopForgetting();
      throw error;
    }
    this.#watch(client, stopForgetting);
  }

  #watch(client: Client, stopForgetting: () => void): void {
    const { connection } = this.#options;
    const lost = (code: number) => {
      if (client !== this.#client || this.#stopping.signal.aborted) return;
      connection.down(closedProblem(code, this.#options));
      stopForgetting();
      void client.destroy().finally(() => void this.start());
    };
    client.on(Events.ShardDisconnect, ({ code }) => lost(code));
    client.on(Events.ShardReconnecting, () =>
      connection.down({ sentence: 'Discord: connecting again.', passing: true }),
    );
    client.on(Events.ShardResume, () => connection.up());
    client.on(Events.ShardReady, () => connection.up());
    this.#stopping.signal.addEventListener('abort', stopForgetting, { once: true });
  }

  /** discord.js also identifies by itself, when a session is lost: that counts like any other. */
  async #waitForIdentify(signal: AbortSignal): Promise<void> {
    const first = this.#admitted;
    this.#admitted = false;
    if (!first) await this.#awaitBudget(signal);
    await this.#options.shard?.waitForIdentify(signal);
    this.#budget.spend();
  }

  async #awaitBudget(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !this.#stopping.signal.aborted) {
      const limit = await reach(this.#options).then(
        ({ session_start_limit }) => session_start_limit,
        () => undefined,
      );
      const waitMs = this.#budget.waitMs(limit);
      if (waitMs === 0) return;
      this.#options.connection.down({ sentence: fewSessions(limit?.remaining ?? 0, waitMs) });
      await pause(waitMs, AbortSignal.any([signal, this.#stopping.signal]));
    }
    signal.throwIfAborted();
  }
}
