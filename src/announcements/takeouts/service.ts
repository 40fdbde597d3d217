import { UserError } from '../../chat/user-error.ts';
import type { Context } from '../../communities/context.ts';
import { findMembership } from '../../communities/networks/store.ts';
import type { Tx } from '../../database/transaction.ts';
import { endConsents, isAsked, openRefusals } from '../consents/store.ts';
import { askMessage, copyMessage, progressMessage } from '../kinds.ts';
import { tell } from '../sending/service.ts';
import { anyOne, hold } from '../service.ts';
import { type Announcement, asFrozen, updateAnnouncement } from '../store.ts';
import type { TakeOutFrom } from './rules.ts';
import { hangsIn, marksOf, markTakenOut, othersReached, receivedIn, stillHanging } from './store.ts';

/** Another community's announcement, with where the caller can take it out. */
export interface Received {
  announcement: Announcement;
  from: TakeOutFrom[];
  /** Places from which it was taken out, and where it hangs still. */
  takingOut: TakeOutFrom[];
  /** True when in the caller's space it goes on showing what it did when they parted from those who wrote it. */
  frozen: boolean;
  /** Our id of the caller's space when its community said no, and can still say yes; else null. */
  refusedIn: string | null;
}

/** A page of what others have announced. */
export interface ReceivedPage {
  announcements: Announcement[];
  total: number;
  /** Announcements that are being taken out of the caller's channel. */
  takingOut: ReadonlySet<string>;
  /** Announcements that the caller's community said no to, and can still say yes to. */
  refused: ReadonlySet<string>;
}

/** @returns a page of what others have announced where the caller is, or in the networks that their community runs */
export async function listReceived(
  { db, space }: Context,
  page: { skip: number; take: number },
): Promise<ReceivedPage> {
  const refused = await openRefusals(db.prisma, space.community.id, null);
  const found = await receivedIn(db.prisma, { community: space.community.id, spaceId: space.id, refused }, page);
  const ids = found.announcements.map(({ id }) => id);
  const here = (await stillHanging(db.prisma, ids)).filter(({ spaceId }) => spaceId === space.id);
  const announcements = await Promise.all(found.announcements.map((one) => asHanging(db.prisma, one, space.id)));
  const takingOut = new Set(here.map(({ announcementId }) => announcementId));
  return { announcements, total: found.total, takingOut, refused: new Set(refused) };
}

/** @throws {UserError} when it does not hang where the caller is, they cannot take a no to it back, nor is it in a network that they run */
export async function getReceived(context: Context, id: string, tx: Tx = context.db.prisma): Promise<Received> {
  const announcement = await anyOne(context, id, tx);
  const { state, community, network } = announcement;
  const own = community.id === context.space.community.id;
  if (own || (state !== 'sent' && state !== 'withdrawn')) throw new UserError('announcement-gone');
  const here = await hangsIn(tx, id, context.space.id);
  const leaving = (await stillHanging(tx, [id])).map(({ spaceId }) => spaceId);
  const membership = network && (await findMembership(tx, context.space.community.id, network.id));
  const runs = membership?.network.owner === context.space.community.id;
  const hangsHere = here || leaving.includes(context.space.id);
  const refused = (await openRefusals(tx, context.space.community.id, id)).length > 0;
  if (!hangsHere && !runs && !refused) throw new UserError('announcement-gone');
  const others = runs && ((await othersReached(tx, announcement)).length > 0 || (await isAsked(tx, id)));
  const shown = await asHanging(tx, announcement, context.space.id);
  return {
    announcement: shown,
    frozen: shown !== announcement,
    refusedIn: refused ? context.space.id : null,
    from: placesOf(here, others),
    takingOut: placesOf(leaving.includes(context.space.id), runs && leaving.some((one) => one !== context.space.id)),
  };
}

/** Returns the announcement as it hangs in a space: a correction elsewhere is none of its business. */
async function asHanging(db: Tx, announcement: Announcement, spaceId: string): Promise<Announcement> {
  const frozen = (await marksOf(db, announcement.id)).get(spaceId)?.frozen ?? null;
  return frozen === null ? announcement : asFrozen(db, announcement, frozen);
}

const placesOf = (here: boolean, network: boolean): TakeOutFrom[] => [
  ...(here ? ['here' as const] : []),
  ...(network ? ['network' as const] : []),
];

/**
 * Takes the copies out of the channel of the caller's space; or, for those who run the network, out of those of all its
 * members but the one that wrote it, and asks no member any more. They are deleted as soon as the platform lets us, no
 * correction brings them back, and the author is told. Where one hangs there still, deleting it is tried again.
 * @throws {UserError} when there is nothing (any more) that the caller may take out there
 */
export function takeOut(context: Context, id: string, from: TakeOutFrom): Promise<Announcement> {
  return hold(context, id, anyOne, async (tx, announcement) => {
    const received = await getReceived(context, id, tx);
    if (!received.from.includes(from)) {
      if (!received.takingOut.includes(from)) throw new UserError('taken-out-already');
      await context.outbox.changed(tx, copyMessage, id);
      return received.announcement;
    }
    if (from === 'here') await markTakenOut(tx, id, [context.space.id], 'space');
    else {
      await markTakenOut(tx, id, await othersReached(tx, announcement), 'network');
      // Whoever says yes now would post it anew.
      await endConsents(tx, id, 'removed', new Date(context.now));
    }
    for (const message of [copyMessage, askMessage, progressMessage]) await context.outbox.changed(tx, message, id);
    // The author's card may be drawn before the copy is gone, and the copy be gone before the sweep has seen it hang.
    await updateAnnouncement(tx, id, { underWay: true });
    const about = from === 'here' ? 'told-taken-out' : 'told-taken-out-network';
    await tell(tx, context.outbox, announcement, about, context.now, { community: context.space.community.id });
    return received.announcement;
  });
}
