import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Lane } from '../../src/chat/platform.ts';
import { Gate } from '../../src/delivery/gate.ts';
import { giveBack, plan, type Taken } from '../../src/delivery/pace.ts';
import { admit, type Instead, Leeway, type Place, placeOf } from '../../src/delivery/places.ts';
import { type Clock, stopwatch } from '../../src/time/clock.ts';

const LANES = {
  bot: { burst: 1, everyMs: 20, window: { count: 50, ms: 1_000 } },
  channel: { burst: 3, everyMs: 1_000, window: undefined },
  space: { burst: 20, everyMs: 200, window: undefined },
} as const;
type LaneName = keyof typeof LANES;
const AHEAD_MS = 500;
const WITHIN_MS = 8_000;
/** Longest lateness of a place that was given out without leeway. */
const MISSED_MS = 100;
/** The gate lets one go half a pause early. */
const TOLERANCE = 0.5;

/** Time that only goes on when everybody waits. */
class Time {
  #now = 1_000_000;
  #waiting: { at: number; wake: () => void }[] = [];

  /** A clock of which every timer is late. */
  clock(lateness: () => number): Clock {
    const read = () => this.#now;
    return { now: read, machine: read, monotonic: read, sleep: (ms) => this.pass(ms + lateness()) };
  }

  now(): number {
    return this.#now;
  }

  pass(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ at: this.#now + ms, wake: resolve });
    return promise;
  }

  async run(work: Promise<unknown>): Promise<void> {
    let over = false;
    const done = () => {
      over = true;
    };
    work.then(done, done);
    for (;;) {
      // Whatever can go on without time goes on first.
      await new Promise((resolve) => setImmediate(resolve));
      if (over) return;
      this.#waiting.sort((one, other) => one.at - other.at);
      const next = this.#waiting.shift();
      if (!next) throw new Error('Nobody waits, and yet it is not over.');
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
  }
}

/** The rows of all processes: booking is a transaction that holds a lock, and takes its time before and after. */
class Paces {
  readonly #time: Time;
  readonly #alone: boolean;
  readonly #paces = new Map<string, number>();
  #lock = Promise.resolve();
  rounds = 0;

  constructor(time: Time, alone: boolean) {
    this.#time = time;
    this.#alone = alone;
  }

