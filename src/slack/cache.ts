/** Keeps answers for a short while, so many at most; the oldest make room. Failures are not kept. */
export class Cache<Value> {
  readonly #kept = new Map<string, { value: Promise<Value>; until: number }>();
  readonly #ttlMs: number;
  readonly #max: number;

  constructor(ttlMs: number, max: number) {
    this.#ttlMs = ttlMs;
    this.#max = max;
  }

  /** @returns what is kept, or what `load` gives; those who ask at the same moment share one load */
  get(key: string, load: () => Promise<Value>): Promise<Value> {
    const kept = this.#kept.get(key);
    if (kept && kept.until > performance.now()) return kept.value;
    const value = load();
    this.#kept.delete(key);
    this.#kept.set(key, { value, until: performance.now() + this.#ttlMs });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#max && oldest !== undefined) this.#kept.delete(oldest);
    value.catch(() => {
      if (this.#kept.get(key)?.value === value) this.#kept.delete(key);
    });
    return value;
  }
}
