import type { Tx } from '../../database/transaction.ts';
import type { CommunityId } from '../ids.ts';

/** Somebody's wish that a community, or the network that it runs, requires no approval any more. */
export interface ApprovalOff {
  id: string;
  state: 'asked' | 'accepted' | 'declined' | 'over';
  community: { id: string; name: string };
  network: { id: string; name: string } | null;
  askedBy: { accountId: string; personId: string };
  /** Place where it was asked. */
  space: { id: string; name: string; platform: string };
  /** ms since the epoch */
  askedAt: number;
}

/** @param lock held until the end of the transaction */
export async function findApprovalOff(db: Tx, id: string, { lock = false } = {}): Promise<ApprovalOff | null> {
  if (lock) await db.$queryRaw`SELECT 1 FROM "ApprovalOff" WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await db.approvalOff.findUnique({
    where: { id },
    include: {
      community: { select: { id: true, name: true } },
      network: { select: { id: true, name: true } },
      space: { select: { id: true, name: true, platform: true } },
      askedBy: { select: { personId: true } },
    },
  });
  if (!row) return null;
  const { state, community, network, space, askedAt, askedById, askedBy } = row;
  const asker = { accountId: askedById, personId: askedBy.personId };
  return { id, state, community, network, space, askedBy: asker, askedAt: askedAt.getTime() };
}

/** Ends earlier questions about the same. @returns the ids of those */
export async function endApprovalOffs(tx: Tx, community: CommunityId, networkId: string | null): Promise<string[]> {
  const rows = await tx.approvalOff.updateManyAndReturn({
    where: { communityId: community, networkId, state: 'asked' },
    data: { state: 'over' },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** @returns the id */
export async function insertApprovalOff(
  tx: Tx,
  wish: { community: CommunityId; network: string | null; spaceId: string; accountId: string; now: Date },
): Promise<string> {
  const { community: communityId, network: networkId, spaceId, accountId: askedById, now } = wish;
  const row = await tx.approvalOff.create({ data: { communityId, networkId, spaceId, askedById, askedAt: now } });
  return row.id;
}

export async function answerApprovalOff(tx: Tx, id: string, state: 'accepted' | 'declined'): Promise<void> {
  await tx.approvalOff.update({ where: { id }, data: { state } });
}
