import type { CommunityId } from '../../communities/ids.ts';
import type { Tx } from '../../database/transaction.ts';
import type { GivenAnswer } from '../answers.ts';
import type { Meetup, Recipient } from '../store.ts';

/** Number of meetups and answers that are affected when a space leaves its community. */
export interface PartingCounts {
  /** Upcoming meetups that were made in the space: they go with it. */
  own: number;
  /** Upcoming meetups of the other spaces: they are no longer shown in it. */
  theirs: number;
  /** Answers (going, maybe, waiting) to these that were given on the other side: they end. */
  answers: number;
}

/** @param now ms since the epoch: what is over by then stays as it is */
export async function countParting(
  db: Tx,
  { community, spaceId, now }: { community: CommunityId; spaceId: string; now: number },
): Promise<PartingCounts> {
  const [row] = await db.$queryRaw<[PartingCounts]>`
    SELECT count(*) FILTER (WHERE m."spaceId" = ${spaceId}::uuid)::int AS own,
           count(*) FILTER (WHERE m."spaceId" <> ${spaceId}::uuid)::int AS theirs,
           COALESCE(sum((SELECT count(*) FROM "Rsvp" r WHERE r."occurrenceId" = o.id AND r.answer <> 'not_going'
                         AND (r."spaceId" = ${spaceId}::uuid) <> (m."spaceId" = ${spaceId}::uuid))), 0)::int AS answers
    FROM "Occurrence" o JOIN "Meetup" m ON m.id = o."meetupId" AND m.state = 'published'
    WHERE o."communityId" = ${community}::uuid AND o."closesAt" > ${new Date(now)}`;
  return row;
}

/**
 * Holds all that is still to come in a community until the end of the transaction: nobody answers or changes it meanwhile.
 * @returns the ids of the occurrences
 */
export async function lockUpcoming(tx: Tx, community: CommunityId, now: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Occurrence" WHERE "communityId" = ${community}::uuid AND "closesAt" > ${new Date(now)}
    ORDER BY id FOR UPDATE`;
  return rows.map(({ id }) => id);
}

/** Moves the meetups that were made in a space to another community, drafts and what is over too. */
export async function moveMeetups(
  tx: Tx,
  { spaceId, from, to }: { spaceId: string; from: CommunityId; to: CommunityId },
): Promise<void> {
  await tx.occurrence.updateMany({
    where: { communityId: from, meetup: { spaceId } },
    data: { communityId: to },
  });
  await tx.meetup.updateMany({ where: { communityId: from, spaceId }, data: { communityId: to } });
}

/** An answer that ended, with who gave it. */
export interface EndedAnswer extends Recipient {
  occurrenceId: string;
  answer: GivenAnswer;
}

/** Deletes the answers to occurrences that were given in a space of another community. @returns them */
export function deleteAnswersAcross(tx: Tx, occurrences: readonly string[]): Promise<EndedAnswer[]> {
  return tx.$queryRaw<EndedAnswer[]>`
    DELETE FROM "Rsvp" r USING "Occurrence" o, "Space" s
    WHERE r."occurrenceId" = ANY(${occurrences}::uuid[]) AND o.id = r."occurrenceId" AND s.id = r."spaceId"
      AND s."communityId" <> o."communityId"
    RETURNING r."occurrenceId", r."accountId", r."spaceId", r.answer`;
}

/** @returns of some occurrences, the capacity of each */
export async function capacitiesOf(tx: Tx, occurrences: readonly string[]): Promise<Map<string, number | null>> {
  const rows = await tx.occurrence.findMany({
    where: { id: { in: [...occurrences] } },
    select: { id: true, meetup: { select: { capacity: true } } },
  });
  return new Map(rows.map(({ id, meetup }) => [id, meetup.capacity]));
}

/** A meetup that somebody had answered, as far as they may be told of it, in whichever community it is now. */
export interface PartedMeetup extends Pick<Meetup, 'title' | 'startsAt' | 'endsAt' | 'state'> {
  /** The space where it was made. */
  space: { name: string; platform: string };
}

/** @param occurrence of a message to somebody whose answer to it ended: no other one is looked for by it */
export async function findParted(db: Tx, occurrence: string): Promise<PartedMeetup | null> {
  const row = await db.occurrence.findUnique({
    where: { id: occurrence },
    include: { meetup: { include: { space: { select: { name: true, platform: true } } } } },
  });
  if (!row) return null;
  const { title, state, space } = row.meetup;
  return { title, state, space, startsAt: row.startsAt.getTime(), endsAt: row.endsAt?.getTime() ?? null };
}
