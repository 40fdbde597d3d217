import { UserError } from '../../chat/user-error.ts';
import type { Context } from '../../communities/context.ts';
import type { Tx } from '../../database/transaction.ts';
import { endConsents } from '../consents/store.ts';
import { approvalMessage, askMessage, copyMessage, progressMessage } from '../kinds.ts';
import { anyOne, getOwn, hold } from '../service.ts';
import { type Announcement, leftValues, updateAnnouncement } from '../store.ts';
import { markAgain } from '../takeouts/store.ts';
import { communitiesReached, hasCopy, isParted, mayCorrect, missingCopies, saveSeen } from './store.ts';

function checkSent({ state }: Announcement): void {
  if (state === 'withdrawn') throw new UserError('announcement-withdrawn');
  if (state !== 'sent') throw new UserError('announcement-not-sent');
}

/** @returns an announcement whose copies hang in channels @throws {UserError} */
export async function getSent(context: Context, id: string, tx?: Tx): Promise<Announcement> {
  const announcement = await getOwn(context, id, tx);
  checkSent(announcement);
  return announcement;
}

/** Does what `getSent` does, for one that may still be corrected. @throws {UserError} */
export async function getCorrectable(context: Context, id: string, tx: Tx = context.db.prisma): Promise<Announcement> {
  const announcement = await getSent(context, id, tx);
  await checkCorrectable(tx, announcement);
  return announcement;
}

/** Copies that hang with others are not changed by who is no longer among them. @throws {UserError} */
export async function checkCorrectable(tx: Tx, announcement: Announcement): Promise<void> {
  if (!(await mayCorrect(tx, announcement))) throw new UserError('correct-network-left', leftValues(announcement));
}

/** Replaces every copy by a line that says so; what has not been sent is not sent any more. @throws {UserError} */
export function withdraw(context: Context, id: string): Promise<Announcement> {
  return hold(context, id, getSent, async (tx, announcement) => {
    const now = new Date(context.now);
    await updateAnnouncement(tx, id, { state: 'withdrawn', withdrawnAt: now });
    await endConsents(tx, id, 'withdrawn', now);
    for (const message of [copyMessage, askMessage, approvalMessage, progressMessage])
      await context.outbox.changed(tx, message, id);
    return announcement;
  });
}

/**
 * Posts copies anew where they did not arrive, are gone or cannot be edited. What hangs there still is deleted as soon as
 * the platform lets us; nobody is notified again.
 * @returns how many
 * @throws {UserError}
 */
export function repost(context: Context, id: string): Promise<{ announcement: Announcement; count: number }> {
  return hold(context, id, getCorrectable, async (tx, announcement) => {
    const reached = await communitiesReached(tx, announcement);
    const missing = (await missingCopies(tx, announcement)).filter(({ community }) => reached.has(community));
    if (missing.length === 0) throw new UserError('nothing-missing');
    await markAgain(
      tx,
      id,
      missing.map(({ spaceId }) => spaceId),
    );
    await context.outbox.place(
      tx,
      missing.map(({ spaceId, channel, crosspost, again }) => {
        const key = `announcement:${id}:${spaceId}:${channel}:${again}`;
        return copyMessage.to({ spaceId, channel }, id, { again }, { key, priority: 'broadcast', crosspost });
      }),
    );
    await updateAnnouncement(tx, id, { underWay: true });
    for (const message of [copyMessage, progressMessage]) await context.outbox.changed(tx, message, id);
    return { announcement, count: missing.length };
  });
}

/** Counts the caller among those of their community who have seen it. @throws {UserError} */
export function markSeen(context: Context, id: string): Promise<void> {
  return context.change(async (tx) => {
    const announcement = await anyOne(context, id, tx);
    const { personId } = await context.account(tx);
    const draft = announcement.state === 'draft' && announcement.author.personId === personId;
    if (draft && announcement.seenButton) throw new UserError('seen-preview');
    if (!announcement.seenButton || !(await hasCopy(tx, id, context.space.id)))
      throw new UserError('announcement-gone');
    checkSent(announcement);
    if (await isParted(tx, id, context.space.id))
      throw new UserError('seen-parted', { community: announcement.community.name });
    const community = context.space.community.id;
    await saveSeen(tx, { announcement: id, person: personId, community, now: new Date(context.now) });
  });
}
