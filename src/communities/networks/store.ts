import { asSeen } from '../../chat/as-seen.ts';
import type { SpaceRef } from '../../chat/call.ts';
import type { Tx } from '../../database/transaction.ts';
import type { SpaceMove } from '../../feature.ts';
import { asCommunityId, type CommunityId } from '../ids.ts';
import { type Acceptance, type Accepts, namesApart } from './rules.ts';

export interface Topic {
  id: string;
  name: string;
}

/** A community in a network: what it accepts, and the network as all its members know it. */
export interface Membership extends Accepts {
  network: {
    id: string;
    /** Told apart from the community's other networks. */
    name: string;
    /** The name as its owner wrote it, and all its members know it. */
    ownName: string;
    owner: CommunityId;
    ownerName: string;
    approval: boolean;
    /** Subjects of its announcements. */
    topics: Topic[];
    /** For whom they are, beside everyone. */
    groups: Topic[];
  };
}

const WITH_NETWORK = {
  include: {
    choices: true,
    network: {
      include: {
        owner: { select: { name: true } },
        topics: { where: { removedAt: null }, orderBy: { position: 'asc' } },
      },
    },
  },
} as const;

type Row = Awaited<ReturnType<typeof findRows>>[number];
const findRows = (db: Tx, community: CommunityId) =>
  db.networkMember.findMany({
    where: { communityId: community, network: { closedAt: null } },
    orderBy: [{ joinedAt: 'asc' }, { networkId: 'asc' }],
    ...WITH_NETWORK,
  });

const toTopic = ({ id, name }: Topic): Topic => ({ id, name });

function toMembership({ accepts, choices, network }: Row, name: string): Membership {
  const { id, ownerId, approval, topics } = network;
  return {
    accepts,
    choices: Object.fromEntries(choices.map((choice) => [choice.topicId, choice.accepts])),
    network: {
      id,
      name,
      ownName: network.name,
      owner: asCommunityId(ownerId),
      ownerName: network.owner.name,
      approval,
      topics: topics.filter(({ kind }) => kind === 'subject').map(toTopic),
      groups: topics.filter(({ kind }) => kind === 'group').map(toTopic),
    },
  };
}

/** @returns the community's place in a network, or null when it is not in it (any more) */
export async function findMembership(db: Tx, community: CommunityId, network: string): Promise<Membership | null> {
  const all = await membershipsOf(db, community);
  return all.find((one) => one.network.id === network) ?? null;
}

/** @returns all networks that the community is in, the oldest membership first */
export async function membershipsOf(db: Tx, community: CommunityId): Promise<Membership[]> {
  const rows = await findRows(db, community);
  const names = namesApart(rows.map(({ network: { id, name, owner } }) => ({ id, name, ownerName: owner.name })));
  return rows.map((row) => toMembership(row, names.get(row.networkId) ?? row.network.name));
}

/** @returns what everybody may be told of a network whose name they know, or null */
export async function findNetwork(db: Tx, id: string): Promise<{ name: string; ownerName: string } | null> {
  const row = await db.network.findUnique({ where: { id }, select: { name: true, owner: { select: { name: true } } } });
  return row && { name: row.name, ownerName: row.owner.name };
}

/** Names on a network's list of topics ("subject") and on that of its target groups. */
export type Lists = Record<TopicKind, readonly string[]>;
type TopicKind = 'subject' | 'group';
const KINDS: readonly TopicKind[] = ['subject', 'group'];

/** Makes a network whose only member accepts all that is sent. @returns its id */
export async function insertNetwork(
  tx: Tx,
  network: { owner: CommunityId; name: string; lists: Lists; now: Date },
): Promise<string> {
  const { id } = await tx.network.create({
    data: {
      ownerId: network.owner,
      name: network.name,
      createdAt: network.now,
      topics: {
        create: KINDS.flatMap((kind) => network.lists[kind].map((name, position) => ({ kind, name, position }))),
      },
      members: { create: { communityId: network.owner, accepts: 'everything', joinedAt: network.now } },
    },
  });
  return id;
}

/** Holds a network until the end of the transaction: who joins, leaves and closes it wait for each other. */
export async function lockNetwork(tx: Tx, network: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Network" WHERE id = ${network}::uuid FOR UPDATE`;
}

/** A member as all members of the network may know it. */
export interface Member {
  id: CommunityId;
  name: string;
  spaces: number;
}

/** @returns the members of a network, the oldest first */
export async function membersOf(db: Tx, network: string): Promise<Member[]> {
  const rows = await db.networkMember.findMany({
    where: { networkId: network },
    orderBy: [{ joinedAt: 'asc' }, { communityId: 'asc' }],
    include: { community: { include: { _count: { select: { spaces: { where: { goneAt: null } } } } } } },
  });
  return rows.map(({ community }) => ({
    id: asCommunityId(community.id),
    name: community.name,
    spaces: community._count.spaces,
  }));
}

/** Uses up a code: of two who join with it at once, one can. @returns the network, or null when it does not work */
export async function useNetworkCode(tx: Tx, hash: string, now: Date): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ networkId: string }[]>`
    UPDATE "NetworkCode" c SET "usedAt" = ${now} FROM "Network" n
    WHERE c."codeHash" = ${hash} AND c."usedAt" IS NULL AND c."expiresAt" > ${now}
      AND n.id = c."networkId" AND n."closedAt" IS NULL
    RETURNING c."networkId"`;
  return row?.networkId ?? null;
}

/**
 * @returns the network that a code stands for, also when it was used or is too old; null for one that there never was
 */
