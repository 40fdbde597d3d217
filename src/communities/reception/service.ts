import type { Call } from '../../chat/call.ts';
import { Batches } from '../../database/batches.ts';
import type { Presence } from '../../delivery/takeover.ts';
import type { Claims } from '../../dispatch/claim.ts';
import type { Services } from '../context.ts';
import { findSpace, type SpaceOfCommunity } from '../store.ts';
import { markAnswered, type Received, receiveCalls } from './store.ts';

/** Longest wait for a statement about other calls, ms. */
const PATIENCE_MS = 500;

/** Way of every call into the bot. */
export interface Reception extends Claims {
  /** @returns the space of a call as it is now; null at its first use */
  spaceOf(call: Call): Promise<SpaceOfCommunity | null>;
}

/**
 * Claims calls for this process, among all that share the database. Those that come at the same moment are claimed by
 * one statement, which also finds their spaces.
 */
export function createReception(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { number: process }: Pick<Presence, 'number'>,
): Reception {
  const spaces = new WeakMap<Call, SpaceOfCommunity>();
  const claims = new Batches<Call, Received['claim']>(
    async (calls) => {
      const received = await receiveCalls(db.prisma, calls, { process, now: new Date(clock.now()) });
      return received.map(({ claim, space }, index) => {
        const call = calls[index];
        if (call && space) spaces.set(call, space);
        return { value: claim };
      });
    },
    { patienceMs: PATIENCE_MS },
  );
  const answers = new Batches<Call, void>(
    async (calls) => {
      await markAnswered(db.prisma, calls);
      return calls.map(() => ({ value: undefined }));
    },
    { patienceMs: PATIENCE_MS },
  );
  return {
    claim: (call) => claims.join(db, '', call),
    answered: (call) => answers.join(db, '', call),
    async spaceOf(call) {
      const found = spaces.get(call);
      // Once only: a call that runs again does so because its space has moved.
      spaces.delete(call);
      return found ?? findSpace(db.prisma, call.space);
    },
  };
}
