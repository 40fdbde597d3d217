import type { AccountRef } from '../chat/text.ts';
import type { CommunityId } from '../communities/ids.ts';
import type { Tx } from '../database/transaction.ts';

/** @returns whether somebody has made a meetup in a community */
export async function hasOrganised(db: Tx, communityId: CommunityId, account: AccountRef): Promise<boolean> {
  const { platform, tenant, id: externalId } = account;
  const found = await db.meetup.findFirst({
    orderBy: { id: 'asc' },
    where: { communityId, organiser: { platform, tenant, externalId } },
    select: { id: true },
  });
  return found !== null;
}
