import type { Button, Card } from '../chat/card.ts';
import { type Speaker, speaker } from '../chat/say.ts';
import { strong, type Text } from '../chat/text.ts';
import { findSpaceById, namesOfCommunities, type SpaceOfCommunity } from '../communities/store.ts';
import type { Tx } from '../database/transaction.ts';
import type { Occasion } from '../delivery/deliver.ts';
import { type Message, type MessageKind, type OccasionOf, rendered } from '../delivery/message.ts';
import { DEFAULT_LANGUAGE, readLanguage } from '../i18n/translate.ts';
import * as actions from './actions.ts';
import { answeredCard, askedCard, reasonBlocks, refusedCard } from './approvals/card.ts';
import { askedIn } from './approvals/store.ts';
import { askCard, controls, copyCard, correctedAt, waitsForApproval, withdrawnCard } from './card.ts';
import { consentsOf, openRefusals } from './consents/store.ts';
import { communitiesReached, copiesOf, mayCorrect, missingCopies, paceOf } from './copies/store.ts';
import { approvalMessage, askMessage, copyMessage, progressMessage, type Told, toldMessage } from './kinds.ts';
import { peopleText } from './people.ts';
import { findPing, pingsOf } from './pings/store.ts';
import { progressCard } from './progress-card.ts';
import { findRefusal } from './refusals/store.ts';
import { approvalsNeeded } from './rules.ts';
import { hindranceOf } from './sending/service.ts';
import { type Announcement, asFrozen, findAnnouncement, findRevision } from './store.ts';
import { marksOf } from './takeouts/store.ts';

interface Found {
  announcement: Announcement;
  space: SpaceOfCommunity;
  speak: Speaker;
}

/** The announcement as it is now, the space where it is shown, and the words of who reads it there. */
async function load(db: Tx, occasion: Omit<Occasion, 'details'>): Promise<Found | null> {
  const [announcement, space] = await Promise.all([
    findAnnouncement(db, occasion.subjectId),
    findSpaceById(db, occasion.spaceId),
  ]);
  if (!announcement || !space) return null;
  const language = occasion.language ?? readLanguage(space.community.language) ?? DEFAULT_LANGUAGE;
  return { announcement, space, speak: speaker(language, space.community.zone, occasion.now) };
}

function loaded<Details extends object>(
  kind: MessageKind<Details>,
  make: (found: Found, db: Tx, occasion: OccasionOf<Details>) => Promise<Card | null> | Card | null,
): Message {
  return rendered(kind, async (db, occasion) => {
    const found = await load(db, occasion);
    return found && make(found, db, occasion);
  });
}

/**
 * Draws a copy of an announcement. One whose community has left meanwhile, or that was withdrawn, is not posted any
 * more; one that was taken out of a channel is deleted. A copy is one of thousands: whatever is the same for all is
 * read and made once for those that go together, the card included, which platforms then draw once.
 */
const copy = rendered(copyMessage, async (db, occasion) => {
  const { subjectId: id, spaceId, details, community, posted, now, once } = occasion;
  const announcement = await once(`announcement ${id}`, () => findAnnouncement(db, id));
  if (!announcement) return null;
  const marks = await once(`marks ${id}`, () => marksOf(db, id));
  const mark = marks.get(spaceId);
  const again = details.again ?? 0;
  if (mark && (mark.takenOut || again < mark.again)) return posted ? 'withdrawn' : null;
  const { language, zone } = community;
  const frozen = mark?.frozen ?? null;
  const seen =
    frozen === null ? announcement : await once(`frozen ${id} ${frozen}`, () => asFrozen(db, announcement, frozen));
  const { shown } = seen;
  const speak = speaker(language ?? DEFAULT_LANGUAGE, zone, now);
  const card = (make: () => Card) => once(`copy ${id} ${shown?.number} ${speak.language} ${zone}`, async () => make());
  if (seen.state === 'withdrawn') return posted ? card(() => withdrawnCard(seen, speak)) : null;
  if (!shown) return null;
  if (!posted) {
    const reached = await once(`reached ${id}`, () => communitiesReached(db, announcement));
    if (!reached.has(community.id)) return null;
  }
  const made = await card(() => copyCard(seen, shown, speak, correctedAt(seen, shown)));
  const own = announcement.community.id === community.id || frozen !== null;
  const ping = own ? await findPing(db, id, spaceId) : null;
  // What is posted anew notifies nobody a second time.
  return ping?.state === 'notified' && again === 0 ? { ...made, notifies: ping.role } : made;
});

