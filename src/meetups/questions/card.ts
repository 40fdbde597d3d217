import type { Button, Card } from '../../chat/card.ts';
import { notice } from '../../chat/notice.ts';
import type { Speaker } from '../../chat/say.ts';
import { strong } from '../../chat/text.ts';
import { answerQuestion, refuseQuestions, see } from '../actions.ts';
import { type Shown, takeQuestionsButton } from '../card.ts';
import { isOver } from '../rules.ts';
import type { Meetup } from '../store.ts';
import type { MeetupQuestion } from './store.ts';

/** @returns a question for the organiser: from which place it comes, and never from whom */
export function questionCard({ title }: Meetup, question: MeetupQuestion, { speak, spaceId }: Shown): Card {
  const id = { space: spaceId, question: question.id };
  const values = { title: strong(title), space: question.asker.space.name };
  return {
    tone: 'attention',
    body: [
      { type: 'text', text: speak.text('meetup.question', values) },
      { type: 'text', text: question.text },
      { type: 'note', text: speak.say('meetup.question-note') },
      {
        type: 'controls',
        controls: [
          { type: 'button', id: answerQuestion.id(id), label: speak.say('meetup.button-reply'), style: 'primary' },
          { type: 'button', id: refuseQuestions.id(id), label: speak.say('meetup.button-refuse-questions') },
        ],
      },
    ],
  };
}

/** @returns the answer for whoever asked, with their question */
export function answerCard(meetup: Meetup, { text, answer }: MeetupQuestion, { speak, spaceId, now }: Shown): Card {
  const id = { space: spaceId, occurrence: meetup.occurrenceId };
  const button: Button = { type: 'button', id: see.id(id), label: speak.say('meetup.button-manage') };
  const open = meetup.state === 'published' && !isOver(meetup, now);
  return {
    tone: 'good',
    body: [
      { type: 'text', text: speak.text('meetup.question-answered', { title: strong(meetup.title) }) },
      { type: 'text', text: answer ?? '' },
      { type: 'note', text: speak.say('meetup.question-asked', { question: text }) },
      ...(open ? [{ type: 'controls' as const, controls: [button] }] : []),
    ],
  };
}

/** @returns what the organiser's card becomes when they have answered */
export function repliedCard({ text }: MeetupQuestion, reply: string, speak: Speaker): Card {
  return {
    tone: 'good',
    body: [
      { type: 'text', text: speak.say('meetup.question-replied') },
      { type: 'text', text: reply },
      { type: 'note', text: speak.say('meetup.question-was', { question: text }) },
    ],
  };
}

/** @param why how its delivery ended @returns that a question, or an answer, was not delivered, or perhaps not */
export function lostQuestionCard(
  { title }: Pick<Meetup, 'title'>,
  { lost, why }: { lost: 'meetup.question-lost' | 'meetup.answer-lost'; why: string },
  speak: Speaker,
): Card {
  return notice(speak.text(lost, { title: strong(title), why }), 'attention');
}

/** @returns that nobody can ask any more, with the way back */
export function refusedCard(occurrence: string, shown: Pick<Shown, 'speak' | 'spaceId'>): Card {
  return {
    tone: 'neutral',
    body: [
      { type: 'text', text: shown.speak.say('meetup.questions-refused') },
      { type: 'controls', controls: [takeQuestionsButton(occurrence, shown)] },
    ],
  };
}
