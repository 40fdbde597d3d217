import type { Tx } from '../../database/transaction.ts';
import { asCommunityId, type CommunityId } from '../ids.ts';
import { findSpaceById, type SpaceOfCommunity } from '../store.ts';

/**
 * Holds a space in its community until the end of the transaction, for one that parts, links or publishes at a time.
 * What only refers to them (an answer, a draft) goes on.
 * @returns it as it is now
 */
export async function holdSpace(tx: Tx, { id, community }: SpaceOfCommunity): Promise<SpaceOfCommunity> {
  await tx.$queryRaw`SELECT 1 FROM "Community" WHERE id = ${community.id}::uuid FOR NO KEY UPDATE`;
  await tx.$queryRaw`SELECT 1 FROM "Space" WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const space = await findSpaceById(tx, id);
  if (!space) throw new Error('A space that somebody calls from is gone.');
  return space;
}

/**
 * Makes a community of a space alone, set up as the one that it leaves. Networks stay there.
 * @param stays what the other one is called afterwards if it bore the name of the space
 * @returns the new one's id
 */
export async function partSpace(
  tx: Tx,
  { id, name, community }: SpaceOfCommunity,
  { stays, now }: { stays: string; now: Date },
): Promise<CommunityId> {
  const { language, zone, approval } = community;
  const made = await tx.community.create({ data: { name, language, zone, approval, createdAt: now } });
  if (community.name === name) await tx.community.update({ where: { id: community.id }, data: { name: stays } });
  await tx.space.update({ where: { id }, data: { communityId: made.id, everyoneOrganises: false } });
  // Who is asked through the space is asked on behalf of it alone.
  await tx.contact.updateMany({ where: { communityId: community.id, spaceId: id }, data: { communityId: made.id } });
  return asCommunityId(made.id);
}

/** Ends what people in a space wished for its former community. @returns the ids of those wishes */
export async function endWishesOf(tx: Tx, spaceId: string): Promise<string[]> {
  const rows = await tx.approvalOff.updateManyAndReturn({
    where: { spaceId, state: 'asked' },
    data: { state: 'over' },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
