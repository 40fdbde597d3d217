import type { AccountRef } from '../../chat/text.ts';
import type { Tx } from '../../database/transaction.ts';
import { COUNTED_MS, forgetAt } from './rules.ts';

/** A question about a meetup, and its answer when there is one. */
export interface MeetupQuestion {
  id: string;
  occurrenceId: string;
  text: string;
  answer: string | null;
  /** The person who asks: to carry the answer back, and shown to nobody. */
  asker: { accountId: string; space: { id: string; name: string } };
  /** The asker's space and the meetup's were parted since. */
  isParted: boolean;
  organiser: { accountId: string; spaceId: string };
}

const FULL = {
  space: { select: { id: true, name: true, communityId: true } },
  occurrence: { select: { communityId: true, meetup: { select: { organiserId: true, spaceId: true } } } },
} as const;

/** @returns null when there is no such question (any more) */
export async function findQuestion(db: Tx, id: string): Promise<MeetupQuestion | null> {
  const row = await db.question.findUnique({ where: { id }, include: FULL });
  if (!row) return null;
  const { occurrenceId, text, answer, accountId, occurrence } = row;
  const { communityId, ...space } = row.space;
  const { organiserId, spaceId } = occurrence.meetup;
  return {
    ...{ id, occurrenceId, text, answer },
    asker: { accountId, space },
    isParted: communityId !== occurrence.communityId,
    organiser: { accountId: organiserId, spaceId },
  };
}

/** @returns whether somebody has asked about an occurrence, as far as questions are still kept */
export async function hasAsked(db: Tx, occurrence: string, { platform, tenant, id }: AccountRef): Promise<boolean> {
  const account = { platform, tenant, externalId: id };
  return (await db.question.count({ where: { occurrenceId: occurrence, account } })) > 0;
}

/** Does what `findQuestion` does, and holds it until the transaction ends. */
export async function lockQuestion(tx: Tx, id: string): Promise<MeetupQuestion | null> {
  await tx.$queryRaw`SELECT 1 FROM "Question" WHERE id = ${id}::uuid FOR UPDATE`;
  return findQuestion(tx, id);
}

/** Lets nobody else count questions of the same person, or about the same meetup, until the transaction ends. */
export async function holdCounts(
  tx: Tx,
  { accountId, meetupId }: { accountId: string; meetupId: string },
): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Account" WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`;
  await tx.$queryRaw`SELECT 1 FROM "Meetup" WHERE id = ${meetupId}::uuid FOR NO KEY UPDATE`;
}

/** @returns how many questions somebody asked lately, and how many were asked about an occurrence. @param now ms */
export async function countQuestions(
  tx: Tx,
  { accountId, occurrence, now }: { accountId: string; occurrence: string; now: number },
): Promise<{ byOne: number; ofOne: number }> {
  const askedAt = { gt: new Date(now - COUNTED_MS) };
  const [byOne, ofOne] = await Promise.all([
    tx.question.count({ where: { accountId, askedAt } }),
    tx.question.count({ where: { occurrenceId: occurrence, askedAt } }),
  ]);
  return { byOne, ofOne };
}

/** @returns the new question's id. @param now ms since the epoch */
export async function insertQuestion(
  tx: Tx,
  { now, ...asked }: { occurrenceId: string; accountId: string; spaceId: string; text: string; now: number },
): Promise<string> {
  const data = { ...asked, askedAt: new Date(now), forgetAt: forgetAt(now, false) };
  const { id } = await tx.question.create({ data, select: { id: true } });
  return id;
}

export async function saveAnswerTo(tx: Tx, id: string, answer: string, now: number): Promise<void> {
  await tx.question.update({ where: { id }, data: { answer, forgetAt: forgetAt(now, true) } });
}

/** @returns whether the organiser of a meetup takes questions about it */
export async function takesQuestions(db: Tx, meetup: string): Promise<boolean> {
  const row = await db.meetup.findUnique({ where: { id: meetup }, select: { takesQuestions: true } });
  return row?.takesQuestions ?? false;
}

/** Opens or closes a meetup for questions. @returns whether there is such a meetup of this organiser */
export async function setTakesQuestions(
  tx: Tx,
  { occurrence, organiser, takes }: { occurrence: string; organiser: string; takes: boolean },
): Promise<boolean> {
  const { count } = await tx.meetup.updateMany({
    where: { organiserId: organiser, occurrences: { some: { id: occurrence } } },
    data: { takesQuestions: takes },
  });
  return count > 0;
}

/** @returns the question that each delivery carries, or whose answer it carries */
export async function questionsOf(tx: Tx, deliveries: readonly string[]): Promise<Map<string, MeetupQuestion>> {
  const rows = await tx.delivery.findMany({
    where: { id: { in: [...deliveries] } },
    select: { id: true, details: true },
  });
  const found = new Map<string, MeetupQuestion>();
  for (const { id, details } of rows) {
    const question = await findQuestion(tx, String((details as { question?: string }).question));
    if (question) found.set(id, question);
  }
  return found;
}
