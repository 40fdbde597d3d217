import type { Logger } from 'pino';
import type { Manages } from '../communities/managing.ts';
import type { Database } from '../database/client.ts';
import { type Tx, transaction } from '../database/transaction.ts';
import { Turns } from '../database/turns.ts';
import type { Settled } from '../delivery/deliver.ts';
import type { Outbox } from '../delivery/outbox.ts';
import type { Clock } from '../time/clock.ts';
import { anyUnderWay, findDue, recount, staleCopies, takeDue } from './copies/store.ts';
import { copyMessage, progressMessage } from './kinds.ts';
import { absentOf, askedFirst, mayBeSent, release, tell } from './sending/service.ts';
import { findAnnouncement, updateAnnouncement } from './store.ts';

/** The most that are on their way out of one process. */
const AT_ONCE = 20;
/** Pause before another try at what could not be sent by a mistake of ours; meanwhile it is in nobody's way. */
const PAUSE_MS = 30_000;

interface Options {
  db: Database;
  outbox: Outbox;
  clock: Clock;
  manages: Manages;
  log: Logger;
}

/** Work that announcements need done at their time. */
export interface AnnouncementJobs {
  /**
   * Begins to send what is due, and renews the cards by which authors see how it goes. Part of the sweep, which does not
   * wait until it is sent: platforms are asked before.
   */
  sweep(): Promise<void>;
  /** Lets what is being sent finish. */
  stop(): Promise<void>;
}

export function announcementJobs(options: Options): AnnouncementJobs {
  const { db, outbox, clock, log } = options;
  const turns = new Turns();
  const underWay = new Map<string, Promise<void>>();
  /** Until when, in ms of `Clock.monotonic`. */
  const paused = new Map<string, number>();
  /** Number of copies, by announcement, that could not be edited when that was last looked at; a restart looks anew. */
  let known: ReadonlyMap<string, number> = new Map();

  async function send(id: string): Promise<void> {
    try {
      await sendDue(options, turns, id);
    } catch (error) {
      log.error({ err: error, announcement: id }, 'announcement not sent, tried again later');
      paused.set(id, clock.monotonic() + PAUSE_MS);
    } finally {
      underWay.delete(id);
    }
  }

  return {
    async sweep() {
      const elapsed = clock.monotonic();
      for (const [id, until] of paused) if (until <= elapsed) paused.delete(id);
      const except = [...underWay.keys(), ...paused.keys()];
      const due = await findDue(db.prisma, new Date(clock.now()), { except, most: AT_ONCE - underWay.size });
      for (const id of due) underWay.set(id, send(id));
      const stale = await staleCopies(db.prisma);
      const renewed = [...new Set([...stale.keys(), ...known.keys()])].filter((id) => stale.get(id) !== known.get(id));
      if (renewed.length === 0 && !(await anyUnderWay(db.prisma))) return;
      await transaction(db, async (tx) => {
        await outbox.changed(tx, progressMessage, ...renewed);
        for (const id of await recount(tx)) await outbox.changed(tx, progressMessage, id);
      });
      known = stale;
    },
    async stop() {
      await Promise.all(underWay.values());
    },
  };
}

/** Copies of which nobody knew turned out to be there: whoever follows them sees it. */
export async function noteFoundCopies(outbox: Outbox, tx: Tx, found: readonly Settled[]): Promise<void> {
  const ids = found.filter(({ kind }) => kind === copyMessage.kind).map(({ subjectId }) => subjectId);
  await outbox.changed(tx, progressMessage, ...new Set(ids));
}

/** Sends one. What cannot be sent is a draft again, and its author is told why. */
async function sendDue({ db, outbox, clock, manages }: Options, turns: Turns, id: string): Promise<void> {
  const due = await findAnnouncement(db.prisma, id);
  if (!due) return;
  const absent = await absentOf(db.prisma, manages, await askedFirst(db.prisma, due));
  // One after the other: each writes many rows, and would hold one of a few connections.
  await turns.take('send', () =>
    transaction(db, async (tx) => {
      const now = clock.now();
      const announcement = (await takeDue(tx, id, new Date(now))) && (await findAnnouncement(tx, id));
      if (!announcement) return;
      const outcome = mayBeSent(announcement) ? await release(tx, outbox, announcement, { now, absent }) : 'approval';
      if (typeof outcome !== 'string') return;
      await updateAnnouncement(tx, id, { state: 'draft', dueAt: null });
      await tell(tx, outbox, announcement, `told-${outcome}`, now);
    }),
  );
}
