const WINDOW_MS = 5_000;

/** A try to begin a session. */
export interface Identified {
  /** By the machine's clock. */
  at: number;
  shard: readonly [id: number, count: number];
  refused: boolean;
}

/**
 * How often sessions may be begun: in five seconds one of all shards that have the same remainder by the number that
 * the bot is told. https://docs.discord.com/developers/events/gateway#sharding-max-concurrency
 */
export class IdentifyLimit {
  readonly seen: Identified[] = [];
  readonly #maxConcurrency: number | undefined;

  /** @param maxConcurrency undefined: nothing is refused */
  constructor(maxConcurrency: number | undefined) {
    this.#maxConcurrency = maxConcurrency;
  }

  /** @returns whether this one may begin now */
  admits(shard: readonly [id: number, count: number]): boolean {
    const at = Date.now();
    const bucket = (id: number) => id % (this.#maxConcurrency ?? 1);
    const last = this.seen.findLast((one) => !one.refused && bucket(one.shard[0]) === bucket(shard[0]));
    const refused = this.#maxConcurrency !== undefined && last !== undefined && at - last.at < WINDOW_MS;
    this.seen.push({ at, shard, refused });
    return !refused;
  }
}
