import type { Manages } from '../communities/managing.ts';
import type { Database } from '../database/client.ts';
import { transaction } from '../database/transaction.ts';
import type { Outbox } from '../delivery/outbox.ts';
import type { Clock } from '../time/clock.ts';
import { findDue, recount, takeDue } from './copies/store.ts';
import { PROGRESS_KIND } from './kinds.ts';
import { absentOf, askedFirst, mayBeSent, release, tell } from './sending/service.ts';
import { findAnnouncement, updateAnnouncement } from './store.ts';

/** So many at most in one round of the sweep, which comes every second. */
const DUE_MAX = 20;

interface Options {
  db: Database;
  outbox: Outbox;
  clock: Clock;
  manages: Manages;
}

/** Sends what is due, and renews the cards by which authors see how it goes. Part of the sweep. */
export async function sweepAnnouncements(options: Options): Promise<void> {
  for (let sent = 0; sent < DUE_MAX; sent += 1) if (!(await sendDue(options))) break;
  await transaction(options.db, async (tx) => {
    for (const id of await recount(tx)) await options.outbox.changed(tx, PROGRESS_KIND, id);
  });
}

/** Sends one. What cannot be sent is a draft again, and its author is told why. @returns whether there may be more */
async function sendDue({ db, outbox, clock, manages }: Options): Promise<boolean> {
  const now = clock.now();
  const id = await findDue(db.prisma, new Date(now));
  const due = id && (await findAnnouncement(db.prisma, id));
  if (!due) return false;
  const absent = await absentOf(db.prisma, manages, await askedFirst(db.prisma, due));
  return transaction(db, async (tx) => {
    const announcement = (await takeDue(tx, due.id, new Date(now))) && (await findAnnouncement(tx, due.id));
    if (!announcement) return false;
    const outcome = mayBeSent(announcement) ? await release(tx, outbox, announcement, { now, absent }) : 'approval';
    if (typeof outcome === 'string') {
      await updateAnnouncement(tx, announcement.id, { state: 'draft', dueAt: null });
      await tell(tx, outbox, announcement, `told-${outcome}`, now);
    }
    return true;
  });
}
