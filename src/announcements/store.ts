import type { AccountRef } from '../chat/text.ts';
import { asCommunityId, type CommunityId } from '../communities/ids.ts';
import type { Tx } from '../database/transaction.ts';
import { DEFAULT_LANGUAGE, type Language, readLanguage } from '../i18n/translate.ts';

/** An announcement's words in one language. */
export interface Words {
  language: Language;
  title: string;
  body: string;
}

/** An announcement's words. The first words are for those whose language is not there. */
export interface Content {
  texts: Words[];
  link: string | null;
  image: string | null;
}

/** A space as people know it. */
export interface Place {
  id: string;
  name: string;
  platform: string;
}

/** A content as somebody wrote it once. */
export interface Revision extends Content {
  number: number;
  /** ms since the epoch */
  writtenAt: number;
  author: { accountId: string; personId: string; account: AccountRef };
  /** Place where it was written. */
  place: Place;
  /** `place`: where somebody said yes on behalf of the community. `at`: ms since the epoch. */
  approvals: { community: string; person: string; account: AccountRef; place: Place; at: number }[];
}

/** @returns what is needed to say that an announcement's community is no longer in its network */
export const leftValues = ({ community, network }: Pick<Announcement, 'community' | 'network'>) => ({
  community: community.name,
  network: network?.name ?? '',
});

export type State = 'draft' | 'waiting' | 'scheduled' | 'sent' | 'withdrawn';

/** Times in ms since the epoch. */
export interface Announcement {
  id: string;
  state: State;
  community: {
    id: CommunityId;
    name: string;
    approval: boolean;
    language: string;
    zone: string;
    /** Its spaces as they are linked now, the oldest first. */
    places: Place[];
  };
  spaceId: string;
  author: { accountId: string; personId: string };
  network: { id: string; name: string; owner: CommunityId; approval: boolean } | null;
  topic: { id: string; name: string } | null;
  /** For whom it is; null: for everyone. */
  group: { id: string; name: string } | null;
  newest: Revision;
  /** The revision that the copies show; null before it is sent. */
  shown: Revision | null;
  /** The number that the next revision gets. */
  nextNumber: number;
  /** Number of times it was handed in; 0: nobody but its author has seen it. */
  round: number;
  dueAt: number | null;
  seenButton: boolean;
  sentAt: number | null;
}

export const PLACE = { select: { id: true, name: true, platform: true } } as const;

const OLDEST_FIRST: { createdAt?: 'asc'; id?: 'asc' }[] = [{ createdAt: 'asc' }, { id: 'asc' }];

const FULL_REVISION = {
  include: {
    author: true,
    space: PLACE,
    texts: { orderBy: { position: 'asc' } },
    approvals: { include: { account: true, space: PLACE } },
  },
} as const;

const FULL = {
  include: {
    community: { include: { spaces: { ...PLACE, orderBy: OLDEST_FIRST } } },
    author: true,
    network: true,
    topic: true,
    group: true,
    revisions: FULL_REVISION,
  },
} as const;

/** @returns an account as cards mention it */
export function refOf({
  platform,
  tenant,
  externalId,
}: {
  platform: string;
  tenant: string;
  externalId: string;
}): AccountRef {
  return { platform, tenant, id: externalId };
}

type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>;
const findRow = (db: Tx, id: string) => db.announcement.findUnique({ where: { id }, ...FULL });

function toRevision(row: Row['revisions'][number]): Revision {
  return {
    number: row.number,
    writtenAt: row.createdAt.getTime(),
    author: { accountId: row.authorId, personId: row.author.personId, account: refOf(row.author) },
    place: row.space,
    approvals: row.approvals.map(({ communityId, account, space, approvedAt }) => ({
      community: communityId,
      person: account.personId,
      account: refOf(account),
      place: space,
      at: approvedAt.getTime(),
    })),
    texts: row.texts.map(({ language, title, body }) => ({
      language: readLanguage(language) ?? DEFAULT_LANGUAGE,
      title,
      body,
    })),
    link: row.link,
    image: row.image,
  };
}

function toAnnouncement(row: Row): Announcement {
  const revisions = row.revisions.map(toRevision);
  const newest = revisions.find(({ number }) => number === row.revision);
  if (!newest) throw new Error(`Announcement ${row.id} lacks its newest revision.`);
  const { network } = row;
  const { spaces: places, ...community } = row.community;
  return {
    id: row.id,
    state: row.state,
    community: { ...community, places, id: asCommunityId(community.id) },
    spaceId: row.spaceId,
    author: { accountId: row.authorId, personId: row.author.personId },
    network: network && {
      id: network.id,
      name: network.name,
      owner: asCommunityId(network.ownerId),
      approval: network.approval,
    },
    topic: row.topic && { id: row.topic.id, name: row.topic.name },
    group: row.group && { id: row.group.id, name: row.group.name },
    newest,
    shown: revisions.find(({ number }) => number === row.shown) ?? null,
    round: row.round,
    nextNumber: Math.max(...revisions.map(({ number }) => number)) + 1,
    dueAt: row.dueAt?.getTime() ?? null,
    seenButton: row.seenButton,
    sentAt: row.sentAt?.getTime() ?? null,
  };
}

