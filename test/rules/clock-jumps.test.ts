import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Lane } from '../../src/chat/platform.ts';
import { Gate } from '../../src/delivery/gate.ts';
import type { Clock } from '../../src/time/clock.ts';
import { stopwatch } from '../../src/time/clock.ts';
import { ClockJumps } from '../../src/time/jumps.ts';

/** Time that goes on when somebody sleeps, with a clock that is set by so much at each sleep. */
function jumpyClock(jumps: readonly number[]): Clock & { slept: number } {
  let [elapsed, offset, turn] = [5_000, 1_800_000_000_000, 0];
  const clock = {
    slept: 0,
    now: () => elapsed + offset,
    machine: () => elapsed + offset,
    monotonic: () => elapsed,
    sleep: async (ms: number) => {
      elapsed += Math.max(ms, 0.001);
      clock.slept += ms;
      offset += jumps[turn++ % jumps.length] ?? 0;
    },
  };
  return clock;
}

test('a jump is told once, with its size and direction', async () => {
  const clock = jumpyClock([-3_600_000, 0, 7_200_000, 400]);
  const jumps = new ClockJumps(clock);
  expect(jumps.take()).toBe(0);
  for (const told of [-3_600_000, 0, 7_200_000, 0]) {
    await clock.sleep(50);
    expect(jumps.take()).toBe(told);
    expect(jumps.take()).toBe(0);
  }
});

test('a clock that is slowly put right is no jump, and what adds up is', async () => {
  const clock = jumpyClock([400]);
  const jumps = new ClockJumps(clock);
  const told: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    await clock.sleep(1_000);
    told.push(jumps.take());
  }
  expect(told).toEqual([0, 0, 1_200, 0, 0, 1_200]);
});

test('a stopwatch never tells less than has passed', async () => {
  const clock = jumpyClock([-60_000, 90_000]);
  const age = stopwatch(clock);
  await clock.sleep(100);
  expect(age()).toBe(100);
  await clock.sleep(100);
  expect(age()).toBe(30_200);
});

test('nobody waits at the gate for a clock that is set back, and nobody hurries when it is set forward', async () => {
  const lane: Lane = { key: 'a', burst: 1, everyMs: 100, cost: 1, window: { count: 5, ms: 400 } };
  const day = 24 * 60 * 60_000;
  const someJumps = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: -day, max: day })), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(someJumps, async (jumps) => {
      const clock = jumpyClock(jumps);
      const gate = new Gate(clock);
      const sent: number[] = [];
      for (let round = 0; round < 12; round += 1) {
        const answered = await gate.pass([lane], clock.machine() + 30);
        sent.push(clock.monotonic());
        answered?.();
      }
      const gaps = sent.slice(1).map((at, index) => at - (sent[index] ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(49);
      expect(clock.slept).toBeLessThan(12 * 131);
    }),
  );
});
