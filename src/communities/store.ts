import type { Call, SpaceRef } from '../chat/call.ts';
import type { AccountRef } from '../chat/text.ts';
import type { Tx } from '../database/transaction.ts';
import { asCommunityId, type CommunityId } from './ids.ts';

/** A space with the community it belongs to. */
export interface SpaceOfCommunity {
  id: string;
  platform: string;
  externalId: string;
  name: string;
  meetupChannel: string | null;
  organiserRole: string | null;
  /** Decided although another space of the community has chosen who may. */
  everyoneOrganises: boolean;
  announcementChannel: string | null;
  crosspost: boolean;
  /** The time since when the bot is known to be taken out of it; null while it is there. */
  goneAt: Date | null;
  community: { id: CommunityId; name: string; language: string; zone: string; approval: boolean };
}

const WITH_COMMUNITY = { include: { community: true } } as const;

/** A space as its row tells, with that of its community. */
export type SpaceRow = Omit<SpaceOfCommunity, 'community'> & {
  community: Omit<SpaceOfCommunity['community'], 'id'> & { id: string };
};

/** @returns a space with its community's id as one */
export function branded(row: SpaceRow): SpaceOfCommunity {
  return { ...row, community: { ...row.community, id: asCommunityId(row.community.id) } };
}

/** @returns the space with this id of the platform's, or null at its first use */
export async function findSpace(db: Tx, ref: SpaceRef): Promise<SpaceOfCommunity | null> {
  const [row] = await db.$queryRaw<SpaceRow[]>`
    SELECT s.*, jsonb_build_object('id', c.id, 'name', c.name, 'language', c.language, 'zone', c.zone,
                                   'approval', c.approval) AS community
    FROM "Space" s JOIN "Community" c ON c.id = s."communityId"
    WHERE s.platform = ${ref.platform} AND s."externalId" = ${ref.id}`;
  return row ? branded(row) : null;
}

/** @returns the space with this id of ours, or null */
export async function findSpaceById(db: Tx, id: string): Promise<SpaceOfCommunity | null> {
  const row = await db.space.findUnique({ where: { id }, ...WITH_COMMUNITY });
  return row && branded(row);
}

/**
 * Holds a space and its community until the end of the transaction, so that it joins one community at a time, and
 * nothing is made in the community that it leaves.
 * @returns it as it is now
 */
export async function lockSpace(tx: Tx, id: string): Promise<SpaceOfCommunity> {
  for (let before = ''; ; ) {
    const space = await findSpaceById(tx, id);
    if (!space) throw new Error('A space that somebody calls from is gone.');
    if (space.community.id === before) return space;
    before = space.community.id;
    // The community first: that is the order in which PostgreSQL holds them for whatever refers to both.
    await tx.$queryRaw`SELECT 1 FROM "Community" WHERE id = ${before}::uuid FOR UPDATE`;
    await tx.$queryRaw`SELECT 1 FROM "Space" WHERE id = ${id}::uuid FOR UPDATE`;
  }
}

/**
 * Makes a community of one space. Two first uses at once make one: the unique index of the space decides, and the
 * community of the one that lost is taken away again.
 */
export async function createSpace(
  db: Tx,
  ref: SpaceRef,
  name: string,
  language: string,
  now: Date,
): Promise<SpaceOfCommunity> {
  const community = await db.community.create({ data: { name, language, createdAt: now } });
  const made = await db.$executeRaw`
    INSERT INTO "Space" ("communityId", platform, "externalId", name, "createdAt")
    VALUES (${community.id}::uuid, ${ref.platform}, ${ref.id}, ${name}, ${now})
    ON CONFLICT (platform, "externalId") DO NOTHING`;
  if (made === 0) await db.community.delete({ where: { id: community.id } });
  const space = await findSpace(db, ref);
  if (!space) throw new Error('The space that was just made is gone.');
  return space;
}

/** @returns all spaces of the community, the oldest first */
export async function spacesOf(db: Tx, community: CommunityId): Promise<SpaceOfCommunity[]> {
  const rows = await db.space.findMany({
    where: { communityId: community },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    ...WITH_COMMUNITY,
  });
  return rows.map(branded);
}

