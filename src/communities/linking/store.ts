import type { Tx } from '../../database/transaction.ts';
import { asCommunityId, type CommunityId } from '../ids.ts';
import type { SpaceOfCommunity } from '../store.ts';

export async function saveLinkCode(
  db: Tx,
  code: { hash: string; community: CommunityId; createdBy: string; expiresAt: Date },
): Promise<void> {
  await db.linkCode.create({
    data: { codeHash: code.hash, communityId: code.community, createdById: code.createdBy, expiresAt: code.expiresAt },
  });
}

/** Ends the codes of a community that nobody has used. */
export async function endLinkCodes(tx: Tx, community: CommunityId, now: Date): Promise<void> {
  await tx.linkCode.updateMany({
    where: { communityId: community, usedAt: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  });
}

/** @returns whether somebody has joined the community with a code */
export async function isLinkCodeUsed(db: Tx, community: CommunityId, hash: string): Promise<boolean> {
  return (await db.linkCode.count({ where: { codeHash: hash, communityId: community, usedAt: { not: null } } })) > 0;
}

/**
 * Uses up a code: one conditional update, so that two who join with the same code at once cannot both.
 * @returns the community to join, or null when the code is unknown, used or too old
 */
export async function useLinkCode(db: Tx, hash: string, now: Date): Promise<CommunityId | null> {
  const [row] = await db.$queryRaw<{ communityId: string }[]>`
    UPDATE "LinkCode" SET "usedAt" = ${now}
    WHERE "codeHash" = ${hash} AND "usedAt" IS NULL AND "expiresAt" > ${now}
    RETURNING "communityId"`;
  return row ? asCommunityId(row.communityId) : null;
}

/**
 * Moves a space, and what was made in its community of one, into another community; the empty community goes.
 * @returns whether announcements of the other community have to be approved from now on, and had not
 */
export async function moveSpace(db: Tx, space: SpaceOfCommunity, to: CommunityId): Promise<boolean> {
  const from = space.community.id;
  await db.space.update({ where: { id: space.id }, data: { communityId: to, everyoneOrganises: false } });
  await db.meetup.updateMany({ where: { communityId: from }, data: { communityId: to } });
  await db.occurrence.updateMany({ where: { communityId: from }, data: { communityId: to } });
  await db.announcement.updateMany({ where: { communityId: from }, data: { communityId: to } });
  await db.network.updateMany({ where: { ownerId: from }, data: { ownerId: to } });
  // Where both are in a network already, the one that is joined decides what is accepted.
  await db.$executeRaw`
    UPDATE "NetworkMember" m SET "communityId" = ${to}::uuid WHERE m."communityId" = ${from}::uuid AND NOT EXISTS (
      SELECT 1 FROM "NetworkMember" o WHERE o."networkId" = m."networkId" AND o."communityId" = ${to}::uuid)`;
  await db.$executeRaw`
    UPDATE "Contact" c SET "communityId" = ${to}::uuid WHERE c."communityId" = ${from}::uuid AND NOT EXISTS (
      SELECT 1 FROM "Contact" o WHERE o."accountId" = c."accountId" AND o."communityId" = ${to}::uuid)`;
  // What was approved, asked and seen is kept; where both were asked about one announcement, the one that is joined
  // answers.
  await db.$executeRaw`
    UPDATE "Approval" a SET "communityId" = ${to}::uuid WHERE a."communityId" = ${from}::uuid AND NOT EXISTS (
      SELECT 1 FROM "Approval" o WHERE o."announcementId" = a."announcementId" AND o.number = a.number
        AND o."communityId" = ${to}::uuid)`;
  await db.$executeRaw`
    UPDATE "Consent" c SET "communityId" = ${to}::uuid WHERE c."communityId" = ${from}::uuid AND NOT EXISTS (
      SELECT 1 FROM "Consent" o WHERE o."announcementId" = c."announcementId" AND o."communityId" = ${to}::uuid)`;
  await db.seen.updateMany({ where: { communityId: from }, data: { communityId: to } });
  await db.settingChange.updateMany({ where: { communityId: from }, data: { communityId: to } });
  // Nobody gets rid of a second person by joining another community.
  const { count } = await db.community.updateMany({
    where: { id: to, approval: false },
    data: { approval: space.community.approval },
  });
  await db.community.delete({ where: { id: from } });
  return space.community.approval && count > 0;
}

/** Ends codes of spaces and networks that nobody has used, whosesoever they are. @returns how many */
export async function endCodes(tx: Tx, hashes: readonly string[], now: Date): Promise<number> {
  const open = { codeHash: { in: [...hashes] }, usedAt: null, expiresAt: { gt: now } };
  const links = await tx.linkCode.updateMany({ where: open, data: { expiresAt: now } });
  const invitations = await tx.networkCode.updateMany({ where: open, data: { expiresAt: now } });
  return links.count + invitations.count;
}
