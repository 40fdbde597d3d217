import type { Lane } from '../chat/platform.ts';

/**
 * Times at which the next request of each lane would come if all came evenly, in ms: the "theoretical arrival time" of
 * the generic cell rate algorithm (ITU-T I.371). One number says all about a bucket. A lane that is not there is
 * untouched.
 */
export type Paces = ReadonlyMap<string, number>;

/** A wish for something to be sent, with the limits that it counts against. */
export interface Wish<T> {
  item: T;
  lanes: readonly Lane[];
}

/** A place's use of one lane: its pace before and after. */
export interface Taken {
  key: string;
  before: number;
  after: number;
}

export interface Plan<T> {
  /** Items that may be sent, at which time (ms), on which lanes, and what that took of each. */
  go: { item: T; at: number; lanes: readonly Lane[]; taken: Taken[] }[];
  /** Items that have to wait, and until when at least. */
  later: { item: T; at: number }[];
  /** The lanes as they are when all of `go` has been sent. */
  paces: Map<string, number>;
}

/**
 * Gives each wish, in the order given, the earliest time that its lanes allow.
 * @param until whatever could only be sent after this has to wait: it can be overtaken then
 * @param leewayMs how much later than their time those that go may be sent together by one process, which keeps their
 * distance itself; nobody else is given a place in that time
 */
export function plan<T>(wishes: readonly Wish<T>[], paces: Paces, now: number, until: number, leewayMs = 0): Plan<T> {
  const used = new Map(paces);
  // Those that wait queue up behind each other, so that they are not all woken for the same place.
  const queued = new Map(paces);
  const go: Plan<T>['go'] = [];
  const later: Plan<T>['later'] = [];
  for (const { item, lanes } of wishes) {
    const at = earliest(lanes, used, now);
    if (at <= until) {
      go.push({ item, at, lanes, taken: take(lanes, used, at) });
      take(lanes, queued, at);
    } else {
      const turn = earliest(lanes, queued, now);
      later.push({ item, at: turn });
      take(lanes, queued, turn);
    }
  }
  if (leewayMs > 0) keepFree(go, used, leewayMs);
  const touched = new Set(wishes.flatMap(({ lanes }) => lanes.map(({ key }) => key)));
  return { go, later, paces: new Map([...used].filter(([key]) => touched.has(key))) };
}

/**
 * Moves each lane on as if all that goes on it went as late as it may. What one process sends on a lane is never closer
 * together than the lane allows, so of its requests at most a burst can come at the very end.
 */
function keepFree(go: Plan<unknown>['go'], paces: Map<string, number>, leewayMs: number): void {
  const ends = new Map<string, { pace: number; cost: number }>();
  for (const { at, lanes, taken } of go)
    for (const [index, { key, burst, everyMs, cost }] of lanes.entries()) {
      const one = taken[index];
      if (!one) continue;
      const end = ends.get(key) ?? { pace: one.before, cost: 0 };
      const together = Math.max(cost, Math.min(end.cost + cost, burst));
      one.before = end.pace;
      one.after = Math.max(end.pace + everyMs * cost, at + leewayMs + everyMs * together);
      ends.set(key, { pace: one.after, cost: end.cost + cost });
      paces.set(key, one.after);
    }
}

/** Gives back what places took that are not used, as far as nobody has taken anything behind them. */
export function giveBack(places: readonly (readonly Taken[])[], paces: Map<string, number>): void {
  const last = places.flat().toSorted((one, other) => other.after - one.after);
  for (const { key, before, after } of last) if (paces.get(key) === after) paces.set(key, before);
}

/** @returns when all of the lanes have room, `now` at the earliest */
export function earliest(lanes: readonly Lane[], paces: Paces, now: number): number {
  return Math.max(now, ...lanes.map((lane) => roomAt(lane, paces.get(lane.key))));
}

function roomAt({ burst, everyMs, cost }: Lane, pace: number | undefined): number {
  return pace === undefined ? -Infinity : pace - Math.max(0, burst - cost) * everyMs;
}

function take(lanes: readonly Lane[], paces: Map<string, number>, at: number): Taken[] {
  return lanes.map(({ key, everyMs, cost }) => {
    const before = paces.get(key) ?? at;
    const after = Math.max(before, at) + everyMs * cost;
    paces.set(key, after);
    return { key, before, after };
  });
}
