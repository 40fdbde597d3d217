import type { Tx } from '../../database/transaction.ts';

/** The person who made a meetup, to be told something about it. */
export interface MeetupOwner {
  occurrenceId: string;
  accountId: string;
  spaceId: string;
}

/** @returns whoever organises the meetups of occurrences, whatever has become of them */
export async function ownersOf(tx: Tx, occurrences: readonly string[]): Promise<MeetupOwner[]> {
  const rows = await tx.occurrence.findMany({
    where: { id: { in: [...occurrences] } },
    select: { id: true, meetup: { select: { organiserId: true, spaceId: true } } },
  });
  return rows.map(({ id, meetup }) => ({
    occurrenceId: id,
    accountId: meetup.organiserId,
    spaceId: meetup.spaceId,
  }));
}

/**
 * @returns how many people the newest message about a cancellation, or a change, did not reach; the organiser, who knows,
 * is left out
 */
export async function countMissed(db: Tx, occurrence: string, kinds: readonly string[]): Promise<number> {
  const [row] = await db.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM (
      SELECT DISTINCT ON (d."accountId") d.state FROM "Delivery" d
      JOIN "Occurrence" o ON o.id = d."subjectId" JOIN "Meetup" m ON m.id = o."meetupId"
      WHERE d.kind = ANY(${kinds}::text[]) AND d."subjectId" = ${occurrence}::uuid AND d."accountId" <> m."organiserId"
        AND d.state::text IN ('sent', 'failed')
      ORDER BY d."accountId", d.id DESC) AS newest
    WHERE state = 'failed'`;
  return row.count;
}
