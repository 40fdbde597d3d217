import type { Block, Card } from '../../chat/card.ts';
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
  const body = [...card.body, ...lostPlace(context, outcome)];
  if (reachable || answer === 'not_going') return { ...card, body };
  return { tone: 'attention', body: [...body, unreachedNote(context)] };
}

/** @returns what a maybe costs whoever had a place; nothing where places are not counted */
function lostPlace(context: Context, { answer, gaveUp }: AnswerGiven): Block[] {
  if (answer !== 'maybe' || gaveUp === 'nothing') return [];
  return [{ type: 'text', text: shownTo(context).speak.say(`meetup.gave-up-${gaveUp}`) }];
}

/** @returns who sees an answer */
function seenBy(context: Context, { answer }: AnswerGiven): Block {
  return {
    type: 'note',
    text: shownTo(context).speak.say('meetup.named-now', { answer, space: context.space.name }),
  };
}

/** The card that was pressed is shown to one person alone: it is renewed, and says who sees the answer. */
async function answerOnOwnCard(context: Context, occurrence: string, asked: AskedAnswer): Promise<Card> {
  const outcome = await answerOccurrence(context, occurrence, asked);
  const card = await manageMeetup(context, await getOccurrence(context, occurrence), { told: true });
  return { ...card, body: [...given(context, outcome).body, seenBy(context, outcome), ...card.body] };
}

/** The message that was pressed says what is so now, with date and place. */
async function respond(context: Context, occurrence: string, asked: AskedAnswer) {
  const outcome = await changeAnswer(context, occurrence, asked);
  const card = await renderPressed(context);
  return card ? { ...card, body: [...lostPlace(context, outcome), ...card.body] } : given(context, outcome);
}

/** Buttons with which people say whether they come. */
export const answeringButtons = [
  handler({
    action: answer,
    answers: 'privately',
    right: 'anyone',
    async handle(context, { occurrence, answer: asked }) {
      const outcome = await answerOccurrence(context, occurrence, asked);
      const card = given(context, outcome);
      return { ...card, body: [...card.body, seenBy(context, outcome)] };
    },
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
