import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type Shard, ShardingManager, SimpleIdentifyThrottler } from 'discord.js';
import type { Logger } from 'pino';
import { Connection, ConnectionError, keepTrying } from '../chat/connection.ts';
import { ConfigurationError } from '../chat/platform.ts';
import { type GatewayInfo, reach } from './reach.ts';
import type { ToManager, ToShard } from './shard.ts';

/** A process that ends is started again after so long, in ms: each start costs one of Discord's 1,000 a day. */
const PAUSES_MS = [1_000, 2_000, 5_000, 15_000, 60_000];
/** Time (ms) after which a process has not failed at its start: it is started again quickly. */
const STEADY_MS = 120_000;
/** Longest time that the processes may take to end what is under way (ms); they give up earlier themselves. */
export const SHARDS_STOP_WITHIN_MS = 8_300;

export interface ShardsOptions {
  token: string;
  /** Address of the API, without its version; Discord's own when left out. */
  apiUrl?: string;
  /** Number of shards; null: as many as Discord recommends. */
  count: number | null;
  /** The module that each process runs. It tells 'started' when it is. */
  module: string;
  /** Variables of the processes that this one does not have. */
  environment: (count: number) => Promise<Record<string, string>>;
  log: Logger;
}

/**
 * The processes over which the shards of Discord are split, started by discord.js's own ShardingManager. All ask here
 * before they identify, so that they keep to Discord's limit together.
 */
export class Shards {
  readonly #options: ShardsOptions;
  readonly #stopping = new AbortController();
  #manager: ShardingManager | undefined;

  constructor(options: ShardsOptions) {
    this.#options = options;
  }

  /**
   * Starts one after the other; those that end, also before they have started, are started again. Where the first one
   * does not start, something is wrong for all.
   * @returns how many there are, and how many of them have started
   * @throws {ConfigurationError} when Discord refuses the token, or the first process does not start
   */
  async start(): Promise<{ count: number; started: number }> {
    const { module, token, log } = this.#options;
    const { shards: recommended, session_start_limit: limit } = await this.#ask();
    const count = this.#options.count ?? recommended ?? 1;
    const environment = await this.#options.environment(count);
    const turns = new SimpleIdentifyThrottler(limit?.max_concurrency || 1);
    const manager = new ShardingManager(module, { totalShards: count, token, respawn: false });
    this.#manager = manager;
    let running = 0;
    for (let id = 0; id < count && !this.#stopping.signal.aborted; id += 1) {
      const shard = manager.createShard(id);
      Object.assign(shard.env as object, environment);
      shard.on('message', (message: ToManager) => message === 'may I identify?' && void admit(shard, turns));
      const started = await start(shard);
      if (!started && id === 0) throw new ConfigurationError(`Shard 0 of ${count} did not start; see above.`);
      if (started) running += 1;
      void keep(shard, { started, stopping: this.#stopping.signal, log });
    }
    return { count, started: running };
  }

  /**
   * Asks Discord how many shards to start. Where the number of shards is given, an answer is not waited for: what else
   * there is starts without Discord.
   */
  async #ask(): Promise<GatewayInfo> {
    const connection = new Connection({ platform: 'discord', name: 'shards', log: this.#options.log });
    const answer = Promise.withResolvers<GatewayInfo>();
    const problem = await keepTrying(async () => answer.resolve(await reach(this.#options)), {
      connection,
      signal: this.#stopping.signal,
      explain: (error) => (error instanceof ConnectionError ? error.problem : { sentence: String(error) }),
    });
    if (problem?.refused) throw new ConfigurationError(problem.sentence);
    if (problem && this.#options.count !== null) return {};
    this.#stopping.signal.addEventListener('abort', () => answer.resolve({}), { once: true });
    return answer.promise;
  }

  /** Lets all end what is under way; none is started again. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#manager?.shards.map(end) ?? []);
  }
}

/** @returns whether it has started; what one that does not has to say stands in the terminal already */
async function start(shard: Shard): Promise<boolean> {
  const started = Promise.withResolvers<boolean>();
  const hear = (message: ToManager) => message === 'started' && started.resolve(true);
  const fail = () => started.resolve(false);
  shard.on('message', hear).once('death', fail);
  await shard.spawn(-1);
  const has = await started.promise;
  shard.off('message', hear).off('death', fail);
  return has;
}

/** Starts a shard's process again each time that it ends, until all stop. @param started false: it has ended already */
async function keep(
  shard: Shard,
  { started, stopping, log }: { started: boolean; stopping: AbortSignal; log: Logger },
): Promise<void> {
  let failures = 0;
  for (let runs = started; ; runs = true) {
    const since = performance.now();
    const death = runs ? (await once(shard, 'death'))[0] : undefined;
    if (stopping.aborted) return;
    failures = performance.now() - since > STEADY_MS ? 0 : failures;
    const inMs = PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)];
    failures += 1;
    const { exitCode, signalCode } = death ?? {};
    log.error({ shard: shard.id, exitCode, signalCode, inMs }, 'discord: a shard’s process ended, starting it again');
    await delay(inMs);
    if (stopping.aborted) return;
    await shard.spawn(-1);
  }
}

/** https://docs.discord.com/developers/events/gateway#sharding-max-concurrency */
async function admit(shard: Shard, turns: SimpleIdentifyThrottler): Promise<void> {
  const child = shard.process;
  const answer: ToShard = 'identify';
  await turns.waitForIdentify(shard.id, new AbortController().signal);
  if (child?.connected) child.send(answer);
}

async function end(shard: Shard): Promise<void> {
  const child = shard.process;
  if (!child) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  if (await Promise.race([ended, delay(SHARDS_STOP_WITHIN_MS, undefined, { ref: false })])) return;
  child.kill('SIGKILL');
  await ended;
}
