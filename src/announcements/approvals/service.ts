import { UserError } from '../../chat/user-error.ts';
import type { Context } from '../../communities/context.ts';
import type { Tx } from '../../database/transaction.ts';
import type { Outbox } from '../../delivery/outbox.ts';
import { waitsForApproval } from '../card.ts';
import { checkCorrectable } from '../copies/service.ts';
import { approvalMessage } from '../kinds.ts';
import { insertRefusal } from '../refusals/store.ts';
import { approvalsNeeded } from '../rules.ts';
import {
  type Absent,
  absentOf,
  askedFirst,
  go,
  type Hindrance,
  mayBeSent,
  show,
  tell,
  tellWriter,
} from '../sending/service.ts';
import { anyOne, hold } from '../service.ts';
import { type Announcement, updateAnnouncement } from '../store.ts';
import { insertApproval, type Requirer, waitingOf } from './store.ts';

/** @throws {UserError} when the caller is not the one who may say yes or no to this very text */
async function checkApprover(context: Context, tx: Tx, announcement: Announcement, revision: number) {
  if (!approvalsNeeded(announcement).includes(context.space.community.id)) throw new UserError('approve-not-yours');
  if (!waitsForApproval(announcement) || announcement.newest.number !== revision) throw new UserError('approve-stale');
  if (announcement.state === 'sent') await checkCorrectable(tx, announcement);
  const account = await context.account(tx);
  if (account.personId === announcement.newest.author.personId) throw new UserError('approve-self');
  return account;
}

/**
 * A second person says yes to one text; when nobody's yes is missing any more, it goes its way, and its author is told.
 * What cannot be sent any more is a draft again.
 * @returns the announcement as it stands then, and what was in the way of sending it
 * @throws {UserError}
 */
export async function approve(
  context: Context,
  id: string,
  revision: number,
): Promise<{ announcement: Announcement; hindrance: Hindrance | null }> {
  const { prisma } = context.db;
  const waiting = await anyOne(context, id);
  const people = waiting.state === 'waiting' ? await askedFirst(prisma, waiting) : [];
  const absent = await absentOf(prisma, context.manages, people);
  return hold(context, id, anyOne, async (tx, before) => {
    const account = await checkApprover(context, tx, before, revision);
    const community = context.space.community.id;
    if (before.newest.approvals.some((one) => one.community === community)) throw new UserError('approve-stale');
    const yes = { announcement: id, number: revision, community, accountId: account.id, spaceId: context.space.id };
    await insertApproval(tx, { ...yes, now: new Date(context.now) });
    const announcement = await anyOne(context, id, tx);
    const hindrance = mayBeSent(announcement) ? await goItsWay(context, tx, announcement, absent) : null;
    await context.outbox.changed(tx, approvalMessage, id);
    return { announcement: await anyOne(context, id, tx), hindrance };
  });
}

/**
 * Tells the author, too; of what is sent they hear by the card of its progress.
 * @returns what was in the way, or null
 */
async function goItsWay(
  { outbox, now }: Context,
  tx: Tx,
  announcement: Announcement,
  absent: Absent,
): Promise<Hindrance | null> {
  if (announcement.state === 'sent') {
    await show(tx, outbox, announcement);
    await tellWriter(tx, outbox, announcement, 'told-edit-approved', now);
    return null;
  }
  const gone = await go(tx, outbox, announcement, { now, absent });
  if (typeof gone === 'string') {
    await updateAnnouncement(tx, announcement.id, { state: 'draft' });
    await tell(tx, outbox, announcement, `told-${gone}`, now);
    return gone;
  }
  if (gone.state === 'scheduled') await tell(tx, outbox, announcement, 'told-approved', now, { dueAt: gone.dueAt });
  return null;
}

/**
 * Hands a text back to whoever wrote it.
 * @param reason what is to be changed, in the caller's words
 * @returns it as it was
 * @throws {UserError}
 */
export function decline(
  context: Context,
  id: string,
  { revision, reason = null }: { revision: number; reason?: string | null },
): Promise<Announcement> {
  return hold(context, id, anyOne, async (tx, announcement) => {
    const account = await checkApprover(context, tx, announcement, revision);
    const { round } = announcement;
    await insertRefusal(tx, {
      announcementId: id,
      round,
      number: revision,
      accountId: account.id,
      spaceId: context.space.id,
      reason,
      refusedAt: new Date(context.now),
    });
    const correction = announcement.state === 'sent';
    await updateAnnouncement(tx, id, correction ? { revision: announcement.shown?.number } : { state: 'draft' });
    const about = correction ? 'told-edit-declined' : 'told-declined';
    await tellWriter(tx, context.outbox, announcement, about, context.now, { round });
    await context.outbox.changed(tx, approvalMessage, id);
    return announcement;
  });
}

/**
 * A community or a network requires approval from now on, or no longer: open questions say so, and those that are open
 * again.
 */
export async function requirementChanged(tx: Tx, outbox: Outbox, requirer: Requirer): Promise<void> {
  await outbox.changed(tx, approvalMessage, ...(await waitingOf(tx, requirer)));
}
