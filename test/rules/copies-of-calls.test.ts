import pino from 'pino';
import { expect, test } from 'vitest';
import type { Context } from '../../src/communities/context.ts';
import { createDispatcher } from '../../src/dispatch/dispatcher.ts';
import { systemClock } from '../../src/time/clock.ts';

const unused = () => Promise.reject(new Error('not asked here'));

test('a call that a platform delivers twice is answered once, and its copy asks nobody for patience', async () => {
  const claim = Promise.withResolvers<'first'>();
  const receiver = createDispatcher<Context>({
    repertoire: { commands: new Map(), actions: new Map() },
    context: unused,
    may: unused,
    keep: unused,
    kept: unused,
    spaceChanged: unused,
    messageSeen: unused,
    claims: { claim: () => claim.promise, answered: async () => undefined },
    whileThere: (work) => work(),
    clock: systemClock,
    log: pino({ enabled: false }),
  });
  const call = {
    callId: 'the same',
    space: { platform: 'slack', id: 'T1' },
    channel: 'C1',
    account: { platform: 'slack', tenant: 'T1', id: 'U1' },
    member: async () => ({ mayManage: false, roles: [] }),
    receivedAt: 0,
    kind: 'command' as const,
    path: ['nothing'],
    values: {},
  };
  const [first, copy] = [receiver.receive(call), receiver.receive(call)];
  expect([first.copy, copy.copy]).toEqual([undefined, true]);
  claim.resolve('first');
  expect(await first.result).toMatchObject({ type: 'private' });
  expect(await copy.result).toEqual({ type: 'handled', mistakes: undefined });
});
