import type { Card } from '../../chat/card.ts';
import type { SendFailure } from '../../chat/platform.ts';
import type { Tx } from '../../database/transaction.ts';
import type { Settled } from '../../delivery/deliver.ts';
import type { Context } from '../context.ts';
import { unreachedNote } from './card.ts';
import { markReachable, markUnreachable } from './store.ts';

/** Failures that say that no message to a person gets through. */
const REFUSALS: ReadonlySet<SendFailure> = new Set(['direct-messages-closed', 'account-gone']);

/**
 * Remembers who takes no direct messages, and forgets it at the next one that arrives, in the transaction in which that
 * is written.
 * @param now ms since the epoch
 */
export async function noteReach(tx: Tx, ended: readonly Settled[], now: number): Promise<void> {
  const reached = ended.flatMap(({ state, accountId }) => (state === 'sent' && accountId ? [accountId] : []));
  const refused = ended.flatMap(({ accountId, reason }) =>
    accountId && reason && REFUSALS.has(reason) && !reached.includes(accountId) ? [{ accountId, reason }] : [],
  );
  if (reached.length > 0) await markReachable(tx, reached);
  if (refused.length > 0) await markUnreachable(tx, refused, now);
}

/** @returns a private answer; to a person who takes no messages it says so, and what they can do */
export async function withReach(context: Context, card: Card): Promise<Card> {
  const { reachable } = await context.account(context.db.prisma);
  if (reachable) return card;
  return { ...card, tone: 'attention', body: [...card.body, unreachedNote(context)] };
}
