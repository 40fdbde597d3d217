import type { Renderer } from '../delivery/deliver.ts';
import { meetupCard } from './card.ts';
import {
  CANCELLED_KIND,
  CARD_KIND,
  LOST_KIND,
  MISSED_KIND,
  MOVED_KIND,
  PARTED_KIND,
  STALE_KIND,
  UNREACHED_KIND,
} from './kinds.ts';
import { missedCard } from './missed/card.ts';
import { countMissed } from './missed/store.ts';
import { organiserRenderers } from './organiser/messages.ts';
import { partedMessage } from './parting/messages.ts';
import { endedCard } from './personal/card.ts';
import { loadMeetup, personalRenderers } from './personal/messages.ts';
import { unreachedCard } from './places/card.ts';
import { findPromoted } from './places/store.ts';
import { lostCard, staleCard } from './postings/card.ts';
import { findLostCard, findStaleCard, timesPosted } from './postings/store.ts';
import { questionRenderers } from './questions/messages.ts';
import { isOver } from './rules.ts';
import type { Meetup } from './store.ts';

const notOn = (meetup: Meetup) => meetup.state !== 'published';

/**
 * Renderers of every delivery and live card about meetups. Each is rendered when it is sent, from what is true then.
 */
export const meetupRenderers: Record<string, Renderer> = {
  [CARD_KIND]: async (db, occasion) => {
    const found = await loadMeetup(db, occasion);
    const { subjectId, spaceId, details, posted, once } = occasion;
    // The meetup is no longer shared with this space.
    if (!found) return posted ? 'withdrawn' : null;
    const again = await once(`again ${subjectId} ${spaceId}`, () => timesPosted(db, subjectId, spaceId));
    // Another one was posted in its place.
    if (posted && Number(details.again ?? 0) < again) return 'withdrawn';
    return meetupCard(found.meetup, found.shown);
  },
  ...personalRenderers,
  ...organiserRenderers,
  ...questionRenderers,
  [PARTED_KIND]: partedMessage,
  [CANCELLED_KIND]: async (db, occasion) => {
    const found = await loadMeetup(db, occasion);
    if (!found || isOver(found.meetup, occasion.now)) return null;
    return endedCard(found.meetup, found.shown);
  },
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
  [MISSED_KIND]: async (db, occasion) => {
    const found = await loadMeetup(db, occasion);
    if (!found) return null;
    const cancelled = occasion.details.about === 'cancelled';
    const count = await countMissed(db, occasion.subjectId, cancelled ? CANCELLED_KIND : MOVED_KIND);
    return missedCard(found.meetup, cancelled ? 'cancelled' : 'changed', count, found.shown);
  },
  [UNREACHED_KIND]: async (db, occasion) => {
    const delivery = String(occasion.details.delivery);
    const promoted = await findPromoted(db, delivery);
    const found = promoted && (await loadMeetup(db, occasion));
    if (!found || notOn(found.meetup) || isOver(found.meetup, occasion.now)) return null;
    return unreachedCard(found.meetup, promoted, delivery, found.shown);
  },
};
