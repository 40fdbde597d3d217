import { setTimeout as delay } from 'node:timers/promises';

/**
 * The one place where the time is read. It is passed to whoever needs it, and to SQL as a parameter.
 */
export interface Clock {
  /** The time of day that people live by, in ms since the epoch (UTC). The sandbox and tests may set it. */
  now(): number;
  /**
   * The machine's own time of day in ms since the epoch, for what stands in rows and is compared by other processes and
   * later starts. The bot never sets it, but whoever keeps the machine's clock right does: it may jump.
   */
  machine(): number;
  /** Time in ms that runs evenly, whatever is done to the machine's clock: for waits within this process. */
  monotonic(): number;
  /** Resolves after so many ms of {@link monotonic}, or later. Rejects when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The parts of a clock that nobody sets from inside. */
const MACHINE: Omit<Clock, 'now'> = {
  machine: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
};

/** The clock of a bot that serves real people. */
export const systemClock: Clock = { ...MACHINE, now: () => Date.now() };

/** A clock that runs on from wherever it was last set. */
export class SettableClock implements Clock {
  readonly machine = MACHINE.machine;
  readonly monotonic = MACHINE.monotonic;
  readonly sleep = MACHINE.sleep;
  #offset = 0;

  now(): number {
    return Date.now() + this.#offset;
  }

  /** @param instant the new time of day, in ms since the epoch; time runs on from there */
  set(instant: number): void {
    this.#offset = instant - Date.now();
  }
}

/**
 * Starts to measure. The longer of two times counts: a machine that sleeps stops {@link Clock.monotonic}, and one whose
 * clock is set back loses time of {@link Clock.machine}.
 * @returns how many ms have passed at most
 */
export function stopwatch(clock: Pick<Clock, 'machine' | 'monotonic'>): () => number {
  const [machine, monotonic] = [clock.machine(), clock.monotonic()];
  return () => Math.max(clock.machine() - machine, clock.monotonic() - monotonic);
}
