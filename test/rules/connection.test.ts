import fc from 'fast-check';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { Connection, keepTrying, type Problem, pauseAfter, RETRY_PAUSES } from '../../src/chat/connection.ts';
import { IdentifyBudget } from '../../src/discord/identify.ts';
import { SettableClock } from '../../src/time/clock.ts';

const DOWN: Problem = { sentence: 'Not reached.' };
const REFUSED: Problem = { sentence: 'Refused.', refused: true };
const PASSING: Problem = { sentence: 'Again.', passing: true };

function connection() {
  const logged: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  return { logged, one: new Connection({ platform: 'p', name: 'connection', log, clock: new SettableClock() }) };
}

test('each change is logged once, however often it is tried', () => {
  const { one, logged } = connection();
  for (const problem of [DOWN, DOWN, DOWN, REFUSED, REFUSED]) one.down(problem);
  one.up();
  one.up();
  expect(logged.map((line) => JSON.parse(line).level)).toEqual([40, 50, 40]);
});

test('what passes by itself is no warning; what does not pass is one after all', () => {
  const { one, logged } = connection();
  one.up();
  one.down(PASSING);
  one.up();
  expect(logged).toEqual([]);
  one.down(PASSING);
  one.down(DOWN);
  one.down(DOWN);
  expect(logged).toHaveLength(1);
});

test('a failing connection says since when it does not work, not when it was tried last', () => {
  const { one } = connection();
  one.down(DOWN);
  const { since } = one.state;
  one.down(REFUSED);
  expect(one.state).toMatchObject({ state: 'refused', since, problem: 'Refused.' });
});

test('is tried until it succeeds, and the first outcome is told at once', async () => {
  const { one } = connection();
  let tries = 0;
  const pauses = { firstMs: 1, longestMs: 1, refusedFirstMs: 1, refusedLongestMs: 1 };
  const worked = Promise.withResolvers<void>();
  const attempt = async () => {
    tries += 1;
    if (tries < 4) throw new Error('no');
    worked.resolve();
  };
  const signal = new AbortController().signal;
  const first = await keepTrying(attempt, { connection: one, signal, pauses, explain: () => DOWN });
  expect(first).toBe(DOWN);
  await worked.promise;
  expect(tries).toBe(4);
});

test('pauses grow up to the longest, and never cut short what the platform asks for', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.boolean(), fc.nat(10_000_000), (failures, refused, waitMs) => {
      const ms = pauseAfter({ sentence: '', refused, waitMs }, failures, RETRY_PAUSES);
      const longest = refused ? RETRY_PAUSES.refusedLongestMs : RETRY_PAUSES.longestMs;
      expect(ms).toBeGreaterThanOrEqual(waitMs * 0.75);
      expect(ms).toBeLessThanOrEqual(Math.max(longest, waitMs) * 1.25);
      if (waitMs > longest) expect(ms).toBeGreaterThanOrEqual(waitMs);
    }),
  );
});

const DAY_MS = 24 * 60 * 60_000;
/** So long a process lives that dies right after it has connected. */
const LIFE_MS = 10_000;

test('a loop of restarts never uses up the connections of a day, and each restart connects in the end', () => {
  let now = 0;
  let remaining = 1_000;
  let connected = 0;
  while (now < DAY_MS) {
    // Each start is a new process: nothing is remembered but what Discord counts.
    const budget = new IdentifyBudget(() => now);
    const ask = () => budget.waitMs({ total: 1_000, remaining, reset_after: DAY_MS - now, max_concurrency: 1 });
    const waited = ask();
    now += waited;
    if (now >= DAY_MS) break;
    expect(ask()).toBe(0);
    budget.spend();
    remaining -= 1;
    connected += 1;
    now += LIFE_MS;
  }
  expect(remaining).toBeGreaterThan(0);
  expect(connected).toBeGreaterThan(500);
});

test('a process that is sent away again and again comes back more and more seldom', () => {
  let now = 0;
  const budget = new IdentifyBudget(() => now);
  const limit = { total: 1_000, remaining: 999, reset_after: DAY_MS, max_concurrency: 1 };
  const pauses = Array.from({ length: 8 }, () => {
    const ms = budget.waitMs(limit);
    now += ms;
    budget.spend();
    return ms;
  });
  expect(pauses.slice(0, 5)).toEqual([0, 0, 5_000, 10_000, 20_000]);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(300_000);
});

test('without any left it waits until Discord counts anew', () => {
  const budget = new IdentifyBudget(() => 0);
  expect(budget.waitMs({ total: 1_000, remaining: 0, reset_after: 60_000, max_concurrency: 1 })).toBe(61_000);
});
