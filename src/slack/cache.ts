/** Time (ms) after its own for which an answer still serves when there is no newer one. */
const STALE_MS = 5 * 60_000;

/**
 * Keeps answers for a short while, so many at most; the oldest make room. Failures are not kept: the last answer serves
 * on for some minutes then.
 */
export class Cache<Value> {
  readonly #kept = new Map<string, Kept<Value>>();
  readonly #ttlMs: number;
  readonly #max: number;

  constructor(ttlMs: number, max: number) {
    this.#ttlMs = ttlMs;
    this.#max = max;
  }

  /** @returns what is kept, or what `load` gives; those who ask at the same moment share one load */
  get(key: string, load: () => Promise<Value>): Promise<Value> {
    const kept = this.#kept.get(key);
    const now = performance.now();
    if (kept && kept.until > now) return kept.value;
    const last = kept && kept.staleUntil > now ? kept : undefined;
    const fresh = { until: now + this.#ttlMs, staleUntil: now + this.#ttlMs + STALE_MS };
    const entry: Kept<Value> = {
      ...fresh,
      value: load().catch((error: unknown) => this.#serveOn(key, entry, last, error)),
    };
    this.#kept.delete(key);
    this.#kept.set(key, entry);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#max && oldest !== undefined) this.#kept.delete(oldest);
    return entry.value;
  }

  /** The next who asks tries again. */
  #serveOn(key: string, entry: Kept<Value>, last: Kept<Value> | undefined, error: unknown): Promise<Value> {
    if (!last) {
      if (this.#kept.get(key) === entry) this.#kept.delete(key);
      throw error;
    }
    entry.until = 0;
    entry.staleUntil = last.staleUntil;
    return last.value;
  }
}

interface Kept<Value> {
  value: Promise<Value>;
  until: number;
  staleUntil: number;
}
