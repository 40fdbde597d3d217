import type { Card } from '../chat/card.ts';
import { strong } from '../chat/text.ts';
import type { Occasion, Renderer } from '../delivery/deliver.ts';
import { meetupCard, type Shown } from './card.ts';
import { CANCELLED_KIND, CARD_KIND, LOST_KIND, MOVED_KIND, STALE_KIND, UNREACHED_KIND } from './kinds.ts';
import { newsCard } from './personal/card.ts';
import { loadMeetup, personalRenderers } from './personal/messages.ts';
import { unreachedCard } from './places/card.ts';
import { findPromoted } from './places/store.ts';
import { lostCard, staleCard } from './postings/card.ts';
import { findLostCard, findStaleCard, timesPosted } from './postings/store.ts';
import { isOver } from './rules.ts';
import type { Meetup } from './store.ts';

/** A message to one person, while the meetup is on and still ahead. `unless`: what makes it meaningless. */
function message(
  make: (meetup: Meetup, shown: Shown) => Card,
  unless: (meetup: Meetup, occasion: Occasion) => boolean = () => false,
): Renderer {
  return async (db, occasion) => {
    const found = await loadMeetup(db, occasion);
    if (!found || isOver(found.meetup, occasion.now) || unless(found.meetup, occasion)) return null;
    return make(found.meetup, found.shown);
  };
}

const notOn = (meetup: Meetup) => meetup.state !== 'published';

/** How every delivery and live card about meetups looks. Each is rendered when it is sent, from what is true then. */
export const meetupRenderers: Record<string, Renderer> = {
  [CARD_KIND]: async (db, occasion) => {
    const found = await loadMeetup(db, occasion);
    if (!found) return null;
    const { subjectId, spaceId, details, posted, once } = occasion;
    const again = await once(`again ${subjectId} ${spaceId}`, () => timesPosted(db, subjectId, spaceId));
    // Another one was posted in its place.
    if (posted && Number(details.again ?? 0) < again) return 'withdrawn';
    return meetupCard(found.meetup, found.shown);
  },
  ...personalRenderers,
  [MOVED_KIND]: message(
    (meetup, shown) =>
      newsCard(meetup, shown.speak.text('meetup.message-moved', { title: strong(meetup.title) }), shown, 'attention'),
    notOn,
  ),
  [CANCELLED_KIND]: message((meetup, shown) =>
    newsCard(meetup, shown.speak.text('meetup.message-cancelled', { title: strong(meetup.title) }), shown, 'over'),
  ),
  [LOST_KIND]: async (db, occasion) => {
    const lost = await findLostCard(db, String(occasion.details.delivery));
    const found = lost && (await loadMeetup(db, occasion));
    if (!found || notOn(found.meetup) || isOver(found.meetup, occasion.now)) return null;
    return lostCard(found.meetup, lost, found.shown);
  },
  [STALE_KIND]: async (db, occasion) => {
    const stale = await findStaleCard(db, String(occasion.details.placement));
    const found = stale && (await loadMeetup(db, occasion));
    if (!found || notOn(found.meetup) || isOver(found.meetup, occasion.now)) return null;
    return staleCard(found.meetup, stale, found.shown);
  },
  [UNREACHED_KIND]: async (db, occasion) => {
    const delivery = String(occasion.details.delivery);
    const promoted = await findPromoted(db, delivery);
    const found = promoted && (await loadMeetup(db, occasion));
    if (!found || notOn(found.meetup) || isOver(found.meetup, occasion.now)) return null;
    return unreachedCard(found.meetup, promoted, delivery, found.shown);
  },
};
