import type { Presence } from '../delivery/takeover.ts';
import type { Claims } from '../dispatch/claim.ts';
import type { Services } from './context.ts';
import { claimCall, markAnswered } from './store.ts';

/** Claims calls for this process, among all that share the database. */
export function createClaims(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { number }: Pick<Presence, 'number'>,
): Claims {
  return {
    claim: (call) => claimCall(db.prisma, call, number, new Date(clock.now())),
    answered: (call) => markAnswered(db.prisma, call),
  };
}
