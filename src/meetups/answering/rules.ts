import { type AskedAnswer, decideAnswer, type GivenAnswer, howManyMoveUp } from '../answers.ts';

/** An answer on the list of an occurrence. Ids are ours. */
export interface Listed {
  person: string;
  account: string;
  space: string;
  answer: GivenAnswer;
  /** Order of joining the list they are on. */
  place: number;
}

/** The list of an occurrence, as far as answers depend on it. */
export interface AnswerList {
  /** null when there is room for everyone */
  capacity: number | null;
  /** Number of those who go. */
  going: number;
  /** The highest place so far; 0 when there is none. */
  last: number;
  /** Answers of all who wait, and of those who answer now. */
  listed: readonly Listed[];
}

/** Somebody who answers, different from all others who do. */
export interface Answering extends Pick<Listed, 'person' | 'account' | 'space'> {
  asked: AskedAnswer;
}

/** Decision on an answer. */
export interface Decided {
  previous: GivenAnswer | null;
  answer: GivenAnswer;
  /** Order of joining the list. */
  place: number;
  /** Position on the waiting list, counted from 1; 0 of whoever does not wait. */
  rank: number;
  /** The people who move up because of it, in their order. */
  promoted: readonly Listed[];
}

/**
 * Decides answers in their order, each as if it had come alone after the one before.
 * @returns the decisions, and how everybody is listed at the end
 */
export function decideInTurn(
  list: AnswerList,
  answering: readonly Answering[],
): { decided: Decided[]; listed: ReadonlyMap<string, Listed> } {
  const listed = new Map(list.listed.map((one) => [one.person, one]));
  let { going, last } = list;
  const decided = answering.map(({ person, account, space, asked }): Decided => {
    const before = listed.get(person);
    const previous = before?.answer ?? null;
    if (previous === 'going') going -= 1;
    const answer = decideAnswer(asked, { going, capacity: list.capacity, previous });
    if (before?.answer !== answer) last += 1;
    const place = before?.answer === answer ? before.place : last;
    listed.set(person, { person, account, space, answer, place });
    const leaves = previous === 'going' && answer !== 'going';
    const waiting = leaves || answer === 'waiting' ? waitingOn(listed) : [];
    const moving = { going, waiting: waiting.length, capacity: list.capacity };
    const promoted = leaves ? waiting.slice(0, howManyMoveUp(moving)) : [];
    for (const one of promoted) listed.set(one.person, { ...one, answer: 'going' });
    going += promoted.length + (answer === 'going' ? 1 : 0);
    const rank = answer === 'waiting' ? waiting.findIndex((one) => one.person === person) + 1 : 0;
    return { previous, answer, place, rank, promoted };
  });
  return { decided, listed };
}

/** @returns those who wait, in their order */
function waitingOn(listed: ReadonlyMap<string, Listed>): Listed[] {
  return [...listed.values()].filter(({ answer }) => answer === 'waiting').sort((a, b) => a.place - b.place);
}
