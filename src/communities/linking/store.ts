import type { Tx } from '../../database/transaction.ts';
import type { SpaceMove } from '../../feature.ts';
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
 * @param moved has each feature move its rows
 * @returns whether announcements of the other community have to be approved from now on, and had not
 */
export async function moveSpace(
  db: Tx,
  space: SpaceOfCommunity,
  to: CommunityId,
  moved: (tx: Tx, move: SpaceMove) => Promise<void>,
): Promise<boolean> {
  const from = space.community.id;
  await db.space.update({ where: { id: space.id }, data: { communityId: to, everyoneOrganises: false } });
  await moved(db, { from, to });
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
