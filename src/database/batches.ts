import { setTimeout as delay } from 'node:timers/promises';
import { outageOf } from './failures.ts';

/** Result of one of several works that were done together. */
export type Outcome<Result> = { value: Result } | { error: unknown };

/** The most that are done together: a transaction of more keeps the first waiting for too long. */
const MOST = 200;

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

export interface BatchOptions<Item> {
  /** @returns whether an item may be done together with those before it; when left out, any may */
  fits?(item: Item, before: readonly Item[]): boolean;
  /**
   * Longest wait for a batch that is under way, ms: what waits is then begun beside it, since a connection that nobody
   * answers on is given up late. When left out, it waits as long as that takes.
   */
  patienceMs?: number;
}

/**
 * Does together what comes for the same thing at the same moment: the first at once, and whatever comes meanwhile as one
 * batch, in its order. So many that wait for the same row cost one transaction, and hold one of the few connections. It
 * is no lock: other processes have batches of their own, so what must not happen at once is decided in PostgreSQL.
 */
export class Batches<Item, Result> {
  readonly #work: (items: readonly Item[]) => Promise<readonly Outcome<Result>[]>;
  readonly #fits: NonNullable<BatchOptions<Item>['fits']>;
  readonly #patienceMs: number | undefined;
  readonly #queues = new WeakMap<object, Map<string, Waiting<Item, Result>[]>>();

  /**
   * @param work does all or nothing, and tells of each what became of it. When it rejects, each is done alone, so that
   * what fails for one fails for that one
   */
  constructor(
    work: (items: readonly Item[]) => Promise<readonly Outcome<Result>[]>,
    { fits = () => true, patienceMs }: BatchOptions<Item> = {},
  ) {
    this.#work = work;
    this.#fits = fits;
    this.#patienceMs = patienceMs;
  }

  /**
   * @param owner has batches of its own: the database that is worked on
   * @param key what the work is about
   * @returns what the work says of the item, or rejects with it
   */
  join(owner: object, key: string, item: Item): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const queues = this.#queues.get(owner) ?? new Map<string, Waiting<Item, Result>[]>();
    this.#queues.set(owner, queues);
    const queue = queues.get(key);
    if (queue) queue.push({ item, resolve, reject });
    else {
      const begun = [{ item, resolve, reject }];
      queues.set(key, begun);
      void this.#workOff(begun, () => queues.delete(key));
    }
    return promise;
  }

  /** Never rejects. @param done called when nobody waits, before anybody else can come */
  async #workOff(queue: Waiting<Item, Result>[], done: () => void): Promise<void> {
    while (queue.length > 0) await this.#waitFor(this.#settle(queue.splice(0, this.#sizeOf(queue))));
    done();
  }

  async #waitFor(batch: Promise<void>): Promise<void> {
    if (this.#patienceMs === undefined) return batch;
    const settled = new AbortController();
    const tooLong = delay(this.#patienceMs, undefined, { ref: false, signal: settled.signal }).catch(() => undefined);
    await Promise.race([batch, tooLong]);
    settled.abort();
  }

  #sizeOf(queue: readonly Waiting<Item, Result>[]): number {
    const items = queue.slice(0, MOST).map(({ item }) => item);
    const end = items.findIndex((item, index) => index > 0 && !this.#fits(item, items.slice(0, index)));
    return end === -1 ? items.length : end;
  }

  async #settle(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const outcomes = await this.#work(batch.map(({ item }) => item));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const outcome = outcomes[index] ?? { error: new Error('A batch does not say what became of each.') };
        if ('error' in outcome) reject(outcome.error);
        else resolve(outcome.value);
      }
    } catch (error) {
      // Where nothing can be done, trying each would only keep those who come later waiting.
      if (batch.length === 1 || outageOf(error)) for (const { reject } of batch) reject(error);
      else for (const one of batch) await this.#settle([one]);
    }
  }
}