export async function networkOfCode(tx: Tx, hash: string): Promise<string | null> {
  const row = await tx.networkCode.findUnique({ where: { codeHash: hash }, select: { networkId: true } });
  return row?.networkId ?? null;
}

export async function insertMember(tx: Tx, network: string, community: CommunityId, now: Date): Promise<void> {
  await tx.networkMember.create({ data: { networkId: network, communityId: community, joinedAt: now } });
}

export async function deleteMember(tx: Tx, network: string, community: CommunityId): Promise<void> {
  await tx.networkMember.deleteMany({ where: { networkId: network, communityId: community } });
}

export async function closeNetwork(tx: Tx, network: string, now: Date): Promise<void> {
  await tx.network.update({ where: { id: network }, data: { closedAt: now } });
}

/**
 * @param topic or target group; null: for all without a choice of their own
 * @param accepts null takes one's own choice away
 */
export async function saveAccepts(
  tx: Tx,
  member: { network: string; community: CommunityId },
  topic: string | null,
  accepts: Acceptance | null,
): Promise<void> {
  const { network: networkId, community: communityId } = member;
  if (topic === null) {
    if (accepts) await tx.networkMember.updateMany({ where: { networkId, communityId }, data: { accepts } });
    return;
  }
  if (accepts === null) {
    await tx.topicChoice.deleteMany({ where: { topicId: topic, communityId } });
    return;
  }
  await tx.topicChoice.upsert({
    where: { topicId_communityId: { topicId: topic, communityId } },
    create: { topicId: topic, networkId, communityId, accepts },
    update: { accepts },
  });
}

/**
 * Makes a network's lists these. A name that people see as one that there is, or was, is that one: with what members
 * chose for it. What is not listed any more is kept with what they chose, so that it counts again when it comes back.
 */
export async function saveLists(tx: Tx, networkId: string, lists: Lists, now: Date): Promise<void> {
  for (const kind of KINDS) {
    const names = lists[kind];
    const known = await tx.topic.findMany({
      where: { networkId, kind },
      orderBy: [{ removedAt: { sort: 'desc', nulls: 'first' } }],
    });
    const kept = names.map(
      (name) => known.find((one) => one.name === name) ?? known.find((one) => asSeen(one.name) === asSeen(name)),
    );
    const gone = known.filter((one) => one.removedAt === null && !kept.includes(one));
    await tx.topic.updateMany({ where: { id: { in: gone.map(({ id }) => id) } }, data: { removedAt: now } });
    for (const [position, name] of names.entries()) {
      const id = kept[position]?.id;
      if (id) await tx.topic.update({ where: { id }, data: { name, position, removedAt: null } });
      else await tx.topic.create({ data: { networkId, kind, name, position } });
    }
  }
}

export async function saveNetworkApproval(tx: Tx, network: string, approval: boolean): Promise<void> {
  await tx.network.update({ where: { id: network }, data: { approval } });
}

/** A person who is asked on behalf of a community, through one of its spaces. */
export interface Contact {
  accountId: string;
  personId: string;
  spaceId: string;
  /** The same by the platform's own ids. */
  account: string;
  space: SpaceRef;
}

/** @returns who is asked on behalf of each of the communities, through a space where the bot is; the first first */
export async function contactsOf(db: Tx, communities: readonly string[]): Promise<(Contact & { community: string })[]> {
  const rows = await db.contact.findMany({
    where: { communityId: { in: [...communities] }, space: { goneAt: null } },
    orderBy: [{ createdAt: 'asc' }, { accountId: 'asc' }],
    include: { account: true, space: true },
  });
  return rows.map(({ communityId, accountId, spaceId, account, space }) => ({
    community: communityId,
    accountId,
    personId: account.personId,
    spaceId,
    account: account.externalId,
    space: { platform: space.platform, id: space.externalId },
  }));
}

export async function saveContact(
  tx: Tx,
  contact: { community: CommunityId; accountId: string; spaceId: string; now: Date },
): Promise<void> {
  const { community: communityId, accountId, spaceId, now } = contact;
  await tx.contact.upsert({
    where: { communityId_accountId: { communityId, accountId } },
    create: { communityId, accountId, spaceId, createdAt: now },
    update: { spaceId },
  });
}

export async function deleteContact(tx: Tx, community: CommunityId, accountId: string): Promise<void> {
  await tx.contact.deleteMany({ where: { communityId: community, accountId } });
}

/**
 * Moves the networks, memberships, contacts and past decisions of a community into another one. Where both are in a
 * network already, the one that is joined decides what is accepted.
 */
export async function moveNetworks(tx: Tx, { from, to }: SpaceMove): Promise<void> {
  await tx.network.updateMany({ where: { ownerId: from }, data: { ownerId: to } });
  await tx.$executeRaw`
    UPDATE "NetworkMember" m SET "communityId" = ${to}::uuid WHERE m."communityId" = ${from}::uuid AND NOT EXISTS (
      SELECT 1 FROM "NetworkMember" o WHERE o."networkId" = m."networkId" AND o."communityId" = ${to}::uuid)`;
  await tx.$executeRaw`
    UPDATE "Contact" c SET "communityId" = ${to}::uuid WHERE c."communityId" = ${from}::uuid AND NOT EXISTS (
      SELECT 1 FROM "Contact" o WHERE o."accountId" = c."accountId" AND o."communityId" = ${to}::uuid)`;
  await tx.settingChange.updateMany({ where: { communityId: from }, data: { communityId: to } });
}
