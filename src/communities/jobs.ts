import type { Logger } from 'pino';
import type { SpaceRef } from '../chat/call.ts';
import type { Database } from '../database/client.ts';
import { type Tx, transaction } from '../database/transaction.ts';
import type { ReturnedSpace } from '../feature.ts';
import type { Clock } from '../time/clock.ts';
import { findSpace, noteSpace } from './store.ts';

/**
 * The bot was taken out of a space, or put into one. Everything is kept: whoever puts it back finds the meetups and
 * answers as they were. Meanwhile announcements leave it out; what else cannot be delivered ends as failed, with the
 * platform's reason.
 */
export async function spaceChanged(
  {
    db,
    clock,
    log,
    returned,
  }: {
    db: Database;
    clock: Clock;
    log: Logger;
    /** Runs in the transaction that notes that the bot was put back. */
    returned(tx: Tx, space: ReturnedSpace): Promise<void>;
  },
  ref: SpaceRef,
  present: boolean,
): Promise<void> {
  log.info({ platform: ref.platform, space: ref.id, present }, 'space changed');
  const now = clock.now();
  if (!present) return noteSpace(db.prisma, ref, new Date(now));
  await transaction(db, async (tx) => {
    const space = await findSpace(tx, ref);
    if (!space?.goneAt) return;
    await noteSpace(tx, ref, null);
    await returned(tx, { id: space.id, community: space.community.id });
  });
}
