import type { Logger } from 'pino';

/** Time (ms) after which what happened since is said, as a number. */
const EVERY_MS = 60_000;

/**
 * Says what may happen hundreds of times a minute: the first at once, what follows as one line a minute with how often.
 * Nothing is kept but the numbers.
 */
export class CountedLog {
  readonly #log: Logger;
  readonly #level: 'info' | 'warn' | 'error';
  readonly #message: string;
  readonly #everyMs: number;
  readonly #counts = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(log: Logger, level: 'info' | 'warn' | 'error', message: string, everyMs = EVERY_MS) {
    this.#log = log;
    this.#level = level;
    this.#message = message;
    this.#everyMs = everyMs;
  }

  /** @param reason one of a few words of ours @param about is written with the first one only */
  add(reason: string, about: object = {}): void {
    if (this.#timer) {
      this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
      return;
    }
    this.#log[this.#level]({ reason, ...about }, this.#message);
    this.#timer = setTimeout(() => this.#sum(), this.#everyMs).unref();
  }

  #sum(): void {
    this.#timer = undefined;
    if (this.#counts.size === 0) return;
    const counts = Object.fromEntries(this.#counts);
    this.#counts.clear();
    this.#log[this.#level]({ counts, inMs: this.#everyMs }, `${this.#message} (more of the same)`);
    this.#timer = setTimeout(() => this.#sum(), this.#everyMs).unref();
  }
}
