import { Prisma } from '../../database/generated/client.ts';
import type { Tx } from '../../database/transaction.ts';
import type { Condition } from '../../database/which-hold.ts';
import type { Meetup } from '../store.ts';

/** Facts that people are told when it changes. Times in ms since the epoch. */
export type Facts = Pick<Meetup, 'title' | 'place' | 'startsAt' | 'endsAt'>;

/**
 * Keeps what was so before a change of time or place, and has those who answered told of it later.
 * @param before as it was; the occurrence is held
 * @param tellAt ms: a later change puts it off, so that several are one message
 */
export async function noteChange(tx: Tx, before: Meetup, tellAt: number): Promise<void> {
  const { occurrenceId, changes: number, title, place, startsAt, endsAt } = before;
  const times = { startsAt: new Date(startsAt), endsAt: endsAt === null ? null : new Date(endsAt) };
  await tx.formerFacts.create({ data: { occurrenceId, number, title, place, ...times } });
  await tx.occurrence.update({
    where: { id: occurrenceId },
    data: { changes: { increment: 1 }, tellAt: new Date(tellAt) },
  });
}

/** Drops what was to be told. */
export async function dropTelling(tx: Tx, occurrence: string): Promise<void> {
  await tx.occurrence.update({ where: { id: occurrence }, data: { tellAt: null } });
}

/** @returns what was so after so many changes, or null when it still is */
export async function formerFacts(db: Tx, occurrenceId: string, number: number): Promise<Facts | null> {
  const row = await db.formerFacts.findUnique({ where: { occurrenceId_number: { occurrenceId, number } } });
  if (!row) return null;
  const { title, place, startsAt, endsAt } = row;
  return { title, place, startsAt: startsAt.getTime(), endsAt: endsAt?.getTime() ?? null };
}

/** @returns whether people are to be told of any occurrence now */
export const changesDue = (now: number): Condition =>
  Prisma.sql`EXISTS (SELECT FROM "Occurrence" WHERE "tellAt" <= ${new Date(now)})`;

/** Takes occurrences of which people are to be told now, at most 100, so that no other process does. */
export function takeChanged(tx: Tx, now: number): Promise<{ id: string; changes: number }[]> {
  return tx.$queryRaw<{ id: string; changes: number }[]>`
    WITH due AS (
      SELECT id FROM "Occurrence" WHERE "tellAt" <= ${new Date(now)}
      ORDER BY "tellAt" LIMIT 100 FOR UPDATE SKIP LOCKED
    )
    UPDATE "Occurrence" o SET "tellAt" = NULL FROM due WHERE o.id = due.id RETURNING o.id, o.changes`;
}

/** A person who has a message, and how many changes it told of. */
export interface ToldOf {
  occurrence: string;
  accountId: string;
  changes: number;
}

/** People know of changes by messages that have arrived. */
export async function markTold(tx: Tx, told: readonly ToldOf[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Rsvp" r SET told = GREATEST(r.told, row.changes)
    FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb) AS row(occurrence uuid, "accountId" uuid, changes int)
    JOIN "Account" a ON a.id = row."accountId"
    WHERE r."occurrenceId" = row.occurrence AND r."personId" = a."personId"`;
}
