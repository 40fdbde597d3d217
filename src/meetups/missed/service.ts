import type { Tx } from '../../database/transaction.ts';
import type { Settled } from '../../delivery/deliver.ts';
import type { Outbox } from '../../delivery/outbox.ts';
import { CANCELLED_KIND, MISSED_KIND, MOVED_KIND } from '../kinds.ts';
import { ownersOf } from './store.ts';

/**
 * Tells organisers how many a cancellation or a change did not reach, in the transaction in which that is written: one
 * message for each, whose number grows.
 */
export async function tellOfMissed(outbox: Outbox, tx: Tx, ended: readonly Settled[]): Promise<void> {
  const missed = ended.filter(
    ({ kind, state }) => state === 'failed' && (kind === CANCELLED_KIND || kind === MOVED_KIND),
  );
  if (missed.length === 0) return;
  const owners = await ownersOf(
    tx,
    missed.map(({ subjectId }) => subjectId),
  );
  const byOccurrence = new Map(owners.map((one) => [one.occurrenceId, one]));
  for (const { kind, subjectId, accountId, details } of missed) {
    const owner = byOccurrence.get(subjectId);
    // Who organises it knows.
    if (!owner || owner.accountId === accountId) continue;
    const cause = kind === CANCELLED_KIND ? 'cancelled' : `changed:${details.changes}`;
    const [to, about] = [{ accountId: owner.accountId }, kind === CANCELLED_KIND ? 'cancelled' : 'changed'];
    const key = `${MISSED_KIND}:${subjectId}:${cause}`;
    await outbox.place(tx, [{ spaceId: owner.spaceId, kind: MISSED_KIND, subjectId, details: { about }, to, key }]);
  }
  await outbox.changed(tx, MISSED_KIND, ...new Set(missed.map(({ subjectId }) => subjectId)));
}
