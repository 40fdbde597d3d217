import { Writable } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { Prisma } from '../../src/database/generated/client.ts';
import { createLog } from '../../src/log.ts';
import { startSweep } from '../../src/sweep.ts';
import { systemClock } from '../../src/time/clock.ts';
import { eventually } from '../waiting.ts';

test('a step that fails or does not end stops no other, and is seen', async () => {
  const logged: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged.push(String(chunk));
      done();
    },
  });
  const swept: [string, boolean][] = [];
  const hanging = Promise.withResolvers<void>();
  const run = { fails: vi.fn(() => Promise.reject(new Error('no table'))), hangs: vi.fn(() => hanging.promise) };
  const works = vi.fn(async () => undefined);
  const sweep = startSweep(
    [
      { name: 'fails', run: run.fails },
      { name: 'hangs', run: run.hangs },
      { name: 'works', run: works },
    ],
    {
      clock: systemClock,
      log: createLog('error', sink),
      whichHold: async () => [],
      swept: (step, _ms, failed) => void swept.push([step, failed]),
    },
  );
  await eventually(() => expect(works.mock.calls.length).toBeGreaterThan(1));
  expect(run.fails.mock.calls.length).toBeGreaterThan(1);
  expect(run.hangs, 'not begun again before it ends').toHaveBeenCalledTimes(1);
  expect(swept).toContainEqual(['fails', true]);
  expect(swept).toContainEqual(['works', false]);
  expect(JSON.parse(logged[0] ?? '')).toMatchObject({ step: 'fails', level: 50 });

  const stopped = sweep.stop();
  hanging.resolve();
  await stopped;
  expect(swept).toContainEqual(['hangs', false]);
});

test('a step that says when it is due runs when it is, or when nobody can say; all are asked together', async () => {
  const due = (words: string) => () => Prisma.raw(words);
  const runs = { due: vi.fn(async () => undefined), not: vi.fn(async () => undefined) };
  const whichHold = vi
    .fn<(conditions: readonly Prisma.Sql[]) => Promise<boolean[]>>()
    .mockResolvedValueOnce([false, true])
    .mockRejectedValueOnce(new Error('no such column'))
    .mockResolvedValue([false, false]);
  const sweep = startSweep(
    [
      { name: 'not', due: due('this'), run: runs.not },
      { name: 'due', due: due('that'), run: runs.due },
    ],
    { clock: systemClock, log: createLog('silent'), whichHold, swept: () => undefined },
  );
  await eventually(() => expect(whichHold.mock.calls.length).toBeGreaterThan(3));
  await sweep.stop();
  expect(whichHold.mock.calls[0]?.[0].map(({ sql }) => sql)).toEqual(['this', 'that']);
  expect(runs.due, 'when it was due, and when nobody knew').toHaveBeenCalledTimes(2);
  expect(runs.not, 'when nobody knew').toHaveBeenCalledTimes(1);
});
