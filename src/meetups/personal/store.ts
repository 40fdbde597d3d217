import type { Tx } from '../../database/transaction.ts';
import type { GivenAnswer } from '../answers.ts';

/** Answer of the person behind an account, and where it was given. */
export interface Standing {
  answer: GivenAnswer;
  /** The space whose cards name them. */
  space: { id: string; name: string };
  /** Number of changes of time and place they know of. */
  told: number;
}

/** @returns null when the person has not answered the occurrence, or it is too long ago */
export async function standingOf(db: Tx, occurrence: string, accountId: string): Promise<Standing | null> {
  const row = await db.rsvp.findFirst({
    orderBy: { place: 'asc' },
    where: { occurrenceId: occurrence, person: { accounts: { some: { id: accountId } } } },
    select: { answer: true, told: true, space: { select: { id: true, name: true } } },
  });
  return row && { answer: row.answer, space: row.space, told: row.told };
}

/** A live card in somebody's direct messages. */
export interface PersonalMessage {
  kind: string;
  subjectId: string;
  details: Record<string, string | number>;
}

/**
 * Finds the live card that stands in a message.
 * @param at our id of the space, and the platform's of channel and message
 * @param accountId to whom it was sent
 */
export async function findPersonal(
  db: Tx,
  at: { spaceId: string; channel: string; message: string },
  accountId: string,
): Promise<PersonalMessage | null> {
  const row = await db.placement.findFirst({
    orderBy: { id: 'asc' },
    where: { ...at, delivery: { accountId } },
    select: { kind: true, subjectId: true, delivery: { select: { details: true } } },
  });
  if (!row) return null;
  const { kind, subjectId, delivery } = row;
  return { kind, subjectId, details: (delivery?.details ?? {}) as PersonalMessage['details'] };
}
