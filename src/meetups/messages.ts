import { type Message, rendered } from '../delivery/message.ts';
import { meetupCard } from './card.ts';
import {
  cancelledMessage,
  cardMessage,
  lostCardMessage,
  missedMessage,
  movedMessage,
  staleCardMessage,
  unreachedMessage,
} from './kinds.ts';
import { missedCard } from './missed/card.ts';
import { countMissed } from './missed/store.ts';
import { organiserMessages } from './organiser/messages.ts';
import { partingMessages } from './parting/messages.ts';
import { endedCard } from './personal/card.ts';
import { loadMeetup, personalMessages } from './personal/messages.ts';
import { unreachedCard } from './places/card.ts';
import { findPromoted } from './places/store.ts';
import { lostCard, staleCard } from './postings/card.ts';
import { findLostCard, findStaleCard, timesPosted } from './postings/store.ts';
import { questionMessages } from './questions/messages.ts';
import { isOver } from './rules.ts';
import type { Meetup } from './store.ts';

const notOn = (meetup: Meetup) => meetup.state !== 'published';

/** All messages and live cards about meetups. Each is rendered when it is sent, from what is true then. */
export const meetupMessages: readonly Message[] = [
  rendered(cardMessage, async (db, occasion) => {
    const found = await loadMeetup(db, occasion);
    const { subjectId, spaceId, details, posted, once } = occasion;
    // The meetup is no longer shared with this space.
    if (!found) return posted ? 'withdrawn' : null;
    const again = await once(`again ${subjectId} ${spaceId}`, () => timesPosted(db, subjectId, spaceId));
    // Another one was posted in its place.
    if (posted && (details.again ?? 0) < again) return 'withdrawn';
    return meetupCard(found.meetup, found.shown);
  }),
  ...personalMessages,
  ...organiserMessages,
  ...questionMessages,
  ...partingMessages,
  rendered(cancelledMessage, async (db, occasion) => {
    const found = await loadMeetup(db, occasion);
    if (!found || isOver(found.meetup, occasion.now)) return null;
    return endedCard(found.meetup, found.shown);
  }),
  rendered(lostCardMessage, async (db, occasion) => {
    const lost = await findLostCard(db, occasion.details.delivery);
    const found = lost && (await loadMeetup(db, occasion));
    if (!found || notOn(found.meetup) || isOver(found.meetup, occasion.now)) return null;
    return lostCard(found.meetup, lost, found.shown);
  }),
  rendered(staleCardMessage, async (db, occasion) => {
    const stale = await findStaleCard(db, occasion.details.placement);
    const found = stale && (await loadMeetup(db, occasion));
    if (!found || notOn(found.meetup) || isOver(found.meetup, occasion.now)) return null;
    return staleCard(found.meetup, stale, found.shown);
  }),
  rendered(missedMessage, async (db, occasion) => {
    const found = await loadMeetup(db, occasion);
    if (!found) return null;
    const { about } = occasion.details;
    const { names } = about === 'cancelled' ? cancelledMessage : movedMessage;
    return missedCard(found.meetup, about, await countMissed(db, occasion.subjectId, names), found.shown);
  }),
  rendered(unreachedMessage, async (db, occasion) => {
    const { delivery } = occasion.details;
    const promoted = await findPromoted(db, delivery);
    const found = promoted && (await loadMeetup(db, occasion));
    if (!found || notOn(found.meetup) || isOver(found.meetup, occasion.now)) return null;
    return unreachedCard(found.meetup, promoted, delivery, found.shown);
  }),
];
