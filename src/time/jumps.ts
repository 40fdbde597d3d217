import type { Clock } from './clock.ts';

/**
 * Smallest jump: what is less is put down to how the clocks are read, and to a clock that is only sped up or slowed
 * down.
 */
const JUMP_MS = 1_000;
/** The two clocks are read together; on a busy machine something may come between. */
const TOGETHER_MS = 100;
const READINGS_MAX = 10;

/** Notices that somebody has set the machine's clock, or that the machine has slept. */
export class ClockJumps {
  readonly #clock: Pick<Clock, 'machine' | 'monotonic'>;
  #offset: number;

  constructor(clock: Pick<Clock, 'machine' | 'monotonic'>) {
    this.#clock = clock;
    this.#offset = offsetOf(clock);
  }

  /**
   * @returns by how many ms the clock has jumped since this was last asked: less than 0 when it was set back, 0 for not
   */
  take(): number {
    const offset = offsetOf(this.#clock);
    const jump = Math.round(offset - this.#offset);
    if (Math.abs(jump) < JUMP_MS) return 0;
    this.#offset = offset;
    return jump;
  }
}

function offsetOf(clock: Pick<Clock, 'machine' | 'monotonic'>): number {
  for (let reading = 1; ; reading += 1) {
    const before = clock.monotonic();
    const machine = clock.machine();
    const after = clock.monotonic();
    if (after - before < TOGETHER_MS || reading === READINGS_MAX) return machine - (before + after) / 2;
  }
}
