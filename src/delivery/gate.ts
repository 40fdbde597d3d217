import type { Lane } from '../chat/platform.ts';
import type { Clock } from '../time/clock.ts';
import { earliest } from './pace.ts';

/** Largest lead of a request over its even time, as a share of the pause between two: timers are late by a little. */
const TOLERANCE = 0.5;
/** A request that is not answered yet is taken to be counted this late at most. */
const COUNTED_LATE_MS = 50;
/** No place is given out further ahead: what seems to be is of a clock that was set back just now. */
const AHEAD_MAX_MS = 2_000;
/** The most lanes that are kept in mind before those are forgotten that are as good as new. */
const LANES_KEPT = 1_000;

/** A request that has left. */
interface Sent {
  /** By when the platform has surely counted it. */
  counted: number;
}

/**
 * The last check before a request leaves this process. Places are given out ahead of time; when the process was held
 * up, those that have passed meanwhile must not all be used at once. When the platform is held up, it counts a request
 * later than it was sent, and those that follow have to keep their distance from then. It goes by a time that nobody
 * sets.
 */
export class Gate {
  readonly #clock: Clock;
  readonly #paces = new Map<string, number>();
  /** The newest requests of lanes that have a window, as many as it holds. */
  readonly #sent = new Map<string, Sent[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when it is time. @param at as of {@link pass} */
  async wait(at: number): Promise<void> {
    const place = this.#placeAt(at);
    for (let early = 1; early > 0; ) {
      early = place - this.#clock.monotonic();
      if (early > 0) await this.#clock.sleep(early);
    }
  }

  /**
   * Resolves when it is time, and all lanes have room.
   * @param at the place that was given out, by the machine's clock; just now, so that no jump of that clock is between
   * @param late how long after that the place is no longer to be used, ms
   * @returns to be called when the request is answered: by then it has been counted. Null when the place was missed: it
   * takes nothing then, so that those behind it are not late too
   */
  async pass(lanes: readonly Lane[], at: number, late = Number.POSITIVE_INFINITY): Promise<(() => void) | null> {
    const limiting = lanes.filter(({ everyMs }) => everyMs > 0);
    const place = this.#placeAt(at);
    for (;;) {
      const now = this.#clock.monotonic();
      if (now - place > late) return null;
      const room = Math.max(place, this.#roomOn(limiting));
      if (room <= now) return this.#take(limiting, now);
      await this.#clock.sleep(room - now);
    }
  }

  #placeAt(machine: number): number {
    return this.#clock.monotonic() + Math.min(AHEAD_MAX_MS, machine - this.#clock.machine());
  }

  /** @returns when all of them have room, or a time that has passed */
  #roomOn(lanes: readonly Lane[]): number {
    const tolerant = lanes.map((lane) => ({ ...lane, burst: lane.burst + TOLERANCE }));
    const even = earliest(tolerant, this.#paces, Number.NEGATIVE_INFINITY);
    return Math.max(even, ...lanes.map((lane) => this.#roomInWindow(lane)));
  }

  #roomInWindow({ key, window, cost }: Lane): number {
    const sent = this.#sent.get(key) ?? [];
    const before = window && sent[sent.length + cost - 1 - window.count];
    return before ? before.counted + window.ms : Number.NEGATIVE_INFINITY;
  }

  #take(lanes: readonly Lane[], now: number): () => void {
    const made = { counted: now + COUNTED_LATE_MS };
    for (const { key, everyMs, cost, window } of lanes) {
      this.#paces.set(key, Math.max(this.#paces.get(key) ?? now, now) + everyMs * cost);
      if (!window) continue;
      const sent = [...(this.#sent.get(key) ?? []), ...Array.from({ length: cost }, () => made)];
      this.#sent.set(key, sent.slice(-window.count));
    }
    if (this.#paces.size > LANES_KEPT) for (const [key, pace] of this.#paces) if (pace <= now) this.#paces.delete(key);
    return () => {
      made.counted = Math.min(made.counted, this.#clock.monotonic());
    };
  }
}
