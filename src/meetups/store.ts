import type { AccountRef } from '../chat/text.ts';
import type { CommunityId } from '../communities/ids.ts';
import { Prisma } from '../database/generated/client.ts';
import type { Tx } from '../database/transaction.ts';
import type { Condition } from '../database/which-hold.ts';
import type { GivenAnswer } from './answers.ts';
import type { FactChange, Facts } from './facts/list.ts';
import { readStored } from './facts/rules.ts';
import { runningSince } from './rules.ts';

/** Someone's answer, with where it was given. */
export interface Answer {
  answer: GivenAnswer;
  account: AccountRef;
  space: { id: string; name: string };
}

/** Everything that a card of a meetup shows. Times in ms since the epoch. */
export interface Meetup {
  id: string;
  occurrenceId: string;
  state: 'draft' | 'published' | 'cancelled';
  title: string;
  description: string | null;
  place: string;
  capacity: number | null;
  facts: Facts;
  zone: string;
  startsAt: number;
  endsAt: number | null;
  /** Number of times that time or place were changed since it was published. */
  changes: number;
  /** The reason for its cancellation, where somebody said so. */
  cancelReason: string | null;
  organiser: { account: AccountRef; accountId: string; personId: string; space: { id: string; name: string } };
  /** In the order of answering. */
  answers: Answer[];
}

/** An organiser's words about a meetup. Times in ms since the epoch. */
export interface MeetupDetails {
  title: string;
  place: string;
  description: string | null;
  capacity: number | null;
  facts: Facts;
  startsAt: number;
  endsAt: number | null;
}

/** A change of an organiser's words; of facts only those that change. */
export type MeetupChange = Partial<Omit<MeetupDetails, 'facts'>> & { facts?: FactChange };

const FULL = {
  meetup: { include: { organiser: true, space: { select: { id: true, name: true } } } },
  rsvps: {
    orderBy: { place: 'asc' },
    include: { account: true, space: { select: { id: true, name: true } } },
  },
} as const;

type FullRow = NonNullable<Awaited<ReturnType<typeof findRow>>>;
const findRow = (db: Tx, where: { communityId: string; id?: string; meetupId?: string }) =>
  db.occurrence.findFirst({ where, include: FULL, orderBy: [{ startsAt: 'asc' }, { id: 'asc' }] });

const ref = (account: { platform: string; tenant: string; externalId: string }): AccountRef => ({
  platform: account.platform,
  tenant: account.tenant,
  id: account.externalId,
});

function toMeetup(row: FullRow): Meetup {
  const { meetup } = row;
  const { organiser } = meetup;
  return {
    id: meetup.id,
    occurrenceId: row.id,
    state: meetup.state,
    title: meetup.title,
    description: meetup.description,
    place: meetup.place,
    capacity: meetup.capacity,
    facts: readStored(meetup.facts),
    zone: meetup.zone,
    startsAt: row.startsAt.getTime(),
    endsAt: row.endsAt?.getTime() ?? null,
    changes: row.changes,
    cancelReason: meetup.cancelReason,
    organiser: { account: ref(organiser), accountId: organiser.id, personId: organiser.personId, space: meetup.space },
    answers: row.rsvps.map((rsvp) => ({ answer: rsvp.answer, account: ref(rsvp.account), space: rsvp.space })),
  };
}

/** @returns the meetup with its (first) occurrence, or null when this community has none such */
export async function findMeetup(db: Tx, community: CommunityId, id: string): Promise<Meetup | null> {
  const row = await findRow(db, { communityId: community, meetupId: id });
  return row && toMeetup(row);
}

/** @returns the meetup of an occurrence, or null when this community has none such */
export async function findOccurrence(db: Tx, community: CommunityId, id: string): Promise<Meetup | null> {
  const row = await findRow(db, { communityId: community, id });
  return row && toMeetup(row);
}

/** Facts that must be known of an occurrence to answer it. Times in ms since the epoch. */
export interface HeldOccurrence extends Pick<Meetup, 'state' | 'title' | 'capacity' | 'startsAt' | 'endsAt'> {}

