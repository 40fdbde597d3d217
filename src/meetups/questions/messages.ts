import type { Card } from '../../chat/card.ts';
import type { Renderer } from '../../delivery/deliver.ts';
import { ANSWER_KIND, ANSWER_LOST_KIND, QUESTION_KIND, QUESTION_LOST_KIND } from '../kinds.ts';
import { type LoadedMeetup, loadMeetup } from '../personal/messages.ts';
import { isOver } from '../rules.ts';
import { answerCard, lostQuestionCard, questionCard } from './card.ts';
import { findQuestion, type MeetupQuestion } from './store.ts';

/** A message about a question that is not forgotten. */
function message(
  make: (found: LoadedMeetup, question: MeetupQuestion) => Card,
  isWorthSending: (found: LoadedMeetup) => boolean = () => true,
): Renderer {
  return async (db, occasion) => {
    const found = await loadMeetup(db, occasion);
    const question = found && (await findQuestion(db, String(occasion.details.question)));
    return question && isWorthSending(found) ? make(found, question) : null;
  };
}

/** How questions to organisers, and what becomes of them, look. */
export const questionRenderers: Record<string, Renderer> = {
  [QUESTION_KIND]: message(
    ({ meetup, shown }, question) => questionCard(meetup, question, shown),
    ({ meetup, shown }) => meetup.state === 'published' && !isOver(meetup, shown.now),
  ),
  [ANSWER_KIND]: message(({ meetup, shown }, question) => answerCard(meetup, question, shown)),
  [QUESTION_LOST_KIND]: message(({ meetup, shown }) => lostQuestionCard(meetup, 'meetup.question-lost', shown.speak)),
  [ANSWER_LOST_KIND]: message(({ meetup, shown }) => lostQuestionCard(meetup, 'meetup.answer-lost', shown.speak)),
};