/** A question is that of one text in one round; what is not posted when it is over, is not asked any more. */
const approval = loaded(approvalMessage, async ({ announcement, space, speak }, db, { details, posted }) => {
  const revision = await findRevision(db, announcement.id, details.revision);
  if (!revision) return null;
  const community = space.community.id;
  const current = revision.number === announcement.newest.number && details.round === announcement.round;
  const missing = !revision.approvals.some((one) => one.community === community);
  const needed = approvalsNeeded(announcement).includes(community);
  if (current && missing && needed && waitsForApproval(announcement)) {
    const [asked, pings] = [await askedIn(db, announcement), await pingsOf(db, announcement.id)];
    return askedCard(announcement, { space: space.id, asked, pings }, speak);
  }
  if (!posted) return null;
  const refusal = await findRefusal(db, announcement.id, details.round);
  if (refusal) return refusedCard(announcement, { revision, refusal }, { space: space.id, community }, speak);
  const hindrance = announcement.state === 'draft' ? await hindranceOf(db, announcement) : null;
  return answeredCard(announcement, revision, { community, space: space.id, hindrance }, speak);
});

const DECLINED: ReadonlySet<string> = new Set<Told>(['told-declined', 'told-edit-declined']);

const told = (text: Text, tone: Card['tone'] = 'attention'): Card => ({ tone, body: [{ type: 'text', text }] });

/** All messages and live cards about announcements. Each is rendered when it is sent, from what is true then. */
export const announcementMessages: readonly Message[] = [
  copy,
  loaded(progressMessage, async ({ announcement, space, speak }, db, { now }) => {
    // What becomes of it is for those alone whose it is.
    if (announcement.community.id !== space.community.id)
      return told(speak.text('announcement.progress-parted'), 'over');
    const [copies, consents] = [await copiesOf(db, announcement.id), await consentsOf(db, announcement.id)];
    const pace = await paceOf(db, announcement.id);
    const correctable = await mayCorrect(db, announcement);
    const missing = correctable ? (await missingCopies(db, announcement)).length : 0;
    return progressCard(announcement, { copies, consents, pace, missing, correctable }, speak, now);
  }),
  approval,
  loaded(askMessage, async ({ announcement, space, speak }, db) => {
    const consents = await consentsOf(db, announcement.id);
    const own = consents.find(({ community }) => community === space.community.id);
    const open = own?.state === 'declined' && (await openRefusals(db, space.community.id, announcement.id)).length > 0;
    return askCard(announcement, space, open ? 'refused' : (own?.state ?? 'parted'), speak);
  }),
  loaded(toldMessage, async ({ announcement, space, speak }, db, { details }) => {
    const { about } = details;
    const title = strong(announcement.newest.texts[0]?.title ?? '');
    // Whoever is in a space that has parted from the community hears that alone.
    if (announcement.community.id !== space.community.id && about !== 'told-edit-parted') return null;
    if (about === 'told-approved') {
      const values = {
        title,
        people: peopleText(announcement.newest.approvals, space.id, speak),
        when: speak.momentInFull(Number(details.dueAt)),
      };
      const said = told(speak.text('announcement.told-approved', values), 'good');
      const open: Button = {
        type: 'button',
        id: actions.report.id({ space: space.id, announcement: announcement.id }),
        label: speak.say('announcement.button-planned'),
      };
      return { ...said, body: [...said.body, controls([open])] };
    }
    if (about === 'told-edit-approved') {
      const { approvals } = announcement.shown ?? announcement.newest;
      const values = { title, people: peopleText(approvals, space.id, speak) };
      return told(speak.text('announcement.told-edit-approved', values), 'good');
    }
    const refusal = DECLINED.has(about) ? await findRefusal(db, announcement.id, details.round ?? 0) : null;
    if (refusal) {
      const text = speak.text(`announcement.${about}`, { title, who: peopleText([refusal], space.id, speak) });
      return { tone: 'attention', body: [{ type: 'text', text }, ...reasonBlocks(refusal, speak)] };
    }
    if (about === 'told-taken-out') {
      const id = String(details.community);
      const community = (await namesOfCommunities(db, [id])).get(id) ?? '';
      return told(speak.text('announcement.told-taken-out', { title, community }));
    }
    if (about !== 'told-ping') {
      const { community, network } = announcement;
      return told(
        speak.text(`announcement.${about}`, {
          title,
          community: community.name,
          network: network?.name ?? '',
          who: speak.say('announcement.another'),
        }),
      );
    }
    const ping = await findPing(db, announcement.id, String(details.space));
    if (!ping?.reason) return null;
    const reason = speak.say(`announcement.ping-${ping.reason}`);
    return told(speak.text('announcement.told-ping', { title, role: ping.name, space: ping.space.name, reason }));
  }),
];
