import type { Booked } from './booking.ts';
import type { Gate } from './gate.ts';
import type { Plan } from './pace.ts';

/**
 * Time (ms) after its own within which a place is always used: what platforms allow, less our margin, bears it. When it
 * is past for longer, another process may be sending in what seems to be free.
 */
const MISSED_MS = 100;
const LEEWAY_MIN_MS = 200;
/** A lease lasts for an attempt that begins this late, and for little more. */
const LEEWAY_MAX_MS = 5_000;

/** The time at which a delivery may be sent. */
export interface Place extends Omit<Plan<unknown>['go'][number], 'item'> {
  /** Longest lateness with which it may still be used, in ms after `at`. */
  lateMs: number;
}

/** @param leewayMs with which it was booked */
export function placeOf(
  { at, lanes, taken }: Plan<unknown>['go'][number],
  { alone }: Pick<Booked<unknown>, 'alone'>,
  leewayMs: number,
): Place {
  const free = alone || lanes.every(({ everyMs }) => everyMs === 0);
  return { at, lanes, taken, lateMs: free ? Number.POSITIVE_INFINITY : MISSED_MS + leewayMs };
}

/**
 * Keeps the extra time for which places are booked. A process that is slow misses places, and would go on missing them:
 * so it books the next with twice the time by which it was late, and less again when it keeps them.
 */
export class Leeway {
  #ms = 0;
  #missed = false;

  get ms(): number {
    return this.#ms;
  }

  /** @param byMs how late the process was */
  miss(byMs: number): void {
    this.#missed = true;
    this.#ms = Math.min(LEEWAY_MAX_MS, Math.max(LEEWAY_MIN_MS, this.#ms, 2 * byMs));
  }

  /** All that were booked together have gone. */
  settle(): void {
    if (!this.#missed) this.#ms = this.#ms > LEEWAY_MIN_MS ? this.#ms / 2 : 0;
    this.#missed = false;
  }
}

/** A place, and for how long what it is for has been held at most, ms. */
export interface HeldPlace {
  place: Place;
  age: () => number;
}

/** Answer to a place that was missed: another one, or the time (ms, by the machine's clock) to be claimed again. */
export type Instead = HeldPlace | { wakeAt: number };

/**
 * Lets a delivery through when it is time. One that is late gets another place, so that it is not late for ever.
 * @param within how old it may be then, ms
 * @param again gives another place
 * @returns `answered`: to be called when its request is answered
 */
export async function admit(
  gate: Gate,
  { place, age }: HeldPlace,
  within: number,
  again: (missed: Place) => Promise<Instead>,
): Promise<{ answered: () => void } | { wakeAt: number }> {
  const answered = await gate.pass(place.lanes, place.at, place.lateMs);
  if (answered && age() <= within) return { answered };
  answered?.();
  const instead = await again(place);
  return 'wakeAt' in instead ? instead : admit(gate, instead, within, again);
}
