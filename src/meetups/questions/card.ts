import type { Card } from '../../chat/card.ts';
import { notice } from '../../chat/notice.ts';
import type { Speaker } from '../../chat/say.ts';
import { strong } from '../../chat/text.ts';
import { answerQuestion, refuseQuestions } from '../actions.ts';
import type { Shown } from '../card.ts';
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
export function answerCard({ title }: Meetup, { text, answer }: MeetupQuestion, { speak }: Shown): Card {
  return {
    tone: 'good',
    body: [
      { type: 'text', text: speak.text('meetup.question-answered', { title: strong(title) }) },
      { type: 'text', text: answer ?? '' },
      { type: 'note', text: speak.say('meetup.question-asked', { question: text }) },
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

/** @returns that a question, or an answer, could not be delivered */
export function lostQuestionCard(
  { title }: Meetup,
  lost: 'meetup.question-lost' | 'meetup.answer-lost',
  speak: Speaker,
): Card {
  return notice(speak.text(lost, { title: strong(title) }), 'attention');
}