/**
 * Holds an occurrence until the end of the transaction: everyone who changes its answers, its capacity or its state
 * waits here, so that what is counted cannot change before it is written.
 * @returns null when this community has none such
 */
export async function lockOccurrence(tx: Tx, community: CommunityId, id: string): Promise<HeldOccurrence | null> {
  await tx.$queryRaw`
    SELECT 1 FROM "Occurrence" WHERE id = ${id}::uuid AND "communityId" = ${community}::uuid FOR UPDATE`;
  // Read by a statement of its own: one that waited for the row still sees the meetup as it was before the wait.
  const [row] = await tx.$queryRaw<
    (Omit<HeldOccurrence, 'startsAt' | 'endsAt'> & { startsAt: Date; endsAt: Date | null })[]
  >`
    SELECT m.state, m.title, m.capacity, o."startsAt", o."endsAt"
    FROM "Occurrence" o JOIN "Meetup" m ON m.id = o."meetupId"
    WHERE o.id = ${id}::uuid AND o."communityId" = ${community}::uuid`;
  return row ? { ...row, startsAt: row.startsAt.getTime(), endsAt: row.endsAt?.getTime() ?? null } : null;
}

/** A page of what is to come. */
export interface UpcomingPage {
  meetups: Meetup[];
  total: number;
}

/** @param since ms: what is over by then is left out */
export async function upcoming(
  db: Tx,
  community: CommunityId,
  { since, skip, take }: { since: number; skip: number; take: number },
): Promise<UpcomingPage> {
  const where = {
    communityId: community,
    meetup: { state: 'published' as const },
    OR: [{ endsAt: { gt: new Date(since) } }, { endsAt: null, startsAt: { gt: new Date(runningSince(since)) } }],
  };
  const [rows, total] = await Promise.all([
    db.occurrence.findMany({ where, include: FULL, orderBy: [{ startsAt: 'asc' }, { id: 'asc' }], skip, take }),
    db.occurrence.count({ where }),
  ]);
  return { meetups: rows.map(toMeetup), total };
}

/** Writes a draft with its occurrence. @returns its id */
export async function insertDraft(
  tx: Tx,
  draft: MeetupDetails & { community: CommunityId; spaceId: string; organiserId: string; zone: string; now: number },
): Promise<string> {
  const row = await tx.meetup.create({
    data: {
      communityId: draft.community,
      spaceId: draft.spaceId,
      organiserId: draft.organiserId,
      title: draft.title,
      description: draft.description,
      place: draft.place,
      capacity: draft.capacity,
      facts: draft.facts,
      zone: draft.zone,
      createdAt: new Date(draft.now),
      occurrences: { create: { communityId: draft.community, ...times(draft) } },
    },
  });
  return row.id;
}

const times = ({ startsAt, endsAt }: { startsAt: number; endsAt: number | null }) => ({
  startsAt: new Date(startsAt),
  endsAt: endsAt === null ? null : new Date(endsAt),
});

/** Writes everything but facts. */
export async function updateDetails(tx: Tx, meetup: Meetup, details: Omit<MeetupDetails, 'facts'>): Promise<void> {
  const { title, description, place, capacity } = details;
  await tx.meetup.update({ where: { id: meetup.id }, data: { title, description, place, capacity } });
  await tx.occurrence.update({ where: { id: meetup.occurrenceId }, data: times(details) });
}

/** Changes some facts. Those that another version told, and this one does not know, stay. */
export async function changeFacts(tx: Tx, meetup: string, change: FactChange): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Meetup" SET facts = jsonb_strip_nulls(facts || ${JSON.stringify(change)}::jsonb) WHERE id = ${meetup}::uuid`;
}

/** Its cards are drawn anew then, to say that it is over. @param at ms; null: no longer */
export async function closeAt(tx: Tx, occurrence: string, at: number | null): Promise<void> {
  await tx.occurrence.update({ where: { id: occurrence }, data: { closesAt: at === null ? null : new Date(at) } });
}

