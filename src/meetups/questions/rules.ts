const DAY_MS = 24 * 60 * 60 * 1000;

export const QUESTION_MAX = 500;
export const ANSWER_MAX = 1000;

/** Time (ms) within which the numbers below are counted. */
export const COUNTED_MS = DAY_MS;
/** Most questions that one person may ask. */
export const ASKED_BY_ONE_MAX = 3;
/** Most questions about one meetup that reach its organiser. */
export const ASKED_OF_ONE_MAX = 20;

/** A question that nobody answers is forgotten after so long ... */
const UNANSWERED_KEPT_MS = 14 * DAY_MS;
/** ... and one that was answered when the answer has surely arrived, or surely cannot. */
const ANSWERED_KEPT_MS = DAY_MS;

/** @returns when a question's words are forgotten, ms since the epoch. @param now when it was asked, or answered */
export function forgetAt(now: number, isAnswered: boolean): Date {
  return new Date(now + (isAnswered ? ANSWERED_KEPT_MS : UNANSWERED_KEPT_MS));
}
