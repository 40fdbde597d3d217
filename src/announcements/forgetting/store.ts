import type pg from 'pg';
import type { Tx } from '../../database/transaction.ts';
import type { SpaceMove } from '../../feature.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const DRAFTS_KEPT_MS = 30 * DAY_MS;
const REASONS_KEPT_MS = 90 * DAY_MS;
const SEEN_KEPT_MS = 365 * DAY_MS;

/** Deletes what has been kept for its time. @param now the time of day, ms */
export async function forgetAnnouncements(db: Tx, now: number): Promise<void> {
  const ago = (ms: number) => new Date(now - ms);
  await db.refusal.updateMany({
    where: { reason: { not: null }, refusedAt: { lt: ago(REASONS_KEPT_MS) } },
    data: { reason: null },
  });
  await db.announcement.deleteMany({ where: { state: 'draft', createdAt: { lt: ago(DRAFTS_KEPT_MS) } } });
  await db.seen.deleteMany({ where: { seenAt: { lt: ago(SEEN_KEPT_MS) } } });
}

/**
 * Moves the announcements of a community, with what it approved, was asked and saw, into another one. Where both were
 * asked about one announcement, the one that is joined answers.
 */
export async function moveAnnouncements(tx: Tx, { from, to }: SpaceMove): Promise<void> {
  await tx.announcement.updateMany({ where: { communityId: from }, data: { communityId: to } });
  await tx.$executeRaw`
    UPDATE "Approval" a SET "communityId" = ${to}::uuid WHERE a."communityId" = ${from}::uuid AND NOT EXISTS (
      SELECT 1 FROM "Approval" o WHERE o."announcementId" = a."announcementId" AND o.number = a.number
        AND o."communityId" = ${to}::uuid)`;
  await tx.$executeRaw`
    UPDATE "Consent" c SET "communityId" = ${to}::uuid WHERE c."communityId" = ${from}::uuid AND NOT EXISTS (
      SELECT 1 FROM "Consent" o WHERE o."announcementId" = c."announcementId" AND o."communityId" = ${to}::uuid)`;
  await tx.seen.updateMany({ where: { communityId: from }, data: { communityId: to } });
}

/** Makes drafts of what was due since the backup: it may have been sent, and waits for a person's decision. @param now the time of day */
export async function makeDueDrafts(session: pg.Client, now: Date): Promise<{ announcements: number }> {
  const { rowCount } = await session.query(
    `UPDATE "Announcement" SET state = 'draft', "dueAt" = NULL
     WHERE state = 'scheduled' AND ("dueAt" IS NULL OR "dueAt" <= $1)`,
    [now],
  );
  return { announcements: rowCount ?? 0 };
}
