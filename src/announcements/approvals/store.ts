import type { CommunityId } from '../../communities/ids.ts';
import type { Tx } from '../../database/transaction.ts';

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
