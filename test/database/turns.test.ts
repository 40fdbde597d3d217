import { expect, test } from 'vitest';
import { Turns } from '../../src/database/turns.ts';

test('works of one key run one after the other, in order, and a failed one holds up nobody', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = turns.take('a', async () => {
    log.push('first begins');
    await gate.promise;
    log.push('first ends');
    throw new Error('first');
  });
  const second = turns.take('a', async () => log.push('second'));
  await turns.take('b', async () => log.push('other'));
  gate.resolve();
  await expect(first).rejects.toThrow('first');
  await second;
  expect(log).toEqual(['first begins', 'other', 'first ends', 'second']);
});
