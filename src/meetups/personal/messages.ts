import type { Card } from '../../chat/card.ts';
import { speaker } from '../../chat/say.ts';
import { strong, type Text } from '../../chat/text.ts';
import { findSpaceById } from '../../communities/store.ts';
import type { Tx } from '../../database/transaction.ts';
import type { Occasion } from '../../delivery/deliver.ts';
import { type Message, type MessageKind, type OccasionOf, rendered } from '../../delivery/message.ts';
import { DEFAULT_LANGUAGE, readLanguage } from '../../i18n/translate.ts';
import { reminderMessage } from '../../reminders/kinds.ts';
import { isWorthSending } from '../../reminders/rules.ts';
import { MINUTES_BEFORE } from '../../reminders/store.ts';
import { INTERESTED } from '../answers.ts';
import type { Shown } from '../card.ts';
import { changedCard } from '../changes/card.ts';
import { isNews } from '../changes/rules.ts';
import { formerFacts } from '../changes/store.ts';
import { whenAndWhere } from '../facts.ts';
import { movedMessage, promotedMessage } from '../kinds.ts';
import { isOver } from '../rules.ts';
import { findOccurrence, type Meetup } from '../store.ts';
import { answeredCard } from './card.ts';
import { standingOf } from './store.ts';

/** A meetup as it is now, and how it is shown in the space of a delivery. */
export interface LoadedMeetup {
  meetup: Meetup;
  shown: Shown;
}

/** @returns null when the meetup is gone */
export async function loadMeetup(db: Tx, occasion: Omit<Occasion, 'details'>): Promise<LoadedMeetup | null> {
  const space = await findSpaceById(db, occasion.spaceId);
  const meetup = space && (await findOccurrence(db, space.community.id, occasion.subjectId));
  if (!meetup) return null;
  const language = occasion.language ?? readLanguage(space.community.language) ?? DEFAULT_LANGUAGE;
  const speak = speaker(language, space.community.zone, occasion.now);
  return { meetup, shown: { speak, spaceId: space.id, now: occasion.now } };
}

/**
 * Tells what has changed since the reader was last told: whoever knows already, and whoever will not come, is told
 * nothing.
 */
const changed = rendered(movedMessage, async (db, occasion) => {
  const { subjectId, accountId, details, posted } = occasion;
  const found = await loadMeetup(db, occasion);
  if (!found) return posted ? 'withdrawn' : null;
  const standing = accountId && (await standingOf(db, subjectId, accountId));
  if (!standing) return null;
  const { meetup, shown } = found;
  const { changes } = details;
  const from = posted ? (details.from ?? (changes ?? 0) - 1) : standing.told;
  // What was so before the oldest of these messages was not kept.
  const former = changes === undefined ? null : ((await formerFacts(db, subjectId, from)) ?? meetup);
  if (posted) return changedCard(meetup, former, standing, shown);
  const on = meetup.state === 'published' && !isOver(meetup, shown.now);
  if (!on || !INTERESTED.includes(standing.answer) || (former && !isNews(former, meetup))) return null;
  if (!former) return changedCard(meetup, former, standing, shown);
  occasion.note({ from, changes: meetup.changes });
  return changedCard(meetup, former, standing, shown);
});

/** Opening of a message to somebody who goes, and whether it is still worth sending to them. */
interface Opening<Details> {
  words(meetup: Meetup, shown: Shown): Text;
  facts?: typeof whenAndWhere;
  isWorthSending(meetup: Meetup, occasion: OccasionOf<Details>): boolean;
}

const reminder: Opening<{ startsAt: number; minutesBefore?: number }> = {
  words: ({ title }, { speak }) => speak.text('reminders.starts', { title: strong(title) }),
  // How soon it begins stands beside the date, drawn by the reader's client: true whenever it is read.
  facts: whenAndWhere,
  // Judged when it is sent: it may have waited for a platform that was away.
  isWorthSending: ({ startsAt }, { details, now }) =>
    // It moved after this reminder became due: the new time has reminders of its own.
    startsAt === details.startsAt && isWorthSending(details.minutesBefore ?? 0, { startsAt, now, all: MINUTES_BEFORE }),
};

const promotion: Opening<object> = {
  words: ({ title }, { speak }) => speak.text('meetup.message-promoted', { title: strong(title) }),
  isWorthSending: (meetup, { now }) => !isOver(meetup, now),
};

/** A message to somebody who goes. It is live: what they answer later, and what becomes of the meetup, changes it. */
function messageToGoing<Details extends object>(
  kind: MessageKind<Details>,
  { words, facts, isWorthSending }: Opening<Details>,
): Message {
  return rendered(kind, async (db, occasion): Promise<Card | 'withdrawn' | null> => {
    const found = await loadMeetup(db, occasion);
    // The meetup is no longer shared with this space; another message says so.
    if (!found) return occasion.posted ? 'withdrawn' : null;
    const standing = occasion.accountId && (await standingOf(db, occasion.subjectId, occasion.accountId));
    if (!standing) return null;
    const { meetup, shown } = found;
    const worth = meetup.state === 'published' && standing.answer === 'going' && isWorthSending(meetup, occasion);
    return occasion.posted || worth ? answeredCard(meetup, standing, words(meetup, shown), shown, facts) : null;
  });
}

/** Live cards in people's direct messages. */
export const personalMessages = [
  messageToGoing(reminderMessage, reminder),
  messageToGoing(promotedMessage, promotion),
  changed,
];