/** @returns an announcement of any community: for jobs and cards. People reach it through the checks of `service.ts`. */
export async function findAnnouncement(db: Tx, id: string): Promise<Announcement | null> {
  const row = await findRow(db, id);
  return row && toAnnouncement(row);
}

/** @returns what an announcement said, or is to say, once; null when it is gone */
export async function findRevision(db: Tx, id: string, number: number): Promise<Revision | null> {
  const where = { announcementId_number: { announcementId: id, number } };
  const row = await db.revision.findUnique({ where, ...FULL_REVISION });
  return row && toRevision(row);
}

/** @returns an announcement as it stands in a space that has parted from its community, with what it showed then */
export async function asFrozen(db: Tx, announcement: Announcement, number: number): Promise<Announcement> {
  return { ...announcement, shown: await findRevision(db, announcement.id, number) };
}

/** Holds an announcement until the end of the transaction: whoever sends, changes or withdraws it waits here. */
export async function lockAnnouncement(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Announcement" WHERE id = ${id}::uuid FOR UPDATE`;
}

/** Keeps a community as it is until the end of the transaction: a space that parts from it waits, others who send do not. */
export async function holdCommunity(tx: Tx, id: CommunityId): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Community" WHERE id = ${id}::uuid FOR SHARE`;
}

/** Holds them until the end of the transaction. @returns a community's announcements to a network whose correction waits */
export async function correctionsOf(
  tx: Tx,
  { community, network }: { community: CommunityId; network: string },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Announcement"
    WHERE "communityId" = ${community}::uuid AND "networkId" = ${network}::uuid AND state = 'sent' AND revision > shown
    ORDER BY id FOR UPDATE`;
  return rows.map(({ id }) => id);
}

/** @returns the announcements of a community, the newest first; drafts and what waits only of this account */
export async function announcementsOf(
  db: Tx,
  community: CommunityId,
  { account, skip, take }: { account: string; skip: number; take: number },
): Promise<{ announcements: Announcement[]; total: number }> {
  const where = {
    communityId: community,
    OR: [{ state: { in: ['sent' as const, 'withdrawn' as const, 'scheduled' as const] } }, { authorId: account }],
  };
  const [rows, total] = await Promise.all([
    db.announcement.findMany({ where, ...FULL, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }], skip, take }),
    db.announcement.count({ where }),
  ]);
  return { announcements: rows.map(toAnnouncement), total };
}

/** Destination of an announcement. `network` null: to the author's own community alone. */
export interface Destination {
  network: string | null;
  topic: string | null;
}

/** @returns the id */
export async function insertAnnouncement(
  tx: Tx,
  draft: Destination & { community: CommunityId; spaceId: string; authorId: string; content: Content; now: Date },
): Promise<string> {
  const { id } = await tx.announcement.create({
    data: {
      communityId: draft.community,
      spaceId: draft.spaceId,
      authorId: draft.authorId,
      networkId: draft.network,
      topicId: draft.topic,
      createdAt: draft.now,
    },
  });
  const { authorId, spaceId, content, now } = draft;
  await insertRevision(tx, id, { number: 1, authorId, spaceId, content, now });
  return id;
}

/** Writes a revision and makes it the newest. */
export async function insertRevision(
  tx: Tx,
  id: string,
  revision: { number: number; authorId: string; spaceId: string; content: Content; now: Date },
): Promise<void> {
  const { number, authorId, spaceId, content, now } = revision;
  const { texts, link, image } = content;
  await tx.revision.create({
    data: {
      announcementId: id,
      number,
      authorId,
      spaceId,
      link,
      image,
      createdAt: now,
      texts: { create: texts.map((words, position) => ({ ...words, position })) },
    },
  });
  await tx.announcement.update({ where: { id }, data: { revision: number } });
}

/** Changes of an announcement beside what it says. */
export interface Change {
  state?: State;
  networkId?: string | null;
  topicId?: string | null;
  groupId?: string | null;
  revision?: number;
  shown?: number;
  round?: number;
  dueAt?: Date | null;
  seenButton?: boolean;
  underWay?: boolean;
  sentAt?: Date;
  withdrawnAt?: Date;
}

export async function updateAnnouncement(tx: Tx, id: string, change: Change): Promise<void> {
  await tx.announcement.update({ where: { id }, data: change });
}

export async function deleteDraft(tx: Tx, id: string): Promise<void> {
  await tx.announcement.deleteMany({ where: { id, state: 'draft' } });
}
