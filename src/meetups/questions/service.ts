import { UserError } from '../../chat/user-error.ts';
import type { Context } from '../../communities/context.ts';
import type { Tx } from '../../database/transaction.ts';
import type { Settled } from '../../delivery/deliver.ts';
import type { NewDelivery, Outbox } from '../../delivery/outbox.ts';
import { ANSWER_KIND, ANSWER_LOST_KIND, QUESTION_KIND, QUESTION_LOST_KIND } from '../kinds.ts';
import { isOver } from '../rules.ts';
import { findOccurrence, type Meetup } from '../store.ts';
import { ASKED_BY_ONE_MAX, ASKED_OF_ONE_MAX } from './rules.ts';
import {
  countQuestions,
  holdCounts,
  insertQuestion,
  lockQuestion,
  type MeetupQuestion,
  questionsOf,
  refuseQuestions,
  saveAnswerTo,
  takesQuestions,
} from './store.ts';

/**
 * Carries a question to whoever organises a meetup. Neither side learns who the other one is.
 * @throws {UserError} when nobody can be asked about it (any more), or too much was asked
 */
export function askOrganiser(context: Context, occurrence: string, text: string): Promise<void> {
  return context.change(async (tx) => {
    const account = await context.account(tx);
    const meetup = await findOccurrence(tx, context.space.community.id, occurrence);
    if (!meetup || meetup.state === 'draft') throw new UserError('meetup-gone');
    if (meetup.state === 'cancelled') throw new UserError('meetup-cancelled');
    if (isOver(meetup, context.now)) throw new UserError('ask-over');
    if (meetup.organiser.personId === account.personId) throw new UserError('ask-yourself');
    await holdCounts(tx, { accountId: account.id, meetupId: meetup.id });
    if (!(await takesQuestions(tx, meetup.id))) throw new UserError('ask-closed');
    const { byOne, ofOne } = await countQuestions(tx, { accountId: account.id, occurrence, now: context.now });
    if (byOne >= ASKED_BY_ONE_MAX || ofOne >= ASKED_OF_ONE_MAX) throw new UserError('ask-later');
    const asked = { occurrenceId: occurrence, accountId: account.id, spaceId: context.space.id, text };
    const question = await insertQuestion(tx, { ...asked, now: context.now });
    const { accountId, space } = meetup.organiser;
    await context.outbox.send(tx, [
      carried(QUESTION_KIND, { id: question, occurrenceId: occurrence }, { accountId, spaceId: space.id }),
    ]);
  });
}

/** Carries the answer back. @returns the question @throws {UserError} when it is answered or forgotten, or not the caller's */
export function answerQuestion(context: Context, id: string, text: string): Promise<MeetupQuestion> {
  return context.change(async (tx) => {
    const question = await holdOwnQuestion(context, tx, id);
    if (question.answer !== null) throw new UserError('question-gone');
    await saveAnswerTo(tx, id, text, context.now);
    const { accountId, space } = question.asker;
    await context.outbox.send(tx, [carried(ANSWER_KIND, question, { accountId, spaceId: space.id })]);
    return question;
  });
}

/** Stops questions about the meetup of a question. @throws {UserError} */
export function closeQuestions(context: Context, id: string): Promise<void> {
  return context.change(async (tx) => {
    const { occurrenceId } = await holdOwnQuestion(context, tx, id);
    await refuseQuestions(tx, occurrenceId);
  });
}

async function holdOwnQuestion(context: Context, tx: Tx, id: string): Promise<MeetupQuestion> {
  const question = await lockQuestion(tx, id);
  const account = await context.account(tx);
  if (question?.organiser.accountId !== account.id) throw new UserError('question-gone');
  return question;
}

/** @returns whether the caller can ask whoever organises a meetup */
export async function mayAsk({ call, db, now }: Context, meetup: Meetup): Promise<boolean> {
  const { platform, tenant, id } = meetup.organiser.account;
  const own = platform === call.account.platform && tenant === call.account.tenant && id === call.account.id;
  if (own || meetup.state !== 'published' || isOver(meetup, now)) return false;
  return takesQuestions(db.prisma, meetup.id);
}

const LOST = new Map([
  [QUESTION_KIND, QUESTION_LOST_KIND],
  [ANSWER_KIND, ANSWER_LOST_KIND],
]);

/** Tells whoever wrote a question or an answer that it could not be delivered, in the transaction in which that is written. */
export async function tellOfLostQuestions(outbox: Outbox, tx: Tx, ended: readonly Settled[]): Promise<void> {
  const lost = ended.filter(({ kind, state }) => LOST.has(kind) && state === 'failed');
  if (lost.length === 0) return;
  const questions = await questionsOf(
    tx,
    lost.map(({ id }) => id),
  );
  await outbox.send(
    tx,
    lost.flatMap(({ id, kind }) => {
      const question = questions.get(id);
      const told = LOST.get(kind);
      if (!question || !told) return [];
      const { accountId, space } = question.asker;
      const to = kind === QUESTION_KIND ? { accountId, spaceId: space.id } : question.organiser;
      return [carried(told, question, to)];
    }),
  );
}

function carried(
  kind: string,
  { id, occurrenceId }: Pick<MeetupQuestion, 'id' | 'occurrenceId'>,
  { accountId, spaceId }: { accountId: string; spaceId: string },
): NewDelivery {
  return {
    ...{ spaceId, kind, subjectId: occurrenceId },
    details: { question: id },
    to: { accountId },
    key: `${kind}:${id}`,
  };
}
