import type { CommunityId } from '../../communities/ids.ts';
import type { SpaceOfCommunity } from '../../communities/store.ts';
import type { Tx } from '../../database/transaction.ts';
import { REFUSED_OFTEN } from '../../delivery/store.ts';
import { copyMessage } from '../kinds.ts';
import type { Pace } from '../rules.ts';
import type { Announcement } from '../store.ts';

/** Number of copies of a community in a state, and why those failed that did. */
export interface CopyGroup {
  /** The community of their spaces as they are linked now. */
  community: string;
  /**
   * The name of their space, where it is the author's own or has parted from those: whom it is linked with now is not our
   * business. Null: they are others', who are called by the name of their community.
   */
  place: string | null;
  /** Their space has parted from the community that wrote it. */
  parted: boolean;
  /**
   * 'frozen': it goes on showing what it did, for its space has parted from the community that wrote it;
   * 'stale': the platform refuses to edit it, so it shows an older text; 'lost': somebody deleted the message;
   * 'taking-out': it is to be deleted, and hangs there still; 'taken-out': it is gone, or was never posted.
   */
  state:
    | 'pending'
    | 'sent'
    | 'failed'
    | 'unknown'
    | 'dropped'
    | 'stale'
    | 'lost'
    | 'frozen'
    | 'taking-out'
    | 'taken-out';
  /** A word of `SendFailure`; of what was taken out, who did: `TakenOutBy`. */
  reason: string | null;
  count: number;
}

/** A copy that does not show what it should, where it can be posted anew. */
export interface MissingCopy {
  community: string;
  spaceId: string;
  channel: string;
  crosspost: boolean;
  /** Number of times it will have been posted anew. */
  again: number;
}

/**
 * @returns the copies that did not arrive, or cannot be edited; and those of the author's community whose message
 * somebody deleted: with others that is their own decision. At most one in each space.
 */
export function missingCopies(
  tx: Tx,
  { id, community }: Pick<Announcement, 'id' | 'community'>,
): Promise<MissingCopy[]> {
  return tx.$queryRaw<MissingCopy[]>`
    SELECT DISTINCT ON (s.id) s."communityId" AS community, s.id AS "spaceId", s.crosspost,
           COALESCE(s."announcementChannel", s."meetupChannel") AS channel, COALESCE(m.again, 0) + 1 AS again
    FROM "Delivery" d JOIN "Space" s ON s.id = d."spaceId" AND s."goneAt" IS NULL
    LEFT JOIN "Placement" p ON p.id = d."placementId"
    LEFT JOIN "CopyMark" m ON m."announcementId" = d."subjectId" AND m."spaceId" = d."spaceId"
    WHERE d.kind = ${copyMessage.kind} AND d."subjectId" = ${id}::uuid AND m."takenOut" IS NULL
      AND m.frozen IS NULL AND COALESCE(s."announcementChannel", s."meetupChannel") IS NOT NULL
      AND COALESCE((d.details->>'again')::int, 0) >= COALESCE(m.again, 0)
      AND (d.state = 'failed'
        OR d.state = 'sent' AND NOT p.gone AND p.shown < p.changes AND p.refusals >= ${REFUSED_OFTEN}
        OR d.state = 'sent' AND p.gone AND s."communityId" = ${community.id}::uuid)
    ORDER BY s.id`;
}

/**
 * @returns by announcement, how many copies show an older text because the platform refuses to edit them, or were taken
 * out and hang there still; few have any
 */
export async function staleCopies(db: Tx): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ id: string; count: number }[]>`
    SELECT p."subjectId" AS id, count(*)::int AS count FROM "Placement" p
    WHERE p.kind = ${copyMessage.kind} AND p.shown < p.changes AND NOT p.gone
      AND (p.refusals >= ${REFUSED_OFTEN} OR EXISTS (SELECT 1 FROM "CopyMark" m
        WHERE m."announcementId" = p."subjectId" AND m."spaceId" = p."spaceId" AND m."takenOut" IS NOT NULL))
    GROUP BY 1`;
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** @returns the copies of an announcement by community, state and reason */
export function copiesOf(db: Tx, id: string): Promise<CopyGroup[]> {
  return db.$queryRaw<CopyGroup[]>`
    SELECT s."communityId" AS community, m.frozen IS NOT NULL AS parted, count(*)::int AS count,
           CASE WHEN m.frozen IS NOT NULL OR s."communityId" = a."communityId" THEN s.name END AS place,
           CASE WHEN d.state::text IN ('failed', 'unknown') OR d.state = 'dropped' AND m."takenOut" IS NULL THEN d.state::text
                WHEN m."takenOut" IS NOT NULL THEN CASE WHEN d.state = 'sent' AND NOT p.gone THEN 'taking-out' ELSE 'taken-out' END
                WHEN d.state = 'sent' AND p.gone THEN 'lost'
                WHEN d.state = 'sent' AND m.frozen IS NOT NULL AND a.state = 'sent' THEN 'frozen'
                WHEN d.state = 'sent' AND p.shown < p.changes AND p.refusals >= ${REFUSED_OFTEN} THEN 'stale'
                ELSE d.state::text END AS state,
           COALESCE(d.reason, m."takenOut"::text) AS reason
    FROM "Delivery" d JOIN "Space" s ON s.id = d."spaceId" JOIN "Announcement" a ON a.id = d."subjectId"
    LEFT JOIN "Placement" p ON p.id = d."placementId"
    LEFT JOIN "CopyMark" m ON m."announcementId" = d."subjectId" AND m."spaceId" = d."spaceId"
    WHERE d.kind = ${copyMessage.kind} AND d."subjectId" = ${id}::uuid
      AND COALESCE((d.details->>'again')::int, 0) >= COALESCE(m.again, 0)
    GROUP BY 1, 2, 4, 5, 6 ORDER BY 1, 2, 4, 5, 6`;
}

