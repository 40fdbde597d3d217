import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lane } from '../../src/chat/platform.ts';
import { earliest, giveBack, plan, type Wish } from '../../src/delivery/pace.ts';

const lane = (key: string, burst: number, everyMs: number, cost = 1): Lane => ({ key, burst, everyMs, cost });
const wishes = (count: number, ...lanes: Lane[]): Wish<number>[] =>
  Array.from({ length: count }, (_, item) => ({ item, lanes }));

describe('giving out places', () => {
  it('lets a burst through at once, and then one at a time', () => {
    const { go } = plan(wishes(5, lane('a', 3, 100)), new Map(), 1_000, 2_000);
    expect(go.map(({ at }) => at)).toEqual([1_000, 1_000, 1_000, 1_100, 1_200]);
  });

  it('says when what cannot go soon has its turn, each after the other', () => {
    const { go, later } = plan(wishes(4, lane('a', 1, 100)), new Map(), 1_000, 1_100);
    expect(go).toHaveLength(2);
    expect(later).toEqual([
      { item: 2, at: 1_200 },
      { item: 3, at: 1_300 },
    ]);
  });

  it('lets others go on while one lane is full', () => {
    const full = { item: 'slow', lanes: [lane('all', 5, 10), lane('slow', 1, 1_000)] };
    const free = { item: 'free', lanes: [lane('all', 5, 10), lane('free', 1, 1_000)] };
    const { go, later } = plan([full, full, free], new Map(), 0, 100);
    expect([go.map(({ item }) => item), later.map(({ item }) => item)]).toEqual([['slow', 'free'], ['slow']]);
  });

  it('knows no limit where a lane has none', () => {
    expect(plan(wishes(1_000, lane('all', 1, 0)), new Map(), 7, 7).go).toHaveLength(1_000);
  });
});

describe('whatever is asked for, in however many rounds', () => {
  const request = fc.record({
    lanes: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
    cost: fc.integer({ min: 1, max: 2 }),
  });
  const LIMITS = { a: { burst: 2, everyMs: 20 }, b: { burst: 5, everyMs: 100 }, c: { burst: 3, everyMs: 7 } } as const;

  it('no stretch of time holds more than the burst and what came free meanwhile, and nobody is forgotten', () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 60 }), fc.integer({ min: 10, max: 300 }), (requests, round) => {
        const sent: { at: number; key: string; cost: number }[] = [];
        let waiting = requests.map(({ lanes, cost }, item) => ({
          item,
          lanes: lanes.map((key) => ({ key, ...LIMITS[key as keyof typeof LIMITS], cost })),
        }));
        let paces = new Map<string, number>();
        for (let now = 0; waiting.length > 0; now += round) {
          expect(now).toBeLessThan(100_000);
          const made = plan(
            waiting.map((wish) => ({ item: wish, lanes: wish.lanes })),
            paces,
            now,
            now + round,
          );
          for (const { item, at } of made.go) for (const { key, cost } of item.lanes) sent.push({ at, key, cost });
          expect(made.go.every(({ at }) => at >= now && at <= now + round)).toBe(true);
          expect(made.later.every(({ at }) => at > now + round)).toBe(true);
          paces = new Map([...paces, ...made.paces]);
          waiting = made.later.map(({ item }) => item);
        }
        for (const [key, { burst, everyMs }] of Object.entries(LIMITS)) {
          const own = sent.filter((one) => one.key === key).sort((one, other) => one.at - other.at);
          for (const [first, { at: from }] of own.entries())
            for (let last = first, sum = 0; last < own.length; last += 1) {
              const { at = 0, cost = 0 } = own[last] ?? {};
              sum += cost;
              expect(sum).toBeLessThanOrEqual(burst + (at - from) / everyMs + 1e-6);
            }
        }
      }),
    );
  });
});

describe('whoever may be late', () => {
  const booking = fc.record({
    process: fc.integer({ min: 0, max: 2 }),
    count: fc.integer({ min: 1, max: 8 }),
    leewayMs: fc.integer({ min: 0, max: 300 }),
    pauseMs: fc.integer({ min: 0, max: 100 }),
    /** Share of the leeway that each takes, in percent. */
    late: fc.array(fc.constantFrom(0, 30, 100), { minLength: 1, maxLength: 4 }),
  });

  it('is kept clear of the others, as long as it keeps its own distance', () => {
    const bookings = fc.array(booking, { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(bookings, fc.integer({ min: 1, max: 4 }), (all, burst) => {
        const only = lane('a', burst, 20);
        let now = 0;
        let paces = new Map<string, number>();
        const uses: { process: number; from: number; until: number }[] = [];
        for (const { process, count, leewayMs, pauseMs, late } of all) {
          now += pauseMs;
          const made = plan(wishes(count, only), paces, now, now + 500, leewayMs);
          paces = made.paces;
          for (const [index, { at }] of made.go.entries())
            uses.push({
              process,
              from: at + (leewayMs * (late[index % late.length] ?? 0)) / 100,
              until: at + leewayMs,
            });
        }
        const own = new Map([0, 1, 2].map((process) => [process, new Map<string, number>()]));
        const sent: number[] = [];
        for (const { process, from, until } of uses.toSorted((one, other) => one.from - other.from)) {
          const kept = own.get(process) ?? new Map();
          const at = earliest([only], kept, from);
          if (at > until) continue;
          kept.set('a', Math.max(kept.get('a') ?? at, at) + only.everyMs);
          sent.push(at);
        }
        sent.sort((one, other) => one - other);
        for (const [first, from] of sent.entries())
          for (const [last, at] of sent.entries())
            if (last >= first && last - first + 1 > burst + (at - from) / only.everyMs + 1e-6)
              expect.fail(`${last - first + 1} in ${at - from} ms, from ${from}`);
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives back what it missed, unless somebody has taken more meanwhile', () => {
    const [a, b] = [lane('a', 1, 100), lane('b', 3, 1_000)];
    const before = new Map([['a', 400]]);
    const mine = plan(wishes(3, a, b), before, 500, 1_000, 50);
    const paces = new Map(mine.paces);
    giveBack([mine.go[2]?.taken ?? []], paces);
    expect(paces).toEqual(plan(wishes(2, a, b), before, 500, 1_000, 50).paces);
    giveBack([mine.go[0]?.taken ?? []], paces);
    expect(paces, 'not the last').toEqual(plan(wishes(2, a, b), before, 500, 1_000, 50).paces);

    const theirs = plan(wishes(1, a), mine.paces, 700, 2_000).paces;
    const after = new Map([...mine.paces, ...theirs]);
    giveBack(
      mine.go.map(({ taken }) => taken),
      after,
    );
    expect(after.get('a')).toBe(theirs.get('a'));
    expect(after.get('b')).toBe(500);
  });
});
