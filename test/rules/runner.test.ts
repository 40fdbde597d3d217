import { describe, expect, test } from 'vitest';
import { ancestors, noticesChange } from '../../src/runner.ts';

const failing = (code: string) => () => {
  throw Object.assign(new Error(code), { code });
};

describe('whether the runner has gone', () => {
  test('is believed when it is seen twice in a row, and not when it cannot be seen', () => {
    const seen = ['1,2', '1', '1,2', null, '1', null, '1,2', '1', '1'];
    const isGone = noticesChange(() => seen.shift() ?? null);
    expect(Array.from({ length: 8 }, isGone)).toEqual([false, false, false, false, false, false, false, true]);
  });

  test('is measured against the first time that it could be seen', () => {
    const seen = [null, '1,2', '1,2', '1,2'];
    const isGone = noticesChange(() => seen.shift() ?? null);
    expect([isGone(), isGone(), isGone()]).toEqual([false, false, false]);
  });

  test.skipIf(process.platform !== 'linux')('is not said by a machine that lets us open nothing just now', () => {
    for (const code of ['EMFILE', 'ENFILE', 'ENOMEM']) expect(ancestors('start', failing(code))).toBeNull();
    for (const code of ['ENOENT', 'ESRCH', 'EACCES']) expect(ancestors('start', failing(code))).toBe(`${process.ppid}`);
  });

  test.skipIf(process.platform !== 'linux')('counts all that the runner started', () => {
    const environment = {
      [process.ppid]: 'a=1\0npm_lifecycle_event=start\0',
      77: 'npm_lifecycle_event=start',
      5: 'b=2',
    };
    const read = (path: string) => {
      const [, , pid = '', file] = path.split('/');
      if (file === 'environ') return environment[Number(pid)] ?? '';
      return `${pid} (a ) name) S ${Number(pid) === 77 ? 5 : 77} 1`;
    };
    expect(ancestors('start', read)).toBe(`${process.ppid},77,5`);
  });
});
