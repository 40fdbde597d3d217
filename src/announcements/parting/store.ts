import type { CommunityId } from '../../communities/ids.ts';
import type { Tx } from '../../database/transaction.ts';
import { approvalMessage, askMessage, copyMessage } from '../kinds.ts';

/** A space that leaves, or has left, its community. Queries read the same before and after it does. */
export interface Leaving {
  community: CommunityId;
  spaceId: string;
}

/** Takes announcements along when a space leaves its community. */
export interface AnnouncementCounts {
  /** Texts of authors in the space that wait for approval or their time, and their corrections that wait: they stop. */
  stopped: number;
  /** Open questions that only people in the space were asked: the others are asked, if there is anybody; afterwards, those they are. */
  askedAnew: number;
  /** Texts among them that nobody was left to approve, so that their writers have them back; 0 before. */
  givenBack: number;
  /** Announcements of the community that hang in the space: they are not corrected there any more. */
  frozen: number;
}

export async function countParting(db: Tx, leaving: Leaving): Promise<AnnouncementCounts> {
  const [waiting, corrections] = [await waitingIn(db, leaving), await correctionsIn(db, leaving)];
  const over = new Set([...waiting, ...corrections]);
  const asks = await openAsks(db, leaving);
  const approvals = (await openApprovals(db, leaving)).filter(({ id }) => !over.has(id));
  const [hanging] = await db.$queryRaw<[{ count: number }]>`
    SELECT count(DISTINCT a.id)::int AS count FROM "Announcement" a
    JOIN "Placement" p ON p.kind = ${copyMessage.kind} AND p."subjectId" = a.id AND p."spaceId" = ${leaving.spaceId}::uuid
    WHERE a."communityId" = ${leaving.community}::uuid AND a.state = 'sent' AND NOT p.gone AND p.message IS NOT NULL`;
  return {
    stopped: over.size,
    askedAnew: [...asks, ...approvals].filter(({ stranded }) => stranded).length,
    givenBack: 0,
    frozen: hanging.count,
  };
}

/**
 * Holds what a community has announced, and what it is asked about, until the end of the transaction. To be called before
 * the community is held: whoever sends or changes an announcement holds them in that order.
 */
export async function lockAnnouncements(tx: Tx, community: CommunityId): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM "Announcement" a
    WHERE a."communityId" = ${community}::uuid
      OR (a.state = 'waiting' OR a.state = 'sent' AND a.revision > a.shown) AND a."networkId" IN (SELECT id FROM "Network" WHERE "ownerId" = ${community}::uuid)
      OR a.id IN (SELECT "announcementId" FROM "Consent" WHERE "communityId" = ${community}::uuid AND state = 'asked')
    ORDER BY a.id FOR UPDATE`;
}

/** @returns the announcements written in the space that wait for approval or for their time */
export async function waitingIn(db: Tx, { community, spaceId }: Leaving): Promise<string[]> {
  const rows = await db.announcement.findMany({
    where: { communityId: community, spaceId, state: { in: ['waiting', 'scheduled'] } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id }) => id);
}

/** @returns the announcements whose correction waits for approval and was written in the space */
export async function correctionsIn(db: Tx, { community, spaceId }: Leaving): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT a.id FROM "Announcement" a
    JOIN "Revision" r ON r."announcementId" = a.id AND r.number = a.revision AND r."spaceId" = ${spaceId}::uuid
    WHERE a."communityId" = ${community}::uuid AND a.state = 'sent' AND a.revision > a.shown ORDER BY a.id`;
  return rows.map(({ id }) => id);
}

/** Moves what was written in the space and is not sent to another community, as drafts: only their author sees them. */
export async function moveDrafts(tx: Tx, { community, spaceId }: Leaving, to: CommunityId): Promise<void> {
  await tx.announcement.updateMany({
    where: { communityId: community, spaceId, state: { in: ['draft', 'waiting', 'scheduled'] } },
    data: { communityId: to, state: 'draft' },
  });
}

/**
 * Has the copies of a community's announcements in the space go on showing what they are to show now.
 * @returns the ids of those announcements
 */
export async function freezeCopies(tx: Tx, { community, spaceId }: Leaving): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "CopyMark" ("announcementId", "spaceId", frozen)
    SELECT a.id, ${spaceId}::uuid, a.shown FROM "Announcement" a
    WHERE a."communityId" = ${community}::uuid AND a.state = 'sent' AND EXISTS (SELECT 1 FROM "Delivery" d
      WHERE d.kind = ${copyMessage.kind} AND d."subjectId" = a.id AND d."spaceId" = ${spaceId}::uuid)
    ON CONFLICT ("announcementId", "spaceId") DO UPDATE SET frozen = EXCLUDED.frozen
    RETURNING "announcementId" AS id`;
  return rows.map(({ id }) => id);
}

/** Ends that, where a space is in the community again that announced it. @returns the ids of the announcements */
export async function thawCopies(tx: Tx, community: CommunityId): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "CopyMark" k SET frozen = NULL FROM "Announcement" a, "Space" s
    WHERE k.frozen IS NOT NULL AND a.id = k."announcementId" AND s.id = k."spaceId"
      AND s."communityId" = ${community}::uuid AND a."communityId" = ${community}::uuid
    RETURNING a.id`;
  return rows.map(({ id }) => id);
}

/** A question that a community has not answered. */
export interface OpenQuestion {
  id: string;
  /** Nobody in the spaces that stay was asked. */
  stranded: boolean;
}

/** @returns the announcements of others about which the community is asked */
export function openAsks(db: Tx, { community, spaceId }: Leaving): Promise<OpenQuestion[]> {
  return db.$queryRaw<OpenQuestion[]>`
    SELECT a.id, NOT EXISTS (SELECT 1 FROM "Delivery" d JOIN "Space" s ON s.id = d."spaceId" AND s."goneAt" IS NULL
      WHERE d.kind = ${askMessage.kind} AND d."subjectId" = a.id AND d.state::text IN ('pending', 'sent', 'unknown')
        AND s."communityId" = ${community}::uuid AND s.id <> ${spaceId}::uuid) AS stranded
    FROM "Consent" c JOIN "Announcement" a ON a.id = c."announcementId" AND a.state = 'sent'
    WHERE c."communityId" = ${community}::uuid AND c.state = 'asked' ORDER BY a.id`;
}

/** @returns the texts that wait for the community's approval, of its own or for a network that it runs */
export function openApprovals(db: Tx, { community, spaceId }: Leaving): Promise<OpenQuestion[]> {
  return db.$queryRaw<OpenQuestion[]>`
    SELECT a.id, NOT EXISTS (SELECT 1 FROM "Delivery" d JOIN "Space" s ON s.id = d."spaceId" AND s."goneAt" IS NULL
      WHERE d.kind = ${approvalMessage.kind} AND d."subjectId" = a.id AND d.state::text IN ('pending', 'sent', 'unknown')
        AND (d.details->>'round')::int = a.round
        AND s."communityId" = ${community}::uuid AND s.id <> ${spaceId}::uuid) AS stranded
    FROM "Announcement" a JOIN "Community" c ON c.id = a."communityId" LEFT JOIN "Network" n ON n.id = a."networkId"
    WHERE (a.state = 'waiting' OR a.state = 'sent' AND a.revision > a.shown)
      AND (c.id = ${community}::uuid AND c.approval OR n."ownerId" = ${community}::uuid AND n.approval)
      AND NOT EXISTS (SELECT 1 FROM "Approval" y WHERE y."announcementId" = a.id AND y.number = a.revision
        AND y."communityId" = ${community}::uuid)
    ORDER BY a.id`;
}
