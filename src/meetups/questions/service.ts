import { UserError } from '../../chat/user-error.ts';
import type { Context } from '../../communities/context.ts';
import type { Tx } from '../../database/transaction.ts';
import type { Settled } from '../../delivery/deliver.ts';
import type { NewDelivery, Outbox } from '../../delivery/outbox.ts';
import type { QuestionRights } from '../card.ts';
import { answerLostMessage, answerMessage, questionLostMessage, questionMessage } from '../kinds.ts';
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
  saveAnswerTo,
  setTakesQuestions,
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
      carried(questionMessage, { id: question, occurrenceId: occurrence }, { accountId, spaceId: space.id }),
    ]);
  });
}

/**
 * Carries the answer back.
 * @returns the question
 * @throws {UserError} when it is answered or forgotten, not the caller's, or its asker cannot be reached through us any more
 */
export function answerQuestion(context: Context, id: string, text: string): Promise<MeetupQuestion> {
  return context.change(async (tx) => {
    const question = await holdOwnQuestion(context, tx, id);
    if (question.answer !== null) throw new UserError('question-gone');
    if (question.isParted) throw new UserError('question-parted');
    await saveAnswerTo(tx, id, text, context.now);
    const { accountId, space } = question.asker;
    await context.outbox.send(tx, [carried(answerMessage, question, { accountId, spaceId: space.id })]);
    return question;
  });
}

/** Stops questions about the meetup of a question. @returns the occurrence @throws {UserError} */
export function closeQuestions(context: Context, id: string): Promise<string> {
  return context.change(async (tx) => {
    const { occurrenceId, organiser } = await holdOwnQuestion(context, tx, id);
    await setTakesQuestions(tx, { occurrence: occurrenceId, organiser: organiser.accountId, takes: false });
    return occurrenceId;
  });
}

/** Takes questions again. @throws {UserError} when it is no meetup that the caller organises */
export function openQuestions(context: Context, occurrence: string): Promise<void> {
  return context.change(async (tx) => {
    const { id } = await context.account(tx);
    const opened = await setTakesQuestions(tx, { occurrence, organiser: id, takes: true });
    if (!opened) throw new UserError('meetup-gone');
  });
}

async function holdOwnQuestion(context: Context, tx: Tx, id: string): Promise<MeetupQuestion> {
  const question = await lockQuestion(tx, id);
  const account = await context.account(tx);
  if (question?.organiser.accountId !== account.id) throw new UserError('question-gone');
  return question;
}

/**
 * @returns whether the caller can ask whoever organises a meetup, or can take questions about it again because it is theirs
 * and they stopped them
 */
export async function questionRights({ call, db, now }: Context, meetup: Meetup): Promise<QuestionRights> {
  if (meetup.state !== 'published' || isOver(meetup, now)) return { ask: false, takeQuestions: false };
  const { platform, tenant, id } = meetup.organiser.account;
  const own = platform === call.account.platform && tenant === call.account.tenant && id === call.account.id;
  const takes = await takesQuestions(db.prisma, meetup.id);
  return { ask: takes && !own, takeQuestions: own && !takes };
}

/**
 * Tells whoever wrote a question or an answer that it could not be delivered, or that nobody knows whether it was, in the
 * transaction in which that is written.
 */
export async function tellOfLostQuestions(outbox: Outbox, tx: Tx, ended: readonly Settled[]): Promise<void> {
  const lost = ended.flatMap((one) => {
    if (one.state === 'sent') return [];
    if (questionMessage.read(one)) return [{ id: one.id, why: one.state, isQuestion: true }];
    return answerMessage.read(one) ? [{ id: one.id, why: one.state, isQuestion: false }] : [];
  });
  if (lost.length === 0) return;
  const questions = await questionsOf(
    tx,
    lost.map(({ id }) => id),
  );
  await outbox.send(
    tx,
    lost.flatMap(({ id, why, isQuestion }) => {
      const question = questions.get(id);
      if (!question) return [];
      const { accountId, space } = question.asker;
      const message = isQuestion ? questionLostMessage : answerLostMessage;
      const writer = isQuestion ? { accountId, spaceId: space.id } : question.organiser;
      const key = `${message.kind}:${question.id}`;
      return [message.to(writer, question.occurrenceId, { why }, { key })];
    }),
  );
}

function carried(
  message: typeof questionMessage,
  { id, occurrenceId }: Pick<MeetupQuestion, 'id' | 'occurrenceId'>,
  reader: { accountId: string; spaceId: string },
): NewDelivery {
  return message.to(reader, occurrenceId, { question: id }, { key: `${message.kind}:${id}` });
}
