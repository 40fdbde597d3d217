/**
 * The one place where the time is read. It is passed to whoever needs it, and to SQL as a parameter.
 */
export interface Clock {
  /** The time of day that people live by, in ms since the epoch (UTC). The sandbox and tests may set it. */
  now(): number;
  /** The machine's own time in ms, for leases and deadlines. Never set from outside. */
  machine(): number;
}

/** The clock of a bot that serves real people. */
export const systemClock: Clock = { now: () => Date.now(), machine: () => Date.now() };

/** A clock that runs on from wherever it was last set. */
export class SettableClock implements Clock {
  #offset = 0;

  now(): number {
    return Date.now() + this.#offset;
  }

  machine(): number {
    return Date.now();
  }

  /** @param instant the new time of day, in ms since the epoch; time runs on from there */
  set(instant: number): void {
    this.#offset = instant - Date.now();
  }
}