/**
 * @returns the communities that copies may go to as things are: those of its network, as long as its own is in it. What
 * they accept was asked when it was sent.
 */
export async function communitiesReached(
  db: Tx,
  { community, network }: Pick<Announcement, 'community' | 'network'>,
): Promise<ReadonlySet<string>> {
  if (!network) return new Set([community.id]);
  const [row] = await db.$queryRaw<[{ ids: string[] | null }]>`
    SELECT array_agg(m."communityId"::text) AS ids
    FROM "NetworkMember" m JOIN "Network" n ON n.id = m."networkId"
    WHERE m."networkId" = ${network.id}::uuid AND n."closedAt" IS NULL`;
  const ids = new Set(row.ids);
  return ids.has(community.id) ? ids : new Set();
}

/**
 * @returns whether what an announcement says may still be changed: its community is in the network that it went to.
 * Held until the end of the transaction, so that it does not leave meanwhile.
 */
export async function mayCorrect(
  tx: Tx,
  { community, network }: Pick<Announcement, 'community' | 'network'>,
): Promise<boolean> {
  if (!network) return true;
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "NetworkMember" m JOIN "Network" n ON n.id = m."networkId"
    WHERE m."networkId" = ${network.id}::uuid AND m."communityId" = ${community.id}::uuid AND n."closedAt" IS NULL
    FOR SHARE OF m`;
  return rows.length > 0;
}

/** @returns how fast the copies of an announcement go that are under way; null when none of those has ended yet */
export async function paceOf(db: Tx, id: string): Promise<Pace | null> {
  const [row] = await db.$queryRaw<{ since: Date; done: number; last: Date }[]>`
    WITH open AS (
      SELECT min("createdAt") AS since FROM "Delivery"
      WHERE kind = ${copyMessage.kind} AND "subjectId" = ${id}::uuid AND "doneAt" IS NULL
    )
    SELECT open.since, count(*)::int AS done, max(d."doneAt") AS last FROM open JOIN "Delivery" d
      ON d.kind = ${copyMessage.kind} AND d."subjectId" = ${id}::uuid AND d."createdAt" >= open.since AND d."doneAt" IS NOT NULL
    GROUP BY 1`;
  return row ? { since: row.since.getTime(), done: row.done, last: row.last.getTime() } : null;
}

/** A copy that hangs in a channel of its author's own community. Ids of channel and message are the platform's own. */
export interface OwnCopy {
  space: Pick<SpaceOfCommunity, 'id' | 'name' | 'platform' | 'externalId'>;
  channel: string;
  message: string;
}

/** @returns the copies that hang where people of the author's own community read them, in the spaces as they were made */
export function ownCopies(db: Tx, { id, community }: Pick<Announcement, 'id' | 'community'>): Promise<OwnCopy[]> {
  return db.$queryRaw<OwnCopy[]>`
    SELECT json_build_object('id', s.id, 'name', s.name, 'platform', s.platform, 'externalId', s."externalId") AS space,
           p.channel, p.message
    FROM "Delivery" d JOIN "Space" s ON s.id = d."spaceId" AND s."communityId" = ${community.id}::uuid
    JOIN "Placement" p ON p.id = d."placementId" AND NOT p.gone AND p.message IS NOT NULL
    LEFT JOIN "CopyMark" m ON m."announcementId" = d."subjectId" AND m."spaceId" = d."spaceId"
    WHERE d.kind = ${copyMessage.kind} AND d."subjectId" = ${id}::uuid AND d.state = 'sent'
      AND m."takenOut" IS NULL AND m.frozen IS NULL
      AND NOT (p.shown < p.changes AND p.refusals >= ${REFUSED_OFTEN})
      AND COALESCE((d.details->>'again')::int, 0) >= COALESCE(m.again, 0)
    ORDER BY s."createdAt", s.id`;
}

/** @returns whether a space has parted from the community that announced something in it */
export async function isParted(db: Tx, id: string, spaceId: string): Promise<boolean> {
  return (await db.copyMark.count({ where: { announcementId: id, spaceId, frozen: { not: null } } })) > 0;
}

/** @returns whether a copy was sent to a space */
export async function hasCopy(db: Tx, id: string, spaceId: string): Promise<boolean> {
  return (await db.delivery.count({ where: { kind: copyMessage.kind, subjectId: id, spaceId } })) > 0;
}

/**
 * @returns the platforms where copies stand that can be corrected, or are on their way, or where a community is still
 * asked
 */
export async function platformsReached(db: Tx, id: string): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ platform: string }[]>`
    SELECT DISTINCT s.platform::text AS platform FROM "Space" s
    WHERE s.id IN (
      SELECT "spaceId" FROM "Delivery"
      WHERE kind = ${copyMessage.kind} AND "subjectId" = ${id}::uuid AND state::text NOT IN ('failed', 'dropped')
      EXCEPT SELECT "spaceId" FROM "CopyMark" WHERE "announcementId" = ${id}::uuid AND frozen IS NOT NULL)
      OR s."communityId" IN (SELECT "communityId" FROM "Consent" WHERE "announcementId" = ${id}::uuid AND state = 'asked')`;
  return new Set(rows.map(({ platform }) => platform));
}

/** Counts a person once, however often they press. */
export async function saveSeen(
  tx: Tx,
  seen: { announcement: string; person: string; community: CommunityId; now: Date },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Seen" ("announcementId", "personId", "communityId", "seenAt")
    VALUES (${seen.announcement}::uuid, ${seen.person}::uuid, ${seen.community}::uuid, ${seen.now})
    ON CONFLICT DO NOTHING`;
}

