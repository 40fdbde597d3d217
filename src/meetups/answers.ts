/** Answers that a person can give to an occurrence, in the order of the buttons. */
export const ANSWERS = ['going', 'maybe', 'not_going'] as const;
export type AskedAnswer = (typeof ANSWERS)[number];
/** People who have an interest in what becomes of a meetup; who said no is left in peace. */
export const INTERESTED: readonly GivenAnswer[] = ['going', 'maybe', 'waiting'];

/** Answer as it is kept: who wants to go when it is full is waiting. */
export type GivenAnswer = AskedAnswer | 'waiting';

/**
 * @param going how many go already, without this person
 * @param capacity null when there is room for everyone
 * @param previous this person's answer so far
 * @returns the answer to keep; who goes or waits already keeps that, so that pressing twice changes nothing
 */
export function decideAnswer(
  asked: AskedAnswer,
  { going, capacity, previous }: { going: number; capacity: number | null; previous: GivenAnswer | null },
): GivenAnswer {
  if (asked !== 'going') return asked;
  if (previous === 'going') return 'going';
  return hasRoom(going, capacity) ? 'going' : 'waiting';
}

/** @returns how many of the waiting move up */
export function howManyMoveUp({
  going,
  waiting,
  capacity,
}: {
  going: number;
  waiting: number;
  capacity: number | null;
}): number {
  return capacity === null ? waiting : Math.min(waiting, Math.max(0, capacity - going));
}

const hasRoom = (going: number, capacity: number | null) => capacity === null || going < capacity;
