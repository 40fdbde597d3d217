import { z } from 'zod';
import type { Card } from '../../src/chat/card.ts';
import { field } from '../../src/chat/input.ts';
import { notice } from '../../src/chat/notice.ts';
import type { Context } from '../../src/communities/context.ts';
import { handler, subcommand } from '../../src/communities/context.ts';
import { unreachedNote } from '../../src/communities/reach/card.ts';
import {
  answer,
  answerHere,
  answerQuestion as answerQuestionAction,
  ask,
  cannot,
  manage,
  more,
  refuseQuestions,
  respond as respondAction,
  takeQuestions,
} from '../../src/meetups/actions.ts';
import type { AskedAnswer } from '../../src/meetups/answers.ts';
import { meetupField, resolveMeetup, suggestMeetups } from '../../src/meetups/choice/input.ts';
import { titleAndDate } from '../../src/meetups/facts.ts';
import { manageMeetup } from '../../src/meetups/managing/service.ts';
import { renderPressed } from '../../src/meetups/personal/service.ts';
import { refusedCard, repliedCard } from '../../src/meetups/questions/card.ts';
import { ANSWER_MAX, QUESTION_MAX } from '../../src/meetups/questions/rules.ts';
import { answerQuestion, askOrganiser, closeQuestions, openQuestions } from '../../src/meetups/questions/service.ts';
import {
  type AnswerGiven,
  answerOccurrence,
  changeAnswer,
  getOccurrence,
  getOwnMeetup,
  shownTo,
} from '../../src/meetups/service.ts';

export default subcommand({
  answers: 'privately',
  right: 'anyone',
  input: z.object({ meetup: meetupField }),
  suggest: { meetup: suggestMeetups },
  async handle(context, input) {
    const meetup = await resolveMeetup(context, input.meetup);
    return manageMeetup(context, meetup);
  },
});

/** By how many reminders are still to come. */
const GOING = ['answer-going-soon', 'answer-going-hour', 'answer-going'] as const;

/** Names the receipt's text, which promises no message to a person who takes none. */
function keyOf({ answer, reminders, reachable }: AnswerGiven) {
  if (answer === 'going') return reachable ? (GOING[reminders] ?? 'answer-going') : 'answer-going-soon';
  return answer === 'waiting' && !reachable ? 'answer-waiting-closed' : (`answer-${answer}` as const);
}

function given(context: Context, outcome: AnswerGiven): Card {
  const { answer, place, reachable } = outcome;
  const { speak } = shownTo(context);
  const values = { title: titleAndDate(outcome, speak), place };
  const card = notice(speak.text(`meetup.${keyOf(outcome)}`, values), answer === 'going' ? 'good' : 'neutral');
  if (reachable || answer === 'not_going') return card;
  return { tone: 'attention', body: [...card.body, unreachedNote(context)] };
}

/** The card that was pressed is shown to one person alone: it is renewed, and says who sees the answer. */
async function answerOnOwnCard(context: Context, occurrence: string, asked: AskedAnswer): Promise<Card> {
  const outcome = await answerOccurrence(context, occurrence, asked);
  const card = await manageMeetup(context, await getOccurrence(context, occurrence), { told: true });
  const { answer } = outcome;
  const named = shownTo(context).speak.say('meetup.named-now', { answer, space: context.space.name });
  return { ...card, body: [...given(context, outcome).body, { type: 'note', text: named }, ...card.body] };
}

/** The message that was pressed says what is so now, with date and place. */
async function respond(context: Context, occurrence: string, asked: AskedAnswer) {
  const outcome = await changeAnswer(context, occurrence, asked);
  return (await renderPressed(context)) ?? given(context, outcome);
}

export const actions = [
  handler({
    action: answer,
    answers: 'privately',
    right: 'anyone',
    handle: async (context, { occurrence, answer: asked }) =>
      given(context, await answerOccurrence(context, occurrence, asked)),
  }),
  handler({
    action: answerHere,
    answers: 'by updating',
    right: 'anyone',
    handle: (context, { occurrence, answer: asked }) => answerOnOwnCard(context, occurrence, asked),
  }),
  handler({
    action: more,
    answers: 'privately',
    right: 'anyone',
    async handle(context, { occurrence }) {
      const meetup = await getOccurrence(context, occurrence);
      return manageMeetup(context, meetup, { beside: true });
    },
  }),
  handler({
    action: manage,
    answers: 'privately',
    right: 'anyone',
    async handle(context, { occurrence }) {
      const meetup = await getOccurrence(context, occurrence);
      // The space that the button names says nothing of who presses it.
      return manageMeetup(context, await getOwnMeetup(context, meetup.id));
    },
  }),
  handler({
    action: respondAction,
    answers: 'by updating',
    right: 'anyone',
    handle: (context, { occurrence, answer: asked }) => respond(context, occurrence, asked),
  }),
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
  handler({
    action: cannot,
    answers: 'by updating',
    right: 'anyone',
    handle: (context, { occurrence }) => respond(context, occurrence, 'not_going'),
  }),
];
