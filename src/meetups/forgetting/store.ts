import type { Tx } from '../../database/transaction.ts';
import type { SpaceMove } from '../../feature.ts';
import { answerMessage, PERSONAL_KINDS, questionMessage } from '../kinds.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const DRAFTS_KEPT_MS = 30 * DAY_MS;
/**
 * Days for which it is kept who was there: that is nobody's business for longer than it takes to thank them and to do
 * the accounts.
 */
const ANSWERS_KEPT_MS = 90 * DAY_MS;
/** That somebody was reminded tells that they went. */
const MESSAGES_KEPT_MS = ANSWERS_KEPT_MS;

/** Deletes what has been kept for its time. @param now the time of day, ms */
export async function forgetMeetups(db: Tx, now: number): Promise<void> {
  const ago = (ms: number) => new Date(now - ms);
  await deleteQuestions(db, new Date(now));
  await db.meetup.deleteMany({ where: { state: 'draft', createdAt: { lt: ago(DRAFTS_KEPT_MS) } } });
  const answers = ago(ANSWERS_KEPT_MS);
  const over = { startsAt: { lt: answers }, OR: [{ endsAt: null }, { endsAt: { lt: answers } }] };
  await db.rsvp.deleteMany({ where: { occurrence: over } });
  await db.formerFacts.deleteMany({ where: { occurrence: over } });
  // Words of one's own may tell of people.
  await db.meetup.updateMany({
    where: { cancelReason: { not: null }, occurrences: { every: over } },
    data: { cancelReason: null },
  });
  // With the deliveries that posted them.
  await db.placement.deleteMany({
    where: { kind: { in: [...PERSONAL_KINDS] }, delivery: { doneAt: { lt: ago(MESSAGES_KEPT_MS) } } },
  });
}

/** A question stays as long as it, or its answer, is on its way: who wrote it is told how that ends. */
function deleteQuestions(db: Tx, before: Date): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "Question" q WHERE q."forgetAt" < ${before}
      AND NOT EXISTS (
        SELECT 1 FROM "Delivery" d WHERE d.state::text = 'pending'
          AND d.key IN (${`${questionMessage.kind}:`} || q.id::text, ${`${answerMessage.kind}:`} || q.id::text))`;
}

/** Moves the meetups of a community into another one. */
export async function moveMeetups(tx: Tx, { from, to }: SpaceMove): Promise<void> {
  await tx.meetup.updateMany({ where: { communityId: from }, data: { communityId: to } });
  await tx.occurrence.updateMany({ where: { communityId: from }, data: { communityId: to } });
}
