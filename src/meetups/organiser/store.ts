import type { Tx } from '../../database/transaction.ts';
import type { Answer } from '../store.ts';
import { BUNDLE_MS, LAST_BUNDLE_MS, LAST_HOUR_MS } from './rules.ts';

/** People who gave up their places between two instants, to be told to whoever organises the meetup. */
export interface Withdrawals {
  occurrenceId: string;
  accountId: string;
  spaceId: string;
  /** ms since the epoch */
  since: number;
}

/**
 * Notes that somebody gave up a place close to the start. A no counts, also after a maybe; and not the organiser's own.
 * @param now ms since the epoch
 */
export async function noteWithdrawal(
  tx: Tx,
  { occurrence, person, wasGoing, now }: { occurrence: string; person: string; wasGoing: boolean; now: number },
): Promise<void> {
  await tx.$executeRaw`
    WITH left_now AS (
      UPDATE "Rsvp" r SET "leftLateAt" = ${new Date(now)}
      FROM "Occurrence" o JOIN "Meetup" m ON m.id = o."meetupId" JOIN "Account" a ON a.id = m."organiserId"
      WHERE r."occurrenceId" = ${occurrence}::uuid AND r."personId" = ${person}::uuid AND o.id = r."occurrenceId"
        AND (${wasGoing} OR r."leftLateAt" IS NOT NULL) AND a."personId" <> r."personId"
      RETURNING r.answer
    )
    UPDATE "Occurrence" o SET "withdrawnSince" = LEAST(o."withdrawnSince", ${new Date(now)})
    FROM left_now WHERE o.id = ${occurrence}::uuid AND left_now.answer = 'not_going'`;
}

/** Takes the meetups whose organisers are to hear now of those who left, at most 100. @param now ms since the epoch */
export async function takeWithdrawals(tx: Tx, now: number): Promise<Withdrawals[]> {
  const rows = await tx.$queryRaw<(Omit<Withdrawals, 'since'> & { since: Date })[]>`
    WITH due AS (
      SELECT id, "withdrawnSince" AS since FROM "Occurrence"
      WHERE "withdrawnSince" <= ${new Date(now - BUNDLE_MS)}
        OR "withdrawnSince" <= ${new Date(now - LAST_BUNDLE_MS)} AND "startsAt" <= ${new Date(now + LAST_HOUR_MS)}
      LIMIT 100 FOR UPDATE SKIP LOCKED
    ), taken AS (
      UPDATE "Occurrence" o SET "withdrawnSince" = NULL FROM due WHERE o.id = due.id
      RETURNING o.id, o."meetupId", due.since
    )
    SELECT t.id AS "occurrenceId", t.since, m."organiserId" AS "accountId", m."spaceId"
    FROM taken t JOIN "Meetup" m ON m.id = t."meetupId" WHERE m.state = 'published'`;
  return rows.map((row) => ({ ...row, since: row.since.getTime() }));
}

/** @returns those who gave up their places in that time and have not come back. @param since, until ms since the epoch */
export async function whoWithdrew(
  db: Tx,
  occurrence: string,
  { since, until }: { since: number; until: number },
): Promise<Answer[]> {
  const rows = await db.rsvp.findMany({
    where: {
      occurrenceId: occurrence,
      answer: 'not_going',
      leftLateAt: { gte: new Date(since), lte: new Date(until) },
    },
    orderBy: { leftLateAt: 'asc' },
    include: { account: true, space: { select: { id: true, name: true } } },
  });
  return rows.map(({ answer, account: { platform, tenant, externalId: id }, space }) => ({
    answer,
    account: { platform, tenant, id },
    space,
  }));
}