/** @returns by community, how many have said that they saw it */
export async function seenOf(db: Tx, id: string): Promise<Map<string, number>> {
  const groups = await db.seen.groupBy({ by: ['communityId'], where: { announcementId: id }, _count: true });
  return new Map(groups.map((group) => [group.communityId, group._count]));
}

/**
 * @returns the ids of at most `most` scheduled announcements whose time has come, the first of them first, without some
 */
export async function findDue(
  db: Tx,
  now: Date,
  { except, most }: { except: readonly string[]; most: number },
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Announcement" WHERE state = 'scheduled' AND "dueAt" <= ${now} AND id <> ALL(${except}::uuid[])
    ORDER BY "dueAt" LIMIT ${most}`;
  return rows.map(({ id }) => id);
}

/** Takes a scheduled announcement whose time has come, so that no other process does. @returns false when one has */
export async function takeDue(tx: Tx, id: string, now: Date): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Announcement" WHERE id = ${id}::uuid AND state = 'scheduled' AND "dueAt" <= ${now}
    FOR UPDATE SKIP LOCKED`;
  return rows.length > 0;
}

/** @returns whether any announcement is under way, or has copies that were not counted since they ended */
export async function anyUnderWay(db: Tx): Promise<boolean> {
  const [row] = await db.$queryRaw<[{ any: boolean }]>`
    SELECT EXISTS (SELECT FROM "Announcement" WHERE "underWay") AS any`;
  return row.any;
}

/**
 * Counts anew the copies of announcements that are under way. The rows are held first, so that what another transaction
 * adds meanwhile is not missed.
 * @returns those whose number has changed, at most 100
 */
export async function recount(tx: Tx): Promise<string[]> {
  const held = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Announcement" WHERE "underWay" LIMIT 100 FOR UPDATE SKIP LOCKED`;
  if (held.length === 0) return [];
  const ids = held.map(({ id }) => id);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH counts AS (
      SELECT "subjectId" AS id, count("doneAt")::int AS done, (count(*) - count("doneAt"))::int AS open
      FROM "Delivery" WHERE kind = ${copyMessage.kind} AND "subjectId" = ANY(${ids}::uuid[]) GROUP BY 1
    )
    UPDATE "Announcement" a SET counted = COALESCE(c.done, 0), "underWay" = COALESCE(c.open, 0) > 0
    FROM unnest(${ids}::uuid[]) AS held(id) LEFT JOIN counts c ON c.id = held.id
    WHERE a.id = held.id AND (a.counted <> COALESCE(c.done, 0) OR COALESCE(c.open, 0) = 0)
    RETURNING a.id`;
  return rows.map(({ id }) => id);
}
