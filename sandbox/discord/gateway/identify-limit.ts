const WINDOW_MS = 5_000;
const DAY_MS = 86_400_000;
/** Of a bot in fewer than 150,000 servers. */
const STARTS_A_DAY = 1_000;

/** A try to begin a session. */
export interface Identified {
  /** By the machine's clock. */
  at: number;
  shard: readonly [id: number, count: number];
  refused: boolean;
}

export interface IdentifySettings {
  /**
   * Number of a bot's sessions that may be begun in five seconds: more are refused. Left out: 1 is said, none refused.
   */
  maxConcurrency?: number | undefined;
  /** Number of sessions that a bot may begin in a day; 1,000 when left out. */
  startsADay?: number | undefined;
}

/** https://docs.discord.com/developers/events/gateway#session-start-limit-object */
export interface SessionStartLimit {
  total: number;
  remaining: number;
  reset_after: number;
  max_concurrency: number;
}

/**
 * Limits how often sessions may be begun: in five seconds one of all shards that have the same remainder by the number
 * that the bot is told, and so many a day, over all shards. It counts by the machine's clock, and anew when the sandbox
 * starts. https://docs.discord.com/developers/events/gateway#sharding-max-concurrency
 */
export class IdentifyLimit {
  readonly seen: Identified[] = [];
  readonly #maxConcurrency: number | undefined;
  readonly #total: number;
  #left: number;
  #dayEnds: number | undefined;

  constructor({ maxConcurrency, startsADay = STARTS_A_DAY }: IdentifySettings) {
    this.#maxConcurrency = maxConcurrency;
    this.#total = startsADay;
    this.#left = startsADay;
  }

  /** Returns the limit as the bot is told. A day begins with the first session in it. */
  told(): SessionStartLimit {
    this.#turnDay();
    return {
      total: this.#total,
      remaining: this.#left,
      reset_after: this.#dayEnds === undefined ? DAY_MS : this.#dayEnds - Date.now(),
      max_concurrency: this.#maxConcurrency ?? 1,
    };
  }

  /** @param remaining how many sessions may still be begun today */
  leave(remaining: number): void {
    this.#turnDay();
    this.#dayEnds ??= Date.now() + DAY_MS;
    this.#left = remaining;
  }

  /** Begins the day anew, as for a new token. */
  reset(): void {
    this.#left = this.#total;
    this.#dayEnds = undefined;
  }

  /** @returns whether this one may begin now: 'later' when it is too soon, 'never' when the day's are used up */
  admits(shard: readonly [id: number, count: number]): 'now' | 'later' | 'never' {
    const at = Date.now();
    this.#turnDay();
    const spent = this.#left === 0;
    const bucket = (id: number) => id % (this.#maxConcurrency ?? 1);
    const last = this.seen.findLast((one) => !one.refused && bucket(one.shard[0]) === bucket(shard[0]));
    const early = this.#maxConcurrency !== undefined && last !== undefined && at - last.at < WINDOW_MS;
    this.seen.push({ at, shard, refused: early || spent });
    if (spent) return 'never';
    this.leave(this.#left - 1);
    return early ? 'later' : 'now';
  }

  #turnDay(): void {
    if (this.#dayEnds !== undefined && Date.now() >= this.#dayEnds) this.reset();
  }
}
