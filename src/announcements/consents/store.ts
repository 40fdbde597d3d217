import type { CommunityId } from '../../communities/ids.ts';
import type { Tx } from '../../database/transaction.ts';

/** Notes that communities are asked first. */
export async function insertConsents(tx: Tx, id: string, communities: readonly string[], now: Date): Promise<void> {
  await tx.consent.createMany({
    data: communities.map((communityId) => ({ announcementId: id, communityId, askedAt: now })),
  });
}

export type ConsentState = 'asked' | 'accepted' | 'declined' | 'withdrawn' | 'left' | 'removed';

/** @returns false when the community was not asked, or has answered */
export async function answerConsent(
  tx: Tx,
  id: string,
  community: CommunityId,
  state: ConsentState,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.consent.updateMany({
    where: { announcementId: id, communityId: community, state: 'asked' },
    data: { state, answeredAt: now },
  });
  return count === 1;
}

/** Ends the questions that nobody has answered. @param why what became of the announcement */
export async function endConsents(tx: Tx, id: string, why: 'withdrawn' | 'removed', now: Date): Promise<void> {
  await tx.consent.updateMany({
    where: { announcementId: id, state: 'asked' },
    data: { state: why, answeredAt: now },
  });
}

/** @returns whether a community is asked that has not answered */
export async function isAsked(db: Tx, id: string): Promise<boolean> {
  return (await db.consent.count({ where: { announcementId: id, state: 'asked' } })) > 0;
}

/** A community is no longer in a network. @returns the announcements about which it was asked there and had not answered */
export async function endConsentsOf(
  tx: Tx,
  { community, network }: { community: CommunityId; network: string },
  now: Date,
): Promise<string[]> {
  const rows = await tx.consent.updateManyAndReturn({
    where: { communityId: community, state: 'asked', announcement: { networkId: network } },
    data: { state: 'left', answeredAt: now },
    select: { announcementId: true },
  });
  return rows.map(({ announcementId }) => announcementId);
}

/** @returns what each community that was asked has answered */
export async function consentsOf(db: Tx, id: string): Promise<{ community: string; state: ConsentState }[]> {
  const rows = await db.consent.findMany({ where: { announcementId: id } });
  return rows.map(({ communityId, state }) => ({ community: communityId, state }));
}
