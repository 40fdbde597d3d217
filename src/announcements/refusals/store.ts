import type { Tx } from '../../database/transaction.ts';
import type { Participant } from '../people.ts';
import { PLACE, refOf } from '../store.ts';

/** Somebody's no to a text, with what they want changed. */
export interface Refusal extends Participant {
  /** The community of the space where it was said. */
  community: string;
  reason: string | null;
}

/** Writes somebody's no, which ends a round of questions. */
export async function insertRefusal(
  tx: Tx,
  refusal: {
    announcementId: string;
    round: number;
    number: number;
    accountId: string;
    spaceId: string;
    reason: string | null;
    refusedAt: Date;
  },
): Promise<void> {
  await tx.refusal.create({ data: refusal });
}

/** @returns by what a round of questions was ended, if by a no */
export async function findRefusal(db: Tx, announcementId: string, round: number): Promise<Refusal | null> {
  const row = await db.refusal.findUnique({
    where: { announcementId_round: { announcementId, round } },
    include: { account: true, space: { select: { ...PLACE.select, communityId: true } } },
  });
  return (
    row && {
      account: refOf(row.account),
      place: row.space,
      community: row.space.communityId,
      reason: row.reason,
    }
  );
}
