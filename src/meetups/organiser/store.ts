import { Prisma } from '../../database/generated/client.ts';
import type { Tx } from '../../database/transaction.ts';
import type { Condition } from '../../database/which-hold.ts';
import type { Answer } from '../store.ts';
import { BUNDLE_MS, LAST_BUNDLE_MS, LAST_HOUR_MS } from './rules.ts';

/** A meetup from which people have gone, and who is to be told. */
export interface Withdrawals {
  occurrenceId: string;
  accountId: string;
  spaceId: string;
}

/**
 * Notes that somebody gave up a place close to the start. A no counts, also after a maybe; not the organiser's own, nor that
 * of somebody of whom the organiser was told and who has not come back.
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
        AND (${wasGoing} OR r."leftLateAt" IS NOT NULL) AND r."leftToldAt" IS NULL AND a."personId" <> r."personId"
      RETURNING r.answer
    )
    UPDATE "Occurrence" o SET "withdrawnSince" = LEAST(o."withdrawnSince", ${new Date(now)})
    FROM left_now WHERE o.id = ${occurrence}::uuid AND left_now.answer = 'not_going'`;
}

/** @returns whether an organiser may have to hear now of somebody who left */
export const withdrawalsDue = (now: number): Condition =>
  Prisma.sql`EXISTS (SELECT FROM "Occurrence" WHERE "withdrawnSince" <= ${new Date(now - LAST_BUNDLE_MS)})`;

/**
 * Takes the meetups whose organisers are to hear now of those who left, at most 100, and marks those who have with `now`.
 * @param now ms since the epoch
 */
export function takeWithdrawals(tx: Tx, now: number): Promise<Withdrawals[]> {
  return tx.$queryRaw<Withdrawals[]>`
    WITH due AS (
      SELECT id FROM "Occurrence"
      WHERE "withdrawnSince" <= ${new Date(now - BUNDLE_MS)}
        OR "withdrawnSince" <= ${new Date(now - LAST_BUNDLE_MS)} AND "startsAt" <= ${new Date(now + LAST_HOUR_MS)}
      LIMIT 100 FOR UPDATE SKIP LOCKED
    ), taken AS (
      UPDATE "Occurrence" o SET "withdrawnSince" = NULL FROM due WHERE o.id = due.id
      RETURNING o.id, o."meetupId"
    ), told AS (
      UPDATE "Rsvp" r SET "leftToldAt" = ${new Date(now)} FROM due
      WHERE r."occurrenceId" = due.id AND r.answer = 'not_going' AND r."leftLateAt" IS NOT NULL AND r."leftToldAt" IS NULL
    )
    SELECT t.id AS "occurrenceId", m."organiserId" AS "accountId", m."spaceId"
    FROM taken t JOIN "Meetup" m ON m.id = t."meetupId" WHERE m.state = 'published'`;
}

/** @returns those of whom the message of a time (ms since the epoch) tells, and who have not come back */
export async function whoWithdrew(db: Tx, occurrence: string, told: number): Promise<Answer[]> {
  const rows = await db.rsvp.findMany({
    where: { occurrenceId: occurrence, answer: 'not_going', leftToldAt: new Date(told) },
    orderBy: { leftLateAt: 'asc' },
    include: { account: true, space: { select: { id: true, name: true } } },
  });
  return rows.map(({ answer, account: { platform, tenant, externalId: id }, space }) => ({
    answer,
    account: { platform, tenant, id },
    space,
  }));
}
