import type { Tx } from '../../database/transaction.ts';
import type { Settled } from '../../delivery/deliver.ts';
import type { Outbox } from '../../delivery/outbox.ts';
import { cancelledMessage, missedMessage, movedMessage } from '../kinds.ts';
import { ownersOf } from './store.ts';

/**
 * Tells organisers how many a cancellation or a change did not reach, in the transaction in which that is written: one
 * message for each, whose number grows.
 */
export async function tellOfMissed(outbox: Outbox, tx: Tx, ended: readonly Settled[]): Promise<void> {
  const missed = ended.flatMap((one) => {
    if (one.state !== 'failed') return [];
    const moved = movedMessage.read(one);
    if (!moved && !cancelledMessage.read(one)) return [];
    return [{ ...one, changes: moved?.changes ?? null }];
  });
  if (missed.length === 0) return;
  const owners = await ownersOf(
    tx,
    missed.map(({ subjectId }) => subjectId),
  );
  const byOccurrence = new Map(owners.map((one) => [one.occurrenceId, one]));
  for (const { subjectId, accountId, changes } of missed) {
    const owner = byOccurrence.get(subjectId);
    // Who organises it knows.
    if (!owner || owner.accountId === accountId) continue;
    const about = changes === null ? 'cancelled' : 'changed';
    const key = `${missedMessage.kind}:${subjectId}:${changes === null ? 'cancelled' : `changed:${changes}`}`;
    await outbox.place(tx, [missedMessage.to(owner, subjectId, { about }, { key })]);
  }
  await outbox.changed(tx, missedMessage, ...new Set(missed.map(({ subjectId }) => subjectId)));
}
