import { expect, test } from 'vitest';
import type { Lane } from '../../src/chat/platform.ts';
import { Gate } from '../../src/delivery/gate.ts';
import type { Clock } from '../../src/time/clock.ts';

const PAUSE_MS = 1_000;
const lane = (key: string): Lane => ({ key, burst: 1, everyMs: PAUSE_MS, cost: 1 });

/** A clock that goes on while somebody sleeps alone. */
function sleepingClock(): Clock {
  let now = 1_000_000;
  const read = () => now;
  const sleep = async (ms: number) => {
    now += ms;
  };
  return { now: read, machine: read, monotonic: read, sleep };
}

test.each([
  ['the first', ['used', 'free']],
  ['the last', ['free', 'used']],
])('a request waits until each of its limits has room: %s of them', async (_, keys) => {
  const clock = sleepingClock();
  const gate = new Gate(clock);
  const before = clock.now();
  await gate.pass([lane('used')], before);
  await gate.pass(keys.map(lane), before);
  expect(clock.now()).toBeGreaterThanOrEqual(before + PAUSE_MS / 2);
});