  async book(lanes: readonly Lane[], leeway: Leeway, slowMs: number, missed: Taken[][] = []): Promise<Instead> {
    this.rounds += 1;
    const before = this.#lock;
    const locked = Promise.withResolvers<void>();
    this.#lock = locked.promise;
    await before;
    const age = stopwatch({ machine: () => this.#time.now(), monotonic: () => this.#time.now() });
    const [now, leewayMs] = [this.#time.now(), this.#alone ? 0 : leeway.ms];
    giveBack(missed, this.#paces);
    const made = plan([{ item: null, lanes }], this.#paces, now, now + AHEAD_MS, leewayMs);
    for (const [key, pace] of made.paces) this.#paces.set(key, pace);
    await this.#time.pass(slowMs);
    locked.resolve();
    const [go] = made.go;
    return go ? { place: placeOf(go, { alone: this.#alone }, leewayMs), age } : { wakeAt: made.later[0]?.at ?? now };
  }
}

interface Case {
  messages: number;
  /** Of each process: by how much its timers are late, one after the other, and how long its transactions take. */
  processes: { lateness: number[]; slowness: number[] }[];
  lanes: LaneName[];
}

/** Sends so many messages from several processes at once, each as the bot does. */
async function send({ processes, messages, lanes: names }: Case) {
  const time = new Time();
  const paces = new Paces(time, processes.length === 1);
  const lanes = names.map((key): Lane => ({ key, ...LANES[key], cost: 1 }));
  const sent: number[] = [];
  const one = async (gate: Gate, leeway: Leeway, clock: Clock, slow: () => number): Promise<void> => {
    for (;;) {
      const first = await paces.book(lanes, leeway, slow());
      if ('wakeAt' in first) {
        await clock.sleep(Math.max(1, first.wakeAt - clock.machine()));
        continue;
      }
      await gate.wait(first.place.at);
      const again = (missed: Place) => {
        leeway.miss(clock.machine() - missed.at);
        return paces.book(lanes, leeway, slow(), [[...missed.taken]]);
      };
      const admitted = await admit(gate, first, WITHIN_MS, again);
      if ('wakeAt' in admitted) {
        await clock.sleep(Math.max(1, admitted.wakeAt - clock.machine()));
        continue;
      }
      sent.push(clock.monotonic());
      admitted.answered();
      leeway.settle();
      return;
    }
  };
  const work = processes.map(({ lateness, slowness }) => {
    const clock = time.clock(inTurn(lateness));
    const [gate, leeway] = [new Gate(clock), new Leeway()];
    return Array.from({ length: messages }, () => one(gate, leeway, clock, inTurn(slowness)));
  });
  await time.run(Promise.all(work.flat()));
  return { sent, rounds: paces.rounds };
}

function inTurn(values: number[]): () => number {
  let turn = 0;
  return () => values[turn++ % values.length] ?? 0;
}

test.each([150, 500, 3_000])('whoever is always %i ms late sends all the same, alone or not', async (late) => {
  for (const count of [1, 2])
    for (const slowMs of [0, 120, 400]) {
      const processes = Array.from({ length: count }, () => ({ lateness: [late], slowness: [slowMs] }));
      const { sent, rounds } = await send({ processes, messages: 6, lanes: ['space', 'channel'] });
      expect(sent).toHaveLength(6 * count);
      // Of a burst of 3, up to 9 wait for the next second; each is booked anew a few times.
      expect(rounds, `${count} processes, ${slowMs} ms slow`).toBeLessThan(12 * 6 * count);
    }
});

const ms = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 3_000 }));
const times = fc.array(ms, { minLength: 1, maxLength: 6 });
const anyCase = fc.record({
  messages: fc.integer({ min: 1, max: 30 }),
  processes: fc.array(fc.record({ lateness: times, slowness: times }), { minLength: 1, maxLength: 3 }),
  lanes: fc.subarray<LaneName>(['bot', 'channel', 'space'], { minLength: 1 }),
});

/** One of two is late by a second with the first of many. */
const ONE_LATE: Case = {
  messages: 16,
  processes: [
    { lateness: [1_091, 2, 1, 1], slowness: [0, 0, 0, 1_404] },
    { lateness: [0, 0, 3], slowness: [0, 0, 0, 43, 0] },
  ],
  lanes: ['bot', 'channel', 'space'],
};
/** One that is alone is held up between what it has booked and what it sends. */
const ONE_SLOW: Case = {
  messages: 8,
  processes: [{ lateness: [0, 2_600, 0], slowness: [0] }],
  lanes: ['space', 'channel'],
};

test('however late timers and transactions are, all is sent, and no limit is exceeded', async () => {
  await fc.assert(
    fc.asyncProperty(anyCase, async (one) => {
      const { sent } = await send(one);
      expect(sent).toHaveLength(one.processes.length * one.messages);
      sent.sort((a, b) => a - b);
      for (const { burst, everyMs } of one.lanes.map((name) => LANES[name]))
        for (const [first, from] of sent.entries())
          for (const [last, at] of sent.entries()) {
            if (last < first) continue;
            // A place without leeway may be late by MISSED_MS, and each process may be half a pause early.
            const slack = MISSED_MS / everyMs + TOLERANCE * one.processes.length;
            if (last - first + 1 > burst + (at - from) / everyMs + slack + 1e-6)
              expect.fail(`${last - first + 1} in ${at - from} ms`);
          }
    }),
    { numRuns: 300, examples: [[ONE_LATE], [ONE_SLOW]] },
  );
});
