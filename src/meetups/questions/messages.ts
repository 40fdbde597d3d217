import type { Card } from '../../chat/card.ts';
import { speaker } from '../../chat/say.ts';
import type { Renderer } from '../../delivery/deliver.ts';
import { DEFAULT_LANGUAGE } from '../../i18n/translate.ts';
import { ANSWER_KIND, ANSWER_LOST_KIND, QUESTION_KIND, QUESTION_LOST_KIND } from '../kinds.ts';
import { findParted } from '../parting/store.ts';
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

/** Its reader wrote about a meetup that may not be shared with their space any more, and in words that may be forgotten. */
function lostMessage(lost: 'meetup.question-lost' | 'meetup.answer-lost'): Renderer {
  return async (db, { subjectId, language, community, details, now }) => {
    const meetup = await findParted(db, subjectId);
    const speak = speaker(language ?? community.language ?? DEFAULT_LANGUAGE, community.zone, now);
    return meetup && lostQuestionCard(meetup, { lost, why: String(details.why) }, speak);
  };
}

/** Renderers of questions to organisers, and of what becomes of them. */
export const questionRenderers: Record<string, Renderer> = {
  [QUESTION_KIND]: message(
    ({ meetup, shown }, question) => questionCard(meetup, question, shown),
    ({ meetup, shown }) => meetup.state === 'published' && !isOver(meetup, shown.now),
  ),
  [ANSWER_KIND]: message(({ meetup, shown }, question) => answerCard(meetup, question, shown)),
  [QUESTION_LOST_KIND]: lostMessage('meetup.question-lost'),
  [ANSWER_LOST_KIND]: lostMessage('meetup.answer-lost'),
};
