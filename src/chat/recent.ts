/** Time (ms) within which Discord takes answers to a call, and Slack repeats one. */
const REMEMBERED_MS = 15 * 60 * 1000;
/** A bound on memory, far above what a busy process is called in that time. */
const REMEMBERED_MAX = 20_000;

/** Memory of what this process has heard of lately, and something about each; the oldest are forgotten. */
export class Recent<Value> {
  readonly #known = new Map<string, { value: Value; until: number }>();
  readonly #rememberedMs: number;

  /** @param rememberedMs for how long; as long as platforms repeat a call when left out */
  constructor(rememberedMs: number = REMEMBERED_MS) {
    this.#rememberedMs = rememberedMs;
  }

  /** @returns what was remembered of `key`; undefined the first time, when `value` is remembered */
  remember(key: string, value: () => Value): Value | undefined {
    const now = performance.now();
    for (const [oldest, { until }] of this.#known) {
      if (until > now && this.#known.size < REMEMBERED_MAX) break;
      this.#known.delete(oldest);
    }
    const known = this.#known.get(key);
    if (known) return known.value;
    this.#known.set(key, { value: value(), until: now + this.#rememberedMs });
    return undefined;
  }
}
