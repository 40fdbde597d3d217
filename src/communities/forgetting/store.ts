import { Prisma } from '../../database/generated/client.ts';
import type { Tx } from '../../database/transaction.ts';
import { ANSWER_KIND, PERSONAL_KINDS, QUESTION_KIND } from '../../meetups/kinds.ts';

/** The most accounts in one transaction: those who call meanwhile wait for it. */
const ACCOUNTS_MAX = 1_000;

/** Every column that refers to an account is named here; a test holds it against the schema. */
const UNUSED = Prisma.sql`
  NOT EXISTS (SELECT 1 FROM "Rsvp" x WHERE x."accountId" = a.id)
  AND NOT EXISTS (SELECT 1 FROM "Rsvp" x WHERE x."personId" = a."personId")
  AND NOT EXISTS (SELECT 1 FROM "Seen" x WHERE x."personId" = a."personId")
  AND NOT EXISTS (SELECT 1 FROM "Question" x WHERE x."accountId" = a.id)
  AND NOT EXISTS (SELECT 1 FROM "Meetup" x WHERE x."organiserId" = a.id)
  AND NOT EXISTS (SELECT 1 FROM "Announcement" x WHERE x."authorId" = a.id)
  AND NOT EXISTS (SELECT 1 FROM "Revision" x WHERE x."authorId" = a.id)
  AND NOT EXISTS (SELECT 1 FROM "Approval" x WHERE x."accountId" = a.id)
  AND NOT EXISTS (SELECT 1 FROM "Refusal" x WHERE x."accountId" = a.id)
  AND NOT EXISTS (SELECT 1 FROM "Ping" x WHERE x."accountId" = a.id)
  AND NOT EXISTS (SELECT 1 FROM "Contact" x WHERE x."accountId" = a.id)
  AND NOT EXISTS (SELECT 1 FROM "Delivery" x WHERE x."accountId" = a.id)
  AND NOT EXISTS (SELECT 1 FROM "KeptInput" x WHERE x."accountId" = a.id)
  AND NOT EXISTS (SELECT 1 FROM "LinkCode" x WHERE x."createdById" = a.id)
  AND NOT EXISTS (SELECT 1 FROM "SettingChange" x WHERE x."accountId" = a.id)
  AND NOT EXISTS (SELECT 1 FROM "ApprovalOff" x WHERE x."askedById" = a.id)`;

/** Deletes what was made before the given instants and is of no more use. */
export async function deleteOlder(
  db: Tx,
  before: {
    handledCalls: Date;
    keptInputs: Date;
    drafts: Date;
    linkCodes: Date;
    seen: Date;
    answers: Date;
    messages: Date;
    settings: Date;
    questions: Date;
  },
): Promise<void> {
  await db.handledCall.deleteMany({ where: { handledAt: { lt: before.handledCalls } } });
  await db.callClaim.deleteMany({ where: { claimedAt: { lt: before.handledCalls } } });
  await db.keptInput.deleteMany({ where: { createdAt: { lt: before.keptInputs } } });
  await db.linkCode.deleteMany({ where: { expiresAt: { lt: before.linkCodes } } });
  await db.networkCode.deleteMany({ where: { expiresAt: { lt: before.linkCodes } } });
  await deleteQuestions(db, before.questions);
  await db.meetup.deleteMany({ where: { state: 'draft', createdAt: { lt: before.drafts } } });
  const over = { startsAt: { lt: before.answers }, OR: [{ endsAt: null }, { endsAt: { lt: before.answers } }] };
  await db.rsvp.deleteMany({ where: { occurrence: over } });
  await db.formerFacts.deleteMany({ where: { occurrence: over } });
  // Words of one's own may tell of people.
  await db.meetup.updateMany({
    where: { cancelReason: { not: null }, occurrences: { every: over } },
    data: { cancelReason: null },
  });
  await db.refusal.updateMany({
    where: { reason: { not: null }, refusedAt: { lt: before.messages } },
    data: { reason: null },
  });
  await db.announcement.deleteMany({ where: { state: 'draft', createdAt: { lt: before.drafts } } });
  await db.seen.deleteMany({ where: { seenAt: { lt: before.seen } } });
  await db.settingChange.deleteMany({ where: { changedAt: { lt: before.settings } } });
  await db.approvalOff.deleteMany({ where: { askedAt: { lt: before.answers } } });
  await db.delivery.deleteMany({
    where: { accountId: { not: null }, placementId: null, doneAt: { lt: before.messages } },
  });
  await db.account.updateMany({
    where: { unreachableSince: { lt: before.messages } },
    data: { unreachableSince: null, unreachableReason: null },
  });
  // With the deliveries that posted them.
  await db.placement.deleteMany({
    where: { kind: { in: [...PERSONAL_KINDS] }, delivery: { doneAt: { lt: before.messages } } },
  });
}

/** A question stays as long as it, or its answer, is on its way: who wrote it is told how that ends. */
function deleteQuestions(db: Tx, before: Date): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "Question" q WHERE q."forgetAt" < ${before}
      AND NOT EXISTS (
        SELECT 1 FROM "Delivery" d WHERE d.state::text = 'pending'
          AND d.key IN (${`${QUESTION_KIND}:`} || q.id::text, ${`${ANSWER_KIND}:`} || q.id::text))`;
}

/**
 * Deletes accounts that nothing refers to any more. Each is held first and looked at again, so that none goes to which
 * a call refers at the same moment: `rememberAccount` holds what it finds, and such an account is left for the next
 * time.
 * @param before only those that were made before it
 * @returns how many
 */
export async function deleteAccounts(tx: Tx, before: Date): Promise<number> {
  const unused = await tx.$queryRaw<{ id: string }[]>`
    SELECT a.id FROM "Account" a WHERE a."createdAt" < ${before} AND ${UNUSED}
    LIMIT ${ACCOUNTS_MAX} FOR UPDATE OF a SKIP LOCKED`;
  if (unused.length === 0) return 0;
  const ids = unused.map(({ id }) => id);
  return tx.$executeRaw`DELETE FROM "Account" a WHERE a.id = ANY(${ids}::uuid[]) AND ${UNUSED}`;
}

/**
 * Deletes persons whose accounts have gone, and those that were made in vain.
 * @param before only those made before it
 */
export function deletePersons(db: Tx, before: Date): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "Person" p WHERE p."createdAt" < ${before}
      AND NOT EXISTS (SELECT 1 FROM "Account" a WHERE a."personId" = p.id)
      AND NOT EXISTS (SELECT 1 FROM "Rsvp" r WHERE r."personId" = p.id)
      AND NOT EXISTS (SELECT 1 FROM "Seen" s WHERE s."personId" = p.id)`;
}