/** @returns whether any occurrence has just ended */
export const endedDue = (now: number): Condition =>
  Prisma.sql`EXISTS (SELECT FROM "Occurrence" WHERE "closesAt" <= ${new Date(now)})`;

/**
 * Takes occurrences that have just ended, at most 200, so that no other process does. One that somebody is answering or
 * changing is left for the next round.
 * @returns their ids
 */
export async function takeEnded(tx: Tx, now: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH ended AS (
      SELECT id FROM "Occurrence" WHERE "closesAt" <= ${new Date(now)}
      ORDER BY "closesAt" LIMIT 200 FOR UPDATE SKIP LOCKED
    )
    UPDATE "Occurrence" o SET "closesAt" = NULL FROM ended WHERE o.id = ended.id RETURNING o.id`;
  return rows.map(({ id }) => id);
}

/** @returns false when it was not a draft any more: of two who press at once, one publishes */
export async function markPublished(tx: Tx, meetup: Meetup, now: number): Promise<boolean> {
  const { count } = await tx.meetup.updateMany({
    where: { id: meetup.id, state: 'draft' },
    data: { state: 'published', publishedAt: new Date(now) },
  });
  return count === 1;
}

/** @returns false when it was not to be cancelled any more */
export async function markCancelled(tx: Tx, meetup: Meetup, reason: string | null, now: number): Promise<boolean> {
  const { count } = await tx.meetup.updateMany({
    where: { id: meetup.id, state: 'published' },
    data: { state: 'cancelled', cancelledAt: new Date(now), cancelReason: reason },
  });
  return count === 1;
}

export async function deleteDraft(tx: Tx, meetup: Meetup): Promise<void> {
  await tx.meetup.deleteMany({ where: { id: meetup.id, state: 'draft' } });
}

/** Number of answers of each kind. */
export type Counts = Record<GivenAnswer, number>;

const NONE: Counts = { going: 0, maybe: 0, not_going: 0, waiting: 0 };

export async function countAnswers(tx: Tx, occurrence: string): Promise<Counts> {
  const groups = await tx.rsvp.groupBy({ by: ['answer'], where: { occurrenceId: occurrence }, _count: true });
  const counts = { ...NONE };
  for (const group of groups) counts[group.answer] = group._count;
  return counts;
}

/** Someone to be told by direct message, through the space where they answered. */
export interface Recipient {
  accountId: string;
  spaceId: string;
}

/** Lets the first so many of the waiting go. @returns who they are, in no particular order */
export async function moveUp(tx: Tx, occurrence: string, howMany: number): Promise<Recipient[]> {
  if (howMany === 0) return [];
  return tx.$queryRaw<Recipient[]>`
    WITH first AS (
      SELECT "personId" FROM "Rsvp" WHERE "occurrenceId" = ${occurrence}::uuid AND answer = 'waiting'
      ORDER BY place LIMIT ${howMany}
    )
    UPDATE "Rsvp" r SET answer = 'going' FROM first
    WHERE r."occurrenceId" = ${occurrence}::uuid AND r."personId" = first."personId"
    RETURNING r."accountId", r."spaceId"`;
}

/** @param but whoever does what the others are told of @returns those who gave one of the answers */
export function recipients(
  tx: Tx,
  occurrence: string,
  answers: readonly GivenAnswer[],
  but: AccountRef | null = null,
): Promise<Recipient[]> {
  const own = but && { platform: but.platform, tenant: but.tenant, externalId: but.id };
  return tx.rsvp.findMany({
    where: {
      occurrenceId: occurrence,
      answer: { in: [...answers] },
      ...(own && { NOT: { person: { accounts: { some: own } } } }),
    },
    select: { accountId: true, spaceId: true },
    orderBy: { place: 'asc' },
  });
}

/** @returns the answer of the person behind an account, or null */
export async function answerOfAccount(db: Tx, occurrence: string, accountId: string): Promise<GivenAnswer | null> {
  const row = await db.rsvp.findFirst({
    orderBy: { place: 'asc' },
    where: { occurrenceId: occurrence, person: { accounts: { some: { id: accountId } } } },
  });
  return row?.answer ?? null;
}
