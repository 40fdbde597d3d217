import type { Card } from '../../chat/card.ts';
import { speaker } from '../../chat/say.ts';
import { type Message, type MessageKind, rendered } from '../../delivery/message.ts';
import { DEFAULT_LANGUAGE } from '../../i18n/translate.ts';
import { answerLostMessage, answerMessage, questionLostMessage, questionMessage } from '../kinds.ts';
import { findParted } from '../parting/store.ts';
import { type LoadedMeetup, loadMeetup } from '../personal/messages.ts';
import { isOver } from '../rules.ts';
import { answerCard, lostQuestionCard, questionCard } from './card.ts';
import { findQuestion, type MeetupQuestion } from './store.ts';

/** A message about a question that is not forgotten. */
function carrying(
  kind: MessageKind<{ question: string }>,
  make: (found: LoadedMeetup, question: MeetupQuestion) => Card,
  isWorthSending: (found: LoadedMeetup) => boolean = () => true,
): Message {
  return rendered(kind, async (db, occasion) => {
    const found = await loadMeetup(db, occasion);
    const question = found && (await findQuestion(db, occasion.details.question));
    return question && isWorthSending(found) ? make(found, question) : null;
  });
}

/** Its reader wrote about a meetup that may not be shared with their space any more, and in words that may be forgotten. */
function notArrived(kind: typeof questionLostMessage, lost: 'meetup.question-lost' | 'meetup.answer-lost'): Message {
  return rendered(kind, async (db, { subjectId, language, community, details, now }) => {
    const meetup = await findParted(db, subjectId);
    const speak = speaker(language ?? community.language ?? DEFAULT_LANGUAGE, community.zone, now);
    return meetup && lostQuestionCard(meetup, { lost, why: details.why }, speak);
  });
}

/** Questions to organisers, and what becomes of them. */
export const questionMessages = [
  carrying(
    questionMessage,
    ({ meetup, shown }, question) => questionCard(meetup, question, shown),
    ({ meetup, shown }) => meetup.state === 'published' && !isOver(meetup, shown.now),
  ),
  carrying(answerMessage, ({ meetup, shown }, question) => answerCard(meetup, question, shown)),
  notArrived(questionLostMessage, 'meetup.question-lost'),
  notArrived(answerLostMessage, 'meetup.answer-lost'),
];
