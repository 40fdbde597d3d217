import type { Database } from '../database/client.ts';
import { transaction } from '../database/transaction.ts';
import type { Outbox } from '../delivery/outbox.ts';
import type { Clock } from '../time/clock.ts';
import { recount, takeDue } from './copies/store.ts';
import { PROGRESS_KIND } from './kinds.ts';
import { mayBeSent, release, tell } from './sending/service.ts';
import { findAnnouncement, updateAnnouncement } from './store.ts';

/** So many at most in one round of the sweep, which comes every second. */
const DUE_MAX = 20;

interface Options {
  db: Database;
  outbox: Outbox;
  clock: Clock;
}

/** Sends what is due, and renews the cards by which authors see how it goes. Part of the sweep. */
export async function sweepAnnouncements(options: Options): Promise<void> {
  for (let sent = 0; sent < DUE_MAX; sent += 1) if (!(await sendDue(options))) break;
  await transaction(options.db, async (tx) => {
    for (const id of await recount(tx)) await options.outbox.changed(tx, PROGRESS_KIND, id);
  });
}

/** Sends one. What cannot be sent is a draft again, and its author is told why. @returns whether there was one */
function sendDue({ db, outbox, clock }: Options): Promise<boolean> {
  const now = clock.now();
  return transaction(db, async (tx) => {
    const id = await takeDue(tx, new Date(now));
    const announcement = id && (await findAnnouncement(tx, id));
    if (!announcement) return false;
    const outcome = mayBeSent(announcement) ? await release(tx, outbox, announcement, now) : 'approval';
    if (typeof outcome === 'string') {
      await updateAnnouncement(tx, announcement.id, { state: 'draft', dueAt: null });
      await tell(tx, outbox, announcement, `told-${outcome}`, now);
    }
    return true;
  });
}
