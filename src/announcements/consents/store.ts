import type { CommunityId } from '../../communities/ids.ts';
import type { Tx } from '../../database/transaction.ts';

/** Notes that communities are asked first. */
export async function insertConsents(tx: Tx, id: string, communities: readonly string[], now: Date): Promise<void> {
  await tx.consent.createMany({
    data: communities.map((communityId) => ({ announcementId: id, communityId, askedAt: now })),
  });
}

export type ConsentState = 'asked' | 'accepted' | 'declined' | 'withdrawn' | 'left' | 'removed';

/** Answer of a community; `before`: asked for the first time, or after its no. */
export interface Answer {
  before: 'asked' | 'declined';
  state: 'accepted' | 'declined';
}

/** @returns false when the community was not asked, or has answered otherwise */
export async function answerConsent(
  tx: Tx,
  id: string,
  community: CommunityId,
  { before, state }: Answer,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.consent.updateMany({
    where: { announcementId: id, communityId: community, state: before },
    data: { state, answeredAt: now },
  });
  return count === 1;
}

/**
 * Finds what a community said no to and can still say yes to: it is not withdrawn, both are in its network, and those who
 * run that have not taken it out.
 * @param id of one announcement; null: all
 */
export async function openRefusals(db: Tx, community: CommunityId, id: string | null): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT a.id FROM "Consent" c
    JOIN "Announcement" a ON a.id = c."announcementId" AND a.state = 'sent'
    JOIN "Network" n ON n.id = a."networkId" AND n."closedAt" IS NULL
    JOIN "NetworkMember" m ON m."networkId" = n.id AND m."communityId" = c."communityId"
    JOIN "NetworkMember" w ON w."networkId" = n.id AND w."communityId" = a."communityId"
    WHERE c."communityId" = ${community}::uuid AND c.state = 'declined' AND (${id}::uuid IS NULL OR a.id = ${id}::uuid)
      AND NOT EXISTS (SELECT 1 FROM "Consent" r WHERE r."announcementId" = a.id AND r.state = 'removed')
      AND NOT EXISTS (SELECT 1 FROM "CopyMark" k WHERE k."announcementId" = a.id AND k."takenOut" = 'network')`;
  return rows.map((row) => row.id);
}

/** @returns what a community said no to @param network null: in all networks */
export async function refusedBy(db: Tx, community: CommunityId, network: string | null): Promise<string[]> {
  const rows = await db.consent.findMany({
    where: { communityId: community, state: 'declined', ...(network && { announcement: { networkId: network } }) },
    select: { announcementId: true },
  });
  return rows.map(({ announcementId }) => announcementId);
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
