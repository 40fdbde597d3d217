import type { Database } from '../../database/client.ts';
import { type Tx, transaction } from '../../database/transaction.ts';
import type { Settled } from '../../delivery/deliver.ts';
import type { Outbox } from '../../delivery/outbox.ts';
import type { Clock } from '../../time/clock.ts';
import { INTERESTED } from '../answers.ts';
import { movedMessage } from '../kinds.ts';
import { tellEach } from '../personal/service.ts';
import { recipients } from '../store.ts';
import { markTold, takeChanged } from './store.ts';

/**
 * Writes messages to those who answered what has another time or place. Each is compared with what its reader knows when
 * it is sent: what was changed back by then is told to nobody. Part of the sweep.
 */
export async function sweepChanges(options: { db: Database; outbox: Outbox; clock: Clock }): Promise<void> {
  const { db, outbox, clock } = options;
  const now = clock.now();
  await transaction(db, async (tx) => {
    for (const { id: occurrence, changes } of await takeChanged(tx, now)) {
      const news = { occurrence, cause: String(changes), details: { changes } };
      await tellEach(outbox, tx, await recipients(tx, occurrence, INTERESTED), movedMessage, news);
    }
  });
}

/** Notes who knows of which changes, in the transaction in which it is written that the message arrived. */
export async function noteTold(tx: Tx, ended: readonly Settled[]): Promise<void> {
  const told = ended.flatMap((one) => {
    const details = movedMessage.read(one);
    const { state, subjectId: occurrence, accountId } = one;
    // One that was found has told of what nobody knows: then they may be told once more.
    const changes = details?.from === undefined ? undefined : details.changes;
    return state === 'sent' && accountId !== null && changes !== undefined ? [{ occurrence, accountId, changes }] : [];
  });
  if (told.length > 0) await markTold(tx, told);
}
