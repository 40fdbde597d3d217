import { setTimeout as delay } from 'node:timers/promises';
import type { Lane } from '../chat/platform.ts';
import type { Clock } from '../time/clock.ts';
import { earliest } from './pace.ts';

/** How much earlier than evenly a request may go, as a share of the pause between two: timers are late by a little. */
const TOLERANCE = 0.5;
/** A request that is not answered yet is taken to be counted this late at most. */
const COUNTED_LATE_MS = 50;

/** A request that has left. */
interface Sent {
  /** By when the platform has surely counted it, by the machine's clock. */
  counted: number;
}

/**
 * The last check before a request leaves this process. Places are given out ahead of time; when the process was held up,
 * those that have passed meanwhile must not all be used at once. When the platform is held up, it counts a request later
 * than it was sent, and those that follow have to keep their distance from then.
 */
export class Gate {
  readonly #clock: Clock;
  readonly #paces = new Map<string, number>();
  /** The newest requests of lanes that have a window, as many as it holds. */
  readonly #sent = new Map<string, Sent[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Resolves when it is time.
   * @param at the place that was given out, by the machine's clock
   * @param late how long after that the place is no longer to be used, ms
   * @returns to be called when the request is answered: by then it has been counted. Null when the place was missed: it
   * takes nothing then, so that those behind it are not late too
   */
  async pass(lane: Lane | undefined, at: number, late = Number.POSITIVE_INFINITY): Promise<(() => void) | null> {
    for (let early = 1; early > 0; ) {
      early = at - this.#clock.machine();
      if (early > 0) await delay(early);
    }
    if (!lane || lane.everyMs === 0) return () => undefined;
    for (;;) {
      const now = this.#clock.machine();
      if (now - at > late) return null;
      const even = earliest([{ ...lane, burst: lane.burst + TOLERANCE }], this.#paces, now);
      const room = Math.max(even, this.#roomInWindow(lane));
      if (room <= now) break;
      await delay(room - now);
    }
    const now = this.#clock.machine();
    this.#paces.set(lane.key, Math.max(this.#paces.get(lane.key) ?? now, now) + lane.everyMs * lane.cost);
    return this.#record(lane, now);
  }

  #roomInWindow({ key, window, cost }: Lane): number {
    const sent = this.#sent.get(key) ?? [];
    const before = window && sent[sent.length + cost - 1 - window.count];
    return before ? before.counted + window.ms : Number.NEGATIVE_INFINITY;
  }

  #record({ key, window, cost }: Lane, now: number): () => void {
    if (!window) return () => undefined;
    const made = { counted: now + COUNTED_LATE_MS };
    const sent = [...(this.#sent.get(key) ?? []), ...Array.from({ length: cost }, () => made)];
    this.#sent.set(key, sent.slice(-window.count));
    return () => {
      made.counted = Math.min(made.counted, this.#clock.machine());
    };
  }
}
