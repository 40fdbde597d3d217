import type { CommunityId } from '../../communities/ids.ts';
import type { Tx } from '../../database/transaction.ts';
import { copyMessage } from '../kinds.ts';
import { type Announcement, findAnnouncement } from '../store.ts';

/** Facts about an announcement's copies in one space. */
export interface CopyMark {
  takenOut: 'space' | 'network' | null;
  again: number;
  /** The number of the revision that it goes on showing; null: the one that all show. */
  frozen: number | null;
}

/** @returns by space, what is to be known of an announcement's copies there; most have nothing */
export async function marksOf(db: Tx, announcement: string): Promise<ReadonlyMap<string, CopyMark>> {
  const rows = await db.copyMark.findMany({ where: { announcementId: announcement } });
  return new Map(rows.map(({ spaceId, takenOut, again, frozen }) => [spaceId, { takenOut, again, frozen }]));
}

/** Notes that copies are taken out of the channels of spaces; who did it first stays. */
export async function markTakenOut(
  tx: Tx,
  announcement: string,
  spaces: readonly string[],
  by: 'space' | 'network',
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "CopyMark" ("announcementId", "spaceId", "takenOut")
    SELECT ${announcement}::uuid, space, ${by}::"TakenOutBy" FROM unnest(${spaces}::uuid[]) AS space
    ON CONFLICT ("announcementId", "spaceId") DO UPDATE SET "takenOut" = EXCLUDED."takenOut"
    WHERE "CopyMark"."takenOut" IS NULL`;
}

/** Notes that a copy is posted anew in spaces: what hung there before is taken away as soon as that can be done. */
export async function markAgain(tx: Tx, announcement: string, spaces: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "CopyMark" ("announcementId", "spaceId", again)
    SELECT ${announcement}::uuid, space, 1 FROM unnest(${spaces}::uuid[]) AS space
    ON CONFLICT ("announcementId", "spaceId") DO UPDATE SET again = "CopyMark".again + 1`;
}

/** @returns whether a copy hangs in a space, or is on its way there */
export async function hangsIn(db: Tx, announcement: string, spaceId: string): Promise<boolean> {
  const found = await db.placement.findFirst({
    orderBy: { id: 'asc' },
    where: {
      kind: copyMessage.kind,
      subjectId: announcement,
      spaceId,
      gone: false,
      delivery: { state: { in: ['pending', 'sent', 'unknown'] } },
    },
    select: { id: true },
  });
  if (!found) return false;
  const mark = await db.copyMark.findUnique({
    where: { announcementId_spaceId: { announcementId: announcement, spaceId } },
  });
  return mark?.takenOut == null;
}

/** @returns the spaces of a network's members, but the author's, where a copy hangs, is on its way or can be posted again */
export async function othersReached(db: Tx, { id, community, network }: Announcement): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT s.id FROM "Delivery" d
    JOIN "Space" s ON s.id = d."spaceId"
    JOIN "NetworkMember" m ON m."communityId" = s."communityId" AND m."networkId" = ${network?.id ?? null}::uuid
    WHERE d.kind = ${copyMessage.kind} AND d."subjectId" = ${id}::uuid AND d.state::text IN ('pending', 'sent', 'unknown', 'failed')
      AND s."communityId" <> ${community.id}::uuid
      AND NOT EXISTS (SELECT 1 FROM "CopyMark" k
        WHERE k."announcementId" = d."subjectId" AND k."spaceId" = d."spaceId" AND k."takenOut" IS NOT NULL)`;
  return rows.map((row) => row.id);
}

/** A copy that was taken out, and hangs in a channel all the same. */
export interface HangingCopy {
  announcementId: string;
  spaceId: string;
}

/** @returns the copies of announcements that are to be deleted, and are not yet */
export function stillHanging(db: Tx, announcements: readonly string[]): Promise<HangingCopy[]> {
  return db.$queryRaw<HangingCopy[]>`
    SELECT DISTINCT p."subjectId" AS "announcementId", p."spaceId" FROM "Placement" p
    JOIN "CopyMark" k ON k."announcementId" = p."subjectId" AND k."spaceId" = p."spaceId" AND k."takenOut" IS NOT NULL
    WHERE p.kind = ${copyMessage.kind} AND p."subjectId" = ANY(${announcements}::uuid[]) AND NOT p.gone AND p.message IS NOT NULL`;
}

/** The person who looks at what others have announced. */
interface Reader {
  community: CommunityId;
  spaceId: string;
}

/**
 * @param refused ids of what the community said no to
 * @returns that, and what others have announced in a space or in the networks that its community runs, the newest first
 */
export async function receivedIn(
  db: Tx,
  { community, spaceId, refused }: Reader & { refused: readonly string[] },
  { skip, take }: { skip: number; take: number },
): Promise<{ announcements: Announcement[]; total: number }> {
  const rows = await db.$queryRaw<{ id: string; total: number }[]>`
    SELECT a.id, count(*) OVER ()::int AS total FROM "Announcement" a
    WHERE a."communityId" <> ${community}::uuid AND a.state IN ('sent', 'withdrawn') AND (
      a.id IN (SELECT p."subjectId" FROM "Placement" p
               WHERE p."spaceId" = ${spaceId}::uuid AND p.kind = ${copyMessage.kind} AND NOT p.gone)
      OR a.id = ANY(${refused}::uuid[])
      OR a."networkId" IN (SELECT n.id FROM "Network" n WHERE n."ownerId" = ${community}::uuid AND n."closedAt" IS NULL))
    ORDER BY a."sentAt" DESC, a.id LIMIT ${take} OFFSET ${skip}`;
  const found = await Promise.all(rows.map(({ id }) => findAnnouncement(db, id)));
  return { announcements: found.filter((one) => one !== null), total: rows[0]?.total ?? 0 };
}
