import type { Database } from '../database/client.ts';
import { transaction } from '../database/transaction.ts';
import type { Outbox } from '../delivery/outbox.ts';
import type { Clock } from '../time/clock.ts';
import { cardMessage, staleCardMessage } from './kinds.ts';
import { refreshMessages } from './personal/service.ts';
import { tellOfStaleCards } from './postings/service.ts';
import { untoldCards } from './postings/store.ts';
import { takeEnded } from './store.ts';

/** Has the cards of what is over drawn anew: without buttons, and saying so. Part of the sweep. */
export async function sweepEnded({ db, outbox, clock }: { db: Database; outbox: Outbox; clock: Clock }): Promise<void> {
  const now = clock.now();
  await transaction(db, async (tx) => {
    const ended = await takeEnded(tx, now);
    await outbox.changed(tx, cardMessage, ...ended);
    await refreshMessages(outbox, tx, ...ended);
  });
}

/** Tells organisers of cards that do not show the newest. Part of the sweep. */
export async function sweepStaleCards({ db, outbox }: { db: Database; outbox: Outbox }): Promise<void> {
  // Nearly always there are none, which one statement tells.
  if ((await untoldCards(db.prisma, staleCardMessage.kind)).length === 0) return;
  await transaction(db, (tx) => tellOfStaleCards(outbox, tx));
}
