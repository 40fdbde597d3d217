import type { DeliveryOptions } from './deliver.ts';
import { type Attempt, finishAttempts } from './finish.ts';

/** Between two writings: what a transaction costs does not grow with what it writes. */
const GATHER_MS = 10;
const PAUSE_MS = 500;
/** Longer than a lease there is no use: then another worker looks for the messages. */
const PATIENCE_MS = 60_000;

/**
 * Writes what came of attempts: the first at once, and then all that has gathered since the last, in one transaction.
 */
export class Finisher {
  readonly #options: DeliveryOptions;
  readonly #moreToCome: () => boolean;
  readonly #waiting: { attempt: Attempt; done: () => void }[] = [];
  #writing = false;
  #stopped = false;

  /** @param moreToCome whether it is worth waiting a moment for others */
  constructor(options: DeliveryOptions, moreToCome: () => boolean) {
    this.#options = options;
    this.#moreToCome = moreToCome;
  }

  /** Resolves when it is written, or will not be. */
  finish(attempt: Attempt): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ attempt, done: resolve });
    if (!this.#writing) void this.#write();
    return promise;
  }

  /** From here on nothing is waited for. */
  stop(): void {
    this.#stopped = true;
  }

  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const together = this.#waiting.splice(0);
      await this.#persist(together.map(({ attempt }) => attempt));
      for (const { done } of together) done();
      if (!this.#stopped && this.#moreToCome()) await this.#options.clock.sleep(GATHER_MS);
    }
    this.#writing = false;
  }

  /** While the database is away the outcome is kept here, so that nobody has to look for the messages afterwards. */
  async #persist(attempts: readonly Attempt[]): Promise<void> {
    const { db, clock, settled, log } = this.#options;
    const since = clock.monotonic();
    for (;;) {
      try {
        const times = { now: clock.now(), machine: clock.machine() };
        return await finishAttempts(db, attempts, times, settled);
      } catch (error) {
        const givesUp = this.#stopped || clock.monotonic() - since > PATIENCE_MS;
        log.error({ err: error, deliveries: attempts.length, givesUp }, 'outcome of deliveries not written');
        if (givesUp) return;
        await clock.sleep(PAUSE_MS);
      }
    }
  }
}
