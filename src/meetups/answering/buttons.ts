import type { Card } from '../../chat/card.ts';
import { notice } from '../../chat/notice.ts';
import { type Context, handler } from '../../communities/context.ts';
import { unreachedNote } from '../../communities/reach/card.ts';
import { answer, answerHere, cannot, respond as respondAction } from '../actions.ts';
import type { AskedAnswer } from '../answers.ts';
import { titleAndDate } from '../facts.ts';
import { manageMeetup } from '../managing/service.ts';
import { renderPressed } from '../personal/service.ts';
import { getOccurrence, shownTo } from '../service.ts';
import { type AnswerGiven, answerOccurrence, changeAnswer } from './service.ts';

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

/** Buttons with which people say whether they come. */
export const answeringButtons = [
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
    action: respondAction,
    answers: 'by updating',
    right: 'anyone',
    handle: (context, { occurrence, answer: asked }) => respond(context, occurrence, asked),
  }),
  handler({
    action: cannot,
    answers: 'by updating',
    right: 'anyone',
    handle: (context, { occurrence }) => respond(context, occurrence, 'not_going'),
  }),
];
