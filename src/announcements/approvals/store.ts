import type { CommunityId } from '../../communities/ids.ts';
import type { Tx } from '../../database/transaction.ts';

/** Who requires approval: a community of what it writes, or a network of what is sent to it. */
export type Requirer = { community: CommunityId } | { network: string };

/** @returns the ids of the announcements of a community, or to a network, that wait for approval, or whose correction does */
export async function waitingOf(db: Tx, requirer: Requirer): Promise<string[]> {
  const [community, network] = 'community' in requirer ? [requirer.community, null] : [null, requirer.network];
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Announcement"
    WHERE ("communityId" = ${community}::uuid OR "networkId" = ${network}::uuid)
      AND (state = 'waiting' OR state = 'sent' AND revision > shown)`;
  return rows.map(({ id }) => id);
}

/** Writes somebody's yes to one revision, on behalf of their community. */
export async function insertApproval(
  tx: Tx,
  approval: {
    announcement: string;
    number: number;
    community: CommunityId;
    accountId: string;
    spaceId: string;
    now: Date;
  },
): Promise<void> {
  await tx.approval.create({
    data: {
      announcementId: approval.announcement,
      number: approval.number,
      communityId: approval.community,
      accountId: approval.accountId,
      spaceId: approval.spaceId,
      approvedAt: approval.now,
    },
  });
}
