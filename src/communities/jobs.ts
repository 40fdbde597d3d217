import type { Logger } from 'pino';
import type { SpaceRef } from '../chat/call.ts';
import type { Database } from '../database/client.ts';
import { runEach } from '../database/run-each.ts';
import { transaction } from '../database/transaction.ts';
import { addUpCounts } from '../delivery/backlog.ts';
import { forgetPaces } from '../delivery/booking.ts';
import type { Outbox } from '../delivery/outbox.ts';
import { shareUpcoming } from '../meetups/publishing/service.ts';
import type { Clock } from '../time/clock.ts';
import { deleteAccounts, deleteOlder, deletePersons } from './forgetting/store.ts';
import { INPUTS_KEPT_MS } from './kept-inputs.ts';
import { findSpace, noteSpace } from './store.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Both platforms deliver a call again within hours at most. */
const HANDLED_CALLS_KEPT_MS = 2 * DAY_MS;
const DRAFTS_KEPT_MS = 30 * DAY_MS;
/**
 * Days for which it is kept who was there: that is nobody's business for longer than it takes to thank them and to do
 * the accounts.
 */
const ANSWERS_KEPT_MS = 90 * DAY_MS;
/** That somebody was reminded tells that they went. */
const MESSAGES_KEPT_MS = ANSWERS_KEPT_MS;
const SEEN_KEPT_MS = 365 * DAY_MS;
/** Days for which it is kept who changed what: a board that changes once a year can still find it. */
const SETTINGS_KEPT_MS = 365 * DAY_MS;

const lastForgotten = new WeakMap<Database, number>();

/** Deletes, once an hour, what has been kept for its time. Part of the sweep. */
export async function forgetOld(db: Database, clock: Clock): Promise<void> {
  const elapsed = clock.monotonic();
  if (elapsed - (lastForgotten.get(db) ?? Number.NEGATIVE_INFINITY) < HOUR_MS) return;
  lastForgotten.set(db, elapsed);
  await runEach([
    () => deleteOld(db, clock.now()),
    () => forgetPaces(db.prisma, clock.machine()),
    () => addUpCounts(db.prisma),
  ]);
}

async function deleteOld(db: Database, now: number): Promise<void> {
  await deleteOlder(db.prisma, {
    handledCalls: new Date(now - HANDLED_CALLS_KEPT_MS),
    keptInputs: new Date(now - INPUTS_KEPT_MS),
    drafts: new Date(now - DRAFTS_KEPT_MS),
    linkCodes: new Date(now - DAY_MS),
    answers: new Date(now - ANSWERS_KEPT_MS),
    messages: new Date(now - MESSAGES_KEPT_MS),
    seen: new Date(now - SEEN_KEPT_MS),
    settings: new Date(now - SETTINGS_KEPT_MS),
    questions: new Date(now),
  });
  // Last, when what referred to them has gone.
  const yesterday = new Date(now - DAY_MS);
  while ((await transaction(db, (tx) => deleteAccounts(tx, yesterday))) > 0);
  await deletePersons(db.prisma, yesterday);
}

/**
 * The bot was taken out of a space, or put into one. Everything is kept: whoever puts it back finds the meetups and
 * answers as they were. Meanwhile announcements leave it out; what else cannot be delivered ends as failed, with the
 * platform's reason. Put back, it gets the cards of what was published meanwhile.
 */
export async function spaceChanged(
  { db, outbox, clock, log }: { db: Database; outbox: Outbox; clock: Clock; log: Logger },
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
    await shareUpcoming({ outbox, now }, tx, { community: space.community.id, spaces: [space.id] });
  });
}
