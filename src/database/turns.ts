/**
 * Runs works of one key one after the other. Who would only wait for the same row's lock waits here instead, without
 * holding one of the few connections meanwhile. It is no lock: other processes take none of these turns, so what must
 * not happen at once is still decided in PostgreSQL.
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** @returns what the work returns, or rejects as it does; those after it get their turn either way */
  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const turn = before.then(work, work);
    this.#last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#last.get(key) === turn) this.#last.delete(key);
    }
  }
}
