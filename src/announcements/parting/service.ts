import type { Context } from '../../communities/context.ts';
import type { CommunityId } from '../../communities/ids.ts';
import type { Tx } from '../../database/transaction.ts';
import type { Outbox } from '../../delivery/outbox.ts';
import { candidatesOf } from '../audience/store.ts';
import { refusedBy } from '../consents/store.ts';
import { approvalMessage, askMessage, copyMessage, progressMessage, type Told } from '../kinds.ts';
import { type Absent, absentOf, askApproval, askFirst, tellWriter } from '../sending/service.ts';
import { type Announcement, findAnnouncement, updateAnnouncement } from '../store.ts';
import {
  correctionsIn,
  freezeCopies,
  type Leaving,
  moveDrafts,
  openApprovals,
  openAsks,
  thawCopies,
  waitingIn,
} from './store.ts';

/**
 * Asks the platforms who no longer manages a space of a community that a space is to leave. Never inside a transaction.
 * Whoever may have lost the right is rather asked than nobody: it is looked at again when they answer.
 */
export async function formerOf({ db, manages }: Context, community: CommunityId): Promise<Absent> {
  const absent = await absentOf(db.prisma, manages, [community]);
  return new Map([...absent].filter(([, why]) => why === 'former'));
}

/**
 * Parts a community's announcements from a space that has just left it, with its contacts. What was sent stays with the
 * community, and is corrected in the space no more; what authors in the space have not sent goes with them, as drafts; what
 * only people in the space were asked, others are asked.
 * @param absent of `formerOf`
 * @returns how many questions others are asked now, and how many texts their writers have back because there is nobody
 */
export async function partAnnouncements(
  context: Pick<Context, 'outbox' | 'now'>,
  tx: Tx,
  { from, spaceId, to, absent }: { from: CommunityId; spaceId: string; to: CommunityId; absent: Absent },
): Promise<{ askedAnew: number; givenBack: number }> {
  let [askedAnew, givenBack] = [0, 0];
  const leaving = { community: from, spaceId };
  const { outbox } = context;
  await stopCorrections(context, tx, leaving);
  await stopWaiting(context, tx, leaving, to);
  await outbox.changed(tx, progressMessage, ...(await freezeCopies(tx, leaving)));
  const asks = await openAsks(tx, leaving);
  for (const { id } of asks.filter(({ stranded }) => stranded)) {
    const announcement = await found(tx, id);
    const candidates = (await candidatesOf(tx, announcement)) ?? [];
    const own = candidates.filter(({ community }) => community === from);
    askedAnew += await askFirst(tx, outbox, id, own, absent);
  }
  await outbox.changed(tx, askMessage, ...asks.map(({ id }) => id), ...(await refusedBy(tx, from, null)));
  const approvals = await openApprovals(tx, leaving);
  for (const { id } of approvals.filter(({ stranded }) => stranded)) {
    if (await askAgain(context, tx, await found(tx, id), absent)) askedAnew += 1;
    else givenBack += 1;
  }
  await outbox.changed(tx, approvalMessage, ...approvals.map(({ id }) => id));
  return { askedAnew, givenBack };
}

/** A space is in the community again that announced something there: its copies show what all others do. */
export async function joinAnnouncements(outbox: Outbox, tx: Tx, community: CommunityId): Promise<void> {
  const ids = new Set(await thawCopies(tx, community));
  for (const message of [copyMessage, progressMessage]) await outbox.changed(tx, message, ...ids);
}

async function stopWaiting(
  { outbox, now }: Pick<Context, 'outbox' | 'now'>,
  tx: Tx,
  leaving: Leaving,
  to: CommunityId,
): Promise<void> {
  const ids = await waitingIn(tx, leaving);
  await moveDrafts(tx, leaving, to);
  for (const id of ids) await tellWriter(tx, outbox, await found(tx, id), 'told-parted', now);
  await outbox.changed(tx, approvalMessage, ...ids);
}

async function stopCorrections(context: Pick<Context, 'outbox' | 'now'>, tx: Tx, leaving: Leaving): Promise<void> {
  const ids = await correctionsIn(tx, leaving);
  for (const id of ids) await endCorrection(context, tx, await found(tx, id), 'told-edit-parted');
  await context.outbox.changed(tx, approvalMessage, ...ids);
}

async function endCorrection(
  { outbox, now }: Pick<Context, 'outbox' | 'now'>,
  tx: Tx,
  announcement: Announcement,
  about: Told,
): Promise<void> {
  await updateAnnouncement(tx, announcement.id, { revision: announcement.shown?.number });
  await tellWriter(tx, outbox, announcement, about, now);
}

/** Asks those who are left; where there is nobody, whoever wrote the text has it back and is told. @returns whether there is anybody */
async function askAgain(
  context: Pick<Context, 'outbox' | 'now'>,
  tx: Tx,
  announcement: Announcement,
  absent: Absent,
): Promise<boolean> {
  const asked = await askApproval(tx, context.outbox, announcement, absent);
  if ('round' in asked) return true;
  if (announcement.state === 'sent') await endCorrection(context, tx, announcement, 'told-edit-nobody');
  else {
    await updateAnnouncement(tx, announcement.id, { state: 'draft' });
    await tellWriter(tx, context.outbox, announcement, 'told-nobody', context.now);
  }
  return false;
}

async function found(tx: Tx, id: string): Promise<Announcement> {
  const announcement = await findAnnouncement(tx, id);
  if (!announcement) throw new Error(`Announcement ${id} is gone while it is held.`);
  return announcement;
}
