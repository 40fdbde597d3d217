import type { CommunityId } from '../../communities/ids.ts';
import type { Tx } from '../../database/transaction.ts';
import { approvalMessage } from '../kinds.ts';
import type { Participant } from '../people.ts';
import { type Announcement, PLACE, refOf } from '../store.ts';

/** The one who requires approval: a community of what it writes, or a network of what is sent to it. */
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

/** @returns who was asked about an announcement in its newest round, the first first */
export async function askedIn(db: Tx, { id, round }: Pick<Announcement, 'id' | 'round'>): Promise<Participant[]> {
  const rows = await db.delivery.findMany({
    where: { kind: approvalMessage.kind, subjectId: id, details: { path: ['round'], equals: round } },
    orderBy: [{ createdAt: 'asc' }, { key: 'asc' }],
    include: { account: true, space: PLACE },
  });
  return rows.flatMap(({ account, space }) => (account ? [{ account: refOf(account), place: space }] : []));
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
