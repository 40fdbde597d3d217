import { z } from 'zod';
import { field } from '../../chat/input.ts';
import { notice } from '../../chat/notice.ts';
import { handler } from '../../communities/context.ts';
import { answerQuestion as answerQuestionAction, ask, refuseQuestions, takeQuestions } from '../actions.ts';
import { shownTo } from '../service.ts';
import { refusedCard, repliedCard } from './card.ts';
import { ANSWER_MAX, QUESTION_MAX } from './rules.ts';
import { answerQuestion, askOrganiser, closeQuestions, openQuestions } from './service.ts';

/** Buttons of questions to organisers and of their answers. */
export const questionButtons = [
  handler({
    action: ask,
    answers: 'privately',
    right: 'anyone',
    question: { texts: 'meetup/ask', input: z.object({ question: field.paragraph(QUESTION_MAX) }) },
    async handle(context, { occurrence }, { input }) {
      await askOrganiser(context, occurrence, input.question);
      return notice(shownTo(context).speak.say('meetup.asked'));
    },
  }),
  handler({
    action: answerQuestionAction,
    answers: 'by updating',
    right: 'anyone',
    question: { texts: 'meetup/reply', input: z.object({ answer: field.paragraph(ANSWER_MAX) }) },
    async handle(context, { question: id }, { input }) {
      const question = await answerQuestion(context, id, input.answer);
      return repliedCard(question, input.answer, shownTo(context).speak);
    },
  }),
  handler({
    action: refuseQuestions,
    answers: 'privately',
    right: 'anyone',
    async handle(context, { question }) {
      const occurrence = await closeQuestions(context, question);
      return refusedCard(occurrence, shownTo(context));
    },
  }),
  handler({
    action: takeQuestions,
    // It stands on a meetup's own card, too, which is still wanted.
    answers: 'privately',
    right: 'anyone',
    async handle(context, { occurrence }) {
      await openQuestions(context, occurrence);
      return notice(shownTo(context).speak.say('meetup.questions-taken'));
    },
  }),
];
