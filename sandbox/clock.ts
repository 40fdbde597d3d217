import type { Journal, SandboxClock } from './contract.ts';

/** Time of day in ms since the epoch that runs on from wherever it was last set. */
class FreeClock implements SandboxClock {
  #offset = 0;

  now(): number {
    return Date.now() + this.#offset;
  }

  set(instant: number): void {
    this.#offset = instant - Date.now();
  }
}

/**
 * The sandbox's time of day. How far it lies from the machine's is kept in the journal, so that a sandbox that was
 * killed comes back at the same time of day, as if it had run on meanwhile.
 */
export class JournalledClock implements SandboxClock {
  readonly #clock: SandboxClock;
  readonly #journal: Journal;
  readonly #listeners = new Set<(now: number) => void>();

  /** @param clock is set along with this one: the bot's own, when both run in one process */
  constructor(journal: Journal, clock: SandboxClock = new FreeClock()) {
    this.#clock = clock;
    this.#journal = journal;
    const kept = journal.load().find((entry) => entry.kind === 'offset');
    if (kept) this.#clock.set(Date.now() + Number(kept.value));
  }

  /** @returns ms since the epoch */
  now(): number {
    return this.#clock.now();
  }

  /** @param instant ms since the epoch; time runs on from there */
  set(instant: number): void {
    this.#journal.write('offset', 'ms', instant - Date.now());
    this.#clock.set(instant);
    for (const listener of this.#listeners) listener(instant);
  }

  /** @param listener is told the new time each time it is set @returns ends it */
  onSet(listener: (now: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
