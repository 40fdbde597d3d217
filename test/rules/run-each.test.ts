import { expect, test } from 'vitest';
import { runEach } from '../../src/database/run-each.ts';

test('one that fails keeps no other from running, and is told', async () => {
  const ran: number[] = [];
  const work = (number: number, fails: boolean) => async () => {
    ran.push(number);
    if (fails) throw new Error(`number ${number}`);
  };
  await expect(runEach([work(1, true), work(2, false)])).rejects.toThrow('number 1');
  await expect(runEach([work(3, true), work(4, true), work(5, false)])).rejects.toThrow('2 of 3 failed');
  await runEach([work(6, false)]);
  expect(ran).toEqual([1, 2, 3, 4, 5, 6]);
});
