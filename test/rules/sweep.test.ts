import { Writable } from 'node:stream';
import { expect, test, vi } from 'vitest';
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
