import type { Card } from '../chat/card.ts';
import { type Speaker, speaker } from '../chat/say.ts';
import { strong, type Text } from '../chat/text.ts';
import { findSpaceById, type SpaceOfCommunity } from '../communities/store.ts';
import type { Tx } from '../database/transaction.ts';
import type { Occasion, Renderer } from '../delivery/deliver.ts';
import { DEFAULT_LANGUAGE, readLanguage } from '../i18n/translate.ts';
import { approvalCard, askCard, copyCard, progressCard, withdrawnCard } from './card.ts';
import { copiesOf, paceOf } from './copies/store.ts';
import { APPROVAL_KIND, ASK_KIND, COPY_KIND, PROGRESS_KIND, TOLD_KIND } from './kinds.ts';
import { findPing, pingsOf } from './pings/store.ts';
import { type Announcement, candidatesOf, consentsOf, findAnnouncement } from './store.ts';

interface Found {
  announcement: Announcement;
  space: SpaceOfCommunity;
  speak: Speaker;
}

/** The announcement as it is now, the space where it is shown, and the words of who reads it there. */
async function load(db: Tx, occasion: Occasion): Promise<Found | null> {
  const [announcement, space] = await Promise.all([
    findAnnouncement(db, occasion.subjectId),
    findSpaceById(db, occasion.spaceId),
  ]);
  if (!announcement || !space) return null;
  const language = occasion.language ?? readLanguage(space.community.language) ?? DEFAULT_LANGUAGE;
  return { announcement, space, speak: speaker(language, space.community.zone, occasion.now) };
}

const render =
  (make: (found: Found, db: Tx, occasion: Occasion) => Promise<Card | null> | Card | null): Renderer =>
  async (db, occasion) => {
    const found = await load(db, occasion);
    return found && make(found, db, occasion);
  };

/** What is on its way to a community that has left meanwhile, or was withdrawn, is not posted any more. */
async function copy({ announcement, space, speak }: Found, db: Tx, { posted }: Occasion): Promise<Card | null> {
  if (announcement.state === 'withdrawn') return posted ? withdrawnCard(announcement, speak) : null;
  if (!announcement.shown) return null;
  if (!posted) {
    const candidates = await candidatesOf(db, announcement);
    if (!candidates?.some(({ community }) => community === space.community.id)) return null;
  }
  const card = copyCard(announcement, announcement.shown, speak);
  const ping = announcement.community.id === space.community.id ? await findPing(db, announcement.id, space.id) : null;
  return ping?.state === 'notified' ? { ...card, notifies: ping.role } : card;
}

const TOLD = [
  'told-declined',
  'told-edit-declined',
  'told-audience-none',
  'told-network-left',
  'told-topic-gone',
  'told-approval',
  'told-ping',
] as const;

/** What an author can be told by direct message. */
export type Told = (typeof TOLD)[number];

const told = (text: Text): Card => ({ tone: 'attention', body: [{ type: 'text', text }] });

/** How every delivery and live card about announcements looks. Each is rendered when it is sent, from what is true then. */
export const announcementRenderers: Record<string, Renderer> = {
  [COPY_KIND]: render(copy),
  [PROGRESS_KIND]: render(async ({ announcement, speak }, db, { now }) => {
    const [copies, consents] = [await copiesOf(db, announcement.id), await consentsOf(db, announcement.id)];
    return progressCard(announcement, { copies, consents, pace: await paceOf(db, announcement.id) }, speak, now);
  }),
  [APPROVAL_KIND]: render(async ({ announcement, space, speak }, db) =>
    approvalCard(announcement, space, await pingsOf(db, announcement.id), speak),
  ),
  [ASK_KIND]: render(async ({ announcement, space, speak }, db) => {
    const consents = await consentsOf(db, announcement.id);
    const own = consents.find(({ community }) => community === space.community.id);
    return askCard(announcement, space, own?.state ?? 'declined', speak);
  }),
  [TOLD_KIND]: render(async ({ announcement, speak }, db, { details }) => {
    const about = TOLD.find((one) => one === details.about);
    const title = strong(announcement.newest.texts[0]?.title ?? '');
    if (!about) return null;
    if (about !== 'told-ping') return told(speak.text(`announcement.${about}`, { title }));
    const ping = await findPing(db, announcement.id, String(details.space));
    if (!ping?.reason) return null;
    const reason = speak.say(`announcement.ping-${ping.reason}`);
    return told(speak.text('announcement.told-ping', { title, role: ping.name, space: ping.space.name, reason }));
  }),
};
