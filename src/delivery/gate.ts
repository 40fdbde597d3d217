import { setTimeout as delay } from 'node:timers/promises';
import type { Lane } from '../chat/platform.ts';
import type { Clock } from '../time/clock.ts';
import { earliest } from './pace.ts';

/** How much earlier than evenly a request may go, as a share of the pause between two: timers are late by a little. */
const TOLERANCE = 0.5;

/**
 * The last check before a request leaves this process. Places are given out ahead of time; when the process was held up,
 * those that have passed meanwhile must not all be used at once.
 */
export class Gate {
  readonly #clock: Clock;
  readonly #paces = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when it is time. @param at the place that was given out, by the machine's clock */
  async pass(lane: Lane | undefined, at: number): Promise<void> {
    for (let early = 1; early > 0; ) {
      early = at - this.#clock.machine();
      if (early > 0) await delay(early);
    }
    if (!lane || lane.everyMs === 0) return;
    for (;;) {
      const now = this.#clock.machine();
      const room = earliest([{ ...lane, burst: lane.burst + TOLERANCE }], this.#paces, now);
      if (room <= now) break;
      await delay(room - now);
    }
    const now = this.#clock.machine();
    this.#paces.set(lane.key, Math.max(this.#paces.get(lane.key) ?? now, now) + lane.everyMs * lane.cost);
  }
}
