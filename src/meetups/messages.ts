import type { Card } from '../chat/card.ts';
import { speaker } from '../chat/say.ts';
import { strong } from '../chat/text.ts';
import { findSpaceById } from '../communities/store.ts';
import type { Tx } from '../database/transaction.ts';
import type { Occasion, Renderer } from '../delivery/deliver.ts';
import { DEFAULT_LANGUAGE, readLanguage } from '../i18n/translate.ts';
import { REMINDER_KIND } from '../reminders/jobs.ts';
import { goingMessageCard, meetupCard, messageCard, type Shown } from './card.ts';
import {
  CANCELLED_KIND,
  CARD_KIND,
  LOST_KIND,
  MOVED_KIND,
  PROMOTED_KIND,
  STALE_KIND,
  UNREACHED_KIND,
} from './kinds.ts';
import { unreachedCard } from './places/card.ts';
import { findPromoted } from './places/store.ts';
import { lostCard, staleCard } from './postings/card.ts';
import { findLostCard, findStaleCard, timesPosted } from './postings/store.ts';
import { isOver } from './rules.ts';
import { answerOfAccount, findOccurrence, type Meetup } from './store.ts';

/** The meetup of a delivery as it is now, and how it is shown in the delivery's space. */
async function load(db: Tx, occasion: Occasion): Promise<{ meetup: Meetup; shown: Shown } | null> {
  const space = await findSpaceById(db, occasion.spaceId);
  const meetup = space && (await findOccurrence(db, space.community.id, occasion.subjectId));
  if (!meetup) return null;
  const language = occasion.language ?? readLanguage(space.community.language) ?? DEFAULT_LANGUAGE;
  const speak = speaker(language, space.community.zone, occasion.now);
  return { meetup, shown: { speak, spaceId: space.id, now: occasion.now } };
}

/** A message to one person, while the meetup is on and still ahead. `unless`: what makes it meaningless. */
function message(
  make: (meetup: Meetup, shown: Shown) => Card,
  unless: (meetup: Meetup, occasion: Occasion) => boolean = () => false,
): Renderer {
  return async (db, occasion) => {
    const found = await load(db, occasion);
    if (!found || isOver(found.meetup, occasion.now) || unless(found.meetup, occasion)) return null;
    return make(found.meetup, found.shown);
  };
}

const notOn = (meetup: Meetup) => meetup.state !== 'published';

/** For those who go: a person who has changed their mind meanwhile is not written to. */
function messageToGoing(
  make: (meetup: Meetup, shown: Shown) => Card,
  unless: Parameters<typeof message>[1] = notOn,
): Renderer {
  const render = message(make, unless);
  return async (db, occasion) => {
    const answer = occasion.accountId && (await answerOfAccount(db, occasion.subjectId, occasion.accountId));
    return answer === 'going' ? render(db, occasion) : null;
  };
}

/** How every delivery and live card about meetups looks. Each is rendered when it is sent, from what is true then. */
export const meetupRenderers: Record<string, Renderer> = {
  [CARD_KIND]: async (db, occasion) => {
    const found = await load(db, occasion);
    if (!found) return null;
    const { subjectId, spaceId, details, posted, once } = occasion;
    const again = await once(`again ${subjectId} ${spaceId}`, () => timesPosted(db, subjectId, spaceId));
    // Another one was posted in its place.
    if (posted && Number(details.again ?? 0) < again) return 'withdrawn';
    return meetupCard(found.meetup, found.shown);
  },
  [PROMOTED_KIND]: messageToGoing((meetup, shown) =>
    goingMessageCard(meetup, shown.speak.text('meetup.message-promoted', { title: strong(meetup.title) }), shown),
  ),
  [MOVED_KIND]: message(
    (meetup, shown) =>
      messageCard(
        meetup,
        shown.speak.text('meetup.message-moved', { title: strong(meetup.title) }),
        shown,
        'attention',
      ),
    notOn,
  ),
  [CANCELLED_KIND]: message((meetup, shown) =>
    messageCard(meetup, shown.speak.text('meetup.message-cancelled', { title: strong(meetup.title) }), shown, 'over'),
  ),
  [LOST_KIND]: async (db, occasion) => {
    const lost = await findLostCard(db, String(occasion.details.delivery));
    const found = lost && (await load(db, occasion));
    if (!found || notOn(found.meetup) || isOver(found.meetup, occasion.now)) return null;
    return lostCard(found.meetup.title, lost, found.shown);
  },
  [STALE_KIND]: async (db, occasion) => {
    const stale = await findStaleCard(db, String(occasion.details.placement));
    const found = stale && (await load(db, occasion));
    if (!found || notOn(found.meetup) || isOver(found.meetup, occasion.now)) return null;
    return staleCard(found.meetup.title, stale, found.shown);
  },
  [UNREACHED_KIND]: async (db, occasion) => {
    const delivery = String(occasion.details.delivery);
    const promoted = await findPromoted(db, delivery);
    const found = promoted && (await load(db, occasion));
    if (!found || notOn(found.meetup) || isOver(found.meetup, occasion.now)) return null;
    return unreachedCard(found.meetup.title, promoted, delivery, found.shown);
  },
  [REMINDER_KIND]: messageToGoing(
    (meetup, shown) => {
      const values = { title: strong(meetup.title), relative: shown.speak.relative(meetup.startsAt) };
      return goingMessageCard(meetup, shown.speak.text('reminders.starts', values), shown);
    },
    // It moved after this reminder became due: the new time has reminders of its own.
    (meetup, { details, now }) => notOn(meetup) || meetup.startsAt !== details.startsAt || now >= meetup.startsAt,
  ),
};