/** @returns by id, how communities are called; those that there are not are left out */
export async function namesOfCommunities(db: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.community.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Ids of an account and of the person behind it. */
export interface KnownAccount {
  id: string;
  personId: string;
  /** True when messages get through to them, as far as known. */
  reachable: boolean;
}

/** Finds the account, or makes it together with its person; remembers the language for direct messages. */
export async function rememberAccount(db: Tx, ref: AccountRef, language: string, now: Date): Promise<KnownAccount> {
  // Held, so that it is not forgotten before the caller refers to it. See forgetting/store.ts.
  const [found] = await db.$queryRaw<(KnownAccount & { language: string | null })[]>`
    SELECT id, "personId", language, "unreachableSince" IS NULL AS reachable FROM "Account"
    WHERE platform = ${ref.platform} AND tenant = ${ref.tenant} AND "externalId" = ${ref.id} FOR KEY SHARE`;
  if (found) {
    if (found.language !== language) await db.account.update({ where: { id: found.id }, data: { language } });
    const { id, personId, reachable } = found;
    return { id, personId, reachable };
  }
  // Two first calls at once: the unique index decides. The person that the loser made stays without account: it holds
  // nothing.
  const [made] = await db.$queryRaw<KnownAccount[]>`
    WITH person AS (INSERT INTO "Person" ("createdAt") VALUES (${now}) RETURNING id)
    INSERT INTO "Account" ("personId", platform, tenant, "externalId", language, "createdAt")
    SELECT id, ${ref.platform}, ${ref.tenant}, ${ref.id}, ${language}, ${now} FROM person
    ON CONFLICT (platform, tenant, "externalId") DO UPDATE SET language = EXCLUDED.language
    RETURNING id, "personId", "unreachableSince" IS NULL AS reachable`;
  if (!made) throw new Error('An account was neither found nor made.');
  return made;
}

/** @returns false when the call's change is committed already: the platform delivered it again */
export async function firstTime(db: Tx, call: Call, now: Date): Promise<boolean> {
  const inserted = await db.$executeRaw`
    INSERT INTO "HandledCall" (platform, id, "handledAt") VALUES (${call.space.platform}, ${call.callId}, ${now})
    ON CONFLICT DO NOTHING`;
  return inserted === 1;
}

/** Changes of a space and of its community. */
export interface SpaceChange {
  meetupChannel?: string;
  organiserRole?: string | null;
  everyoneOrganises?: boolean;
  announcementChannel?: string;
  crosspost?: boolean;
  language?: string;
  zone?: string;
  approval?: boolean;
}

/** Changes how a space or its community is set up. */
export async function changeSpace(
  db: Tx,
  space: { id: string; community: CommunityId },
  change: SpaceChange,
): Promise<void> {
  const { language, zone, approval, ...own } = change;
  await db.space.update({ where: { id: space.id, communityId: space.community }, data: own });
  await db.community.update({ where: { id: space.community }, data: { language, zone, approval } });
}

/**
 * Holds a space in its community until the end of the transaction: it cannot leave before what is made in it is there.
 * @returns false when it has left
 */
export async function keepInCommunity(tx: Tx, { id, community }: SpaceOfCommunity): Promise<boolean> {
  // The community first, in the order of whoever links and parts.
  await tx.$queryRaw`SELECT 1 FROM "Community" WHERE id = ${community.id}::uuid FOR KEY SHARE`;
  await tx.$queryRaw`SELECT 1 FROM "Space" WHERE id = ${id}::uuid FOR SHARE`;
  return (await tx.space.count({ where: { id, communityId: community.id } })) > 0;
}

/** @returns whether another space of the community has chosen who may organise */
export async function isRestrictedElsewhere(db: Tx, { id, community }: SpaceOfCommunity): Promise<boolean> {
  const where = { communityId: community.id, id: { not: id }, organiserRole: { not: null } };
  return (await db.space.count({ where })) > 0;
}

/**
 * Ends the exceptions where no space chooses who may organise any more: the next choice holds in all.
 * @returns the spaces that were
 */
export function endExceptions(tx: Tx, community: CommunityId): Promise<{ id: string; name: string }[]> {
  return tx.$queryRaw<{ id: string; name: string }[]>`
    UPDATE "Space" SET "everyoneOrganises" = false
    WHERE "communityId" = ${community}::uuid AND "everyoneOrganises" AND NOT EXISTS (
      SELECT 1 FROM "Space" o WHERE o."communityId" = ${community}::uuid AND o."organiserRole" IS NOT NULL)
    RETURNING id, name`;
}

/** @param goneAt when the bot was taken out of the space; null when it is there */
export async function noteSpace(db: Tx, { platform, id }: SpaceRef, goneAt: Date | null): Promise<void> {
  await db.space.updateMany({ where: { platform, externalId: id }, data: { goneAt } });
}
