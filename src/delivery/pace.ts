import type { Lane } from '../chat/platform.ts';

/**
 * When the next request of each lane would come if all came evenly, in ms: the "theoretical arrival time" of the generic
 * cell rate algorithm (ITU-T I.371). One number says all about a bucket. A lane that is not there is untouched.
 */
export type Paces = ReadonlyMap<string, number>;

/** What is to be sent, with the limits that it counts against. */
export interface Wish<T> {
  item: T;
  lanes: readonly Lane[];
}

export interface Plan<T> {
  /** What may be sent, at which time (ms). */
  go: { item: T; at: number }[];
  /** What has to wait, and until when at least. */
  later: { item: T; at: number }[];
  /** The lanes as they are when all of `go` has been sent. */
  paces: Map<string, number>;
}

/**
 * Gives each wish, in the order given, the earliest time that its lanes allow.
 * @param until whatever could only be sent after this has to wait: it can be overtaken then
 */
export function plan<T>(wishes: readonly Wish<T>[], paces: Paces, now: number, until: number): Plan<T> {
  const taken = new Map(paces);
  // Those that wait queue up behind each other, so that they are not all woken for the same place.
  const queued = new Map(paces);
  const go: Plan<T>['go'] = [];
  const later: Plan<T>['later'] = [];
  for (const { item, lanes } of wishes) {
    const at = earliest(lanes, taken, now);
    if (at <= until) {
      go.push({ item, at });
      take(lanes, taken, at);
      take(lanes, queued, at);
    } else {
      const turn = earliest(lanes, queued, now);
      later.push({ item, at: turn });
      take(lanes, queued, turn);
    }
  }
  const used = new Set(wishes.flatMap(({ lanes }) => lanes.map(({ key }) => key)));
  return { go, later, paces: new Map([...taken].filter(([key]) => used.has(key))) };
}

/** @returns when all of the lanes have room, `now` at the earliest */
export function earliest(lanes: readonly Lane[], paces: Paces, now: number): number {
  return Math.max(now, ...lanes.map((lane) => roomAt(lane, paces.get(lane.key))));
}

function roomAt({ burst, everyMs, cost }: Lane, pace: number | undefined): number {
  return pace === undefined ? -Infinity : pace - Math.max(0, burst - cost) * everyMs;
}

function take(lanes: readonly Lane[], paces: Map<string, number>, at: number): void {
  for (const { key, everyMs, cost } of lanes) paces.set(key, Math.max(paces.get(key) ?? at, at) + everyMs * cost);
}
