import { SendError } from '../../chat/platform.ts';
import type { CommunityId } from '../../communities/ids.ts';
import type { Manages } from '../../communities/managing.ts';
import { type Contact, contactsOf, findMembership } from '../../communities/networks/store.ts';
import type { Tx } from '../../database/transaction.ts';
import type { NewPlacement, Outbox } from '../../delivery/outbox.ts';
import { candidatesOf } from '../audience/store.ts';
import { endConsentsOf, insertConsents, refusedBy } from '../consents/store.ts';
import {
  approvalMessage,
  askMessage,
  copyMessage,
  progressMessage,
  type Told,
  type ToldDetails,
  toldMessage,
} from '../kinds.ts';
import { pingsOf } from '../pings/store.ts';
import {
  approvalsMissing,
  approvalsNeeded,
  audienceOf,
  type Candidate,
  isAhead,
  type Target,
  targetsOf,
} from '../rules.ts';
import { type Announcement, correctionsOf, findAnnouncement, holdCommunity, updateAnnouncement } from '../store.ts';

/** Platforms that did not tell who manages a space are asked again no earlier. */
const ASK_AGAIN_MS = 1_000;

/** Reason for which an announcement cannot be sent. */
export type Hindrance = Unreachable | 'audience-none';

/**
 * Reason for which nobody can be said to be reached. 'topic-gone': its topic or target group was taken off the
 * network's list.
 */
export type Unreachable = 'network-left' | 'topic-gone';

/** @returns the communities that an announcement could be sent to as it stands, or why there are none */
export async function reachable(tx: Tx, announcement: Announcement): Promise<Candidate[] | Unreachable> {
  const { community, network, topic, group } = announcement;
  const candidates = await candidatesOf(tx, announcement);
  if (!candidates) return 'network-left';
  if (!network) return candidates;
  const membership = await findMembership(tx, community.id, network.id);
  if (!membership) return 'network-left';
  const { topics, groups } = membership.network;
  const listed = topics.some(({ id }) => id === topic?.id) && (!group || groups.some(({ id }) => id === group.id));
  return listed ? candidates : 'topic-gone';
}

/** @returns why an announcement cannot be sent as things are, or null */
export async function hindranceOf(db: Tx, announcement: Announcement): Promise<Hindrance | null> {
  const candidates = await reachable(db, announcement);
  if (typeof candidates === 'string') return candidates;
  const { targets, asked } = audienceOf(candidates);
  return targets.length + asked.length === 0 ? 'audience-none' : null;
}

/** A sending: so many copies, so many communities asked first. */
export interface Released {
  copies: number;
  asked: number;
}

const copy =
  (id: string, pinged: ReadonlySet<string> = new Set()) =>
  ({ spaceId, channel, crosspost }: Target): NewPlacement => {
    const key = `announcement:${id}:${spaceId}:${channel}`;
    const details = pinged.has(spaceId) ? { ping: 1 as const } : {};
    return copyMessage.to({ spaceId, channel }, id, details, { key, priority: 'broadcast', crosspost });
  };

/** Contacts who are not asked now: their community and account together, and why. */
export type Absent = ReadonlyMap<string, 'former' | 'unknown'>;

/** @returns by what a contact stands in {@link Absent} */
export const keyOf = ({ community, accountId }: { community: string; accountId: string }) =>
  `${community} ${accountId}`;

/**
 * Asks the platforms which contacts of communities no longer manage their space, and of which they do not tell just now.
 * Never inside a transaction: it is found out before what it is needed for.
 */
export async function absentOf(db: Tx, manages: Manages, communities: readonly string[]): Promise<Absent> {
  const contacts = await contactsOf(db, communities);
  const found = await Promise.all(
    contacts.map(async (contact): Promise<[string, 'former' | 'unknown'][]> => {
      const managing = await manages(contact.space, contact.account);
      return managing ? [] : [[keyOf(contact), managing === false ? 'former' : 'unknown']];
    }),
  );
  return new Map(found.flat());
}

/** @returns the communities that are asked first when an announcement is sent */
export async function askedFirst(db: Tx, announcement: Announcement): Promise<string[]> {
  return audienceOf((await candidatesOf(db, announcement)) ?? []).asked;
}

/** Outcome of an announcement that nothing stood in the way of. */
export type Gone = ({ state: 'sent' } & Released) | { state: 'scheduled'; dueAt: number };

/** Sends an announcement that the caller holds now, or lets it wait for its time. @param now ms since the epoch */
export async function go(
  tx: Tx,
  outbox: Outbox,
  announcement: Announcement,
  { now, absent }: { now: number; absent: Absent },
): Promise<Gone | Hindrance> {
  const { dueAt, id } = announcement;
  if (!isAhead(dueAt, now)) {
    const released = await release(tx, outbox, announcement, { now, absent });
    return typeof released === 'string' ? released : { state: 'sent', ...released };
  }
  const hindrance = await hindranceOf(tx, announcement);
  if (hindrance) return hindrance;
  await updateAnnouncement(tx, id, { state: 'scheduled' });
  return { state: 'scheduled', dueAt };
}

/** Makes the newest text the one that the copies show. */
export async function show(tx: Tx, outbox: Outbox, { id, newest }: Announcement): Promise<void> {
  await updateAnnouncement(tx, id, { shown: newest.number });
  for (const message of [copyMessage, askMessage, progressMessage]) await outbox.changed(tx, message, id);
}

/**
 * Sends an announcement that the caller holds: one row for each copy, the questions to those who are asked first, and
 * the card by which its author sees how it goes. All of it in the caller's transaction, or nothing.
 * @param now ms since the epoch
 */
export async function release(
  tx: Tx,
  outbox: Outbox,
  announcement: Announcement,
  { now, absent }: { now: number; absent: Absent },
): Promise<Released | Hindrance> {
  const { id, author, spaceId } = announcement;
  // No space leaves the community while its copies are written.
  await holdCommunity(tx, announcement.community.id);
  const candidates = await reachable(tx, announcement);
  if (typeof candidates === 'string') return candidates;
  const { targets, asked } = audienceOf(candidates);
  if (targets.length + asked.length === 0) return 'audience-none';
  const at = new Date(now);
  await updateAnnouncement(tx, id, { state: 'sent', shown: announcement.newest.number, sentAt: at, underWay: true });
  await insertConsents(tx, id, asked, at);
  // Roles are notified in the spaces of the community that speaks, and nowhere else.
  const own = new Set(targets.filter((one) => one.community === announcement.community.id).map((one) => one.spaceId));
  const pinged = new Set((await pingsOf(tx, id)).map(({ space }) => space.id).filter((space) => own.has(space)));
  await outbox.place(tx, targets.map(copy(id, pinged)));
  await askFirst(
    tx,
    outbox,
    id,
    candidates.filter(({ community }) => asked.includes(community)),
    absent,
  );
  const reader = { spaceId, accountId: author.accountId };
  await outbox.place(tx, [progressMessage.to(reader, id, {}, { key: `progress:${id}:${now}` })]);
  return { copies: targets.length, asked: asked.length };
}

/** Asks communities' contacts who still manage them; where there are none, in the channel. @returns how many communities are asked */
export async function askFirst(
  tx: Tx,
  outbox: Outbox,
  id: string,
  asked: readonly Candidate[],
  absent: Absent,
): Promise<number> {
  const all = await contactsOf(
    tx,
    asked.map(({ community }) => community),
  );
  // The text is on its way to channels: whoever may have lost the right is rather asked than nobody.
  const contacts = all.filter((contact) => absent.get(keyOf(contact)) !== 'former');
  const questions = asked.map((candidate): NewPlacement[] => {
    const people = contacts.filter(({ community }) => community === candidate.community);
    if (people.length > 0)
      return people.map(({ accountId, spaceId }) =>
        askMessage.to({ accountId, spaceId }, id, {}, { key: `ask:${id}:${accountId}` }),
      );
    return targetsOf(candidate)
      .slice(0, 1)
      .map(({ spaceId, channel }) => askMessage.to({ spaceId, channel }, id, {}, { key: `ask:${id}:${spaceId}` }));
  });
  await outbox.place(tx, questions.flat());
  return questions.filter((some) => some.length > 0).length;
}

/** A community is no longer in a network: what it was asked there, and had not answered, is over. */
export async function endAsking(
  tx: Tx,
  outbox: Outbox,
  member: { community: CommunityId; network: string },
  now: Date,
): Promise<void> {
  const ids = await endConsentsOf(tx, member, now);
  const refused = await refusedBy(tx, member.community, member.network);
  await outbox.changed(tx, askMessage, ...ids, ...refused);
  await outbox.changed(tx, progressMessage, ...ids);
}

/** A community is no longer in a network: its corrections there that nobody has approved are over, and their writers told. */
export async function endCorrections(
  tx: Tx,
  outbox: Outbox,
  member: { community: CommunityId; network: string },
  now: number,
): Promise<void> {
  for (const id of await correctionsOf(tx, member)) {
    const announcement = await findAnnouncement(tx, id);
    if (!announcement?.shown) continue;
    await updateAnnouncement(tx, id, { revision: announcement.shown.number });
    await tellWriter(tx, outbox, announcement, 'told-edit-network-left', now);
    await outbox.changed(tx, approvalMessage, id);
  }
}

/** Sends the copies of a community that was asked and said yes. */
export async function releaseTo(tx: Tx, outbox: Outbox, id: string, candidate: Candidate): Promise<void> {
  await outbox.place(tx, targetsOf(candidate).map(copy(id)));
  await updateAnnouncement(tx, id, { underWay: true });
}

/**
 * Asks everybody who may approve the newest text and still manages their space, the one who wrote it left out. What was
 * asked before is over.
 * @returns the round of questions that this is; or the community that has nobody else to ask
 * @throws {SendError} when it is only unknown just now whether there is somebody
 */
export async function askApproval(
  tx: Tx,
  outbox: Outbox,
  announcement: Announcement,
  absent: Absent,
): Promise<{ round: number } | { nobodyIn: string }> {
  const { id, newest } = announcement;
  const missing = missingApprovals(announcement);
  const others = (await contactsOf(tx, missing)).filter(({ personId }) => personId !== newest.author.personId);
  const contacts = others.filter((contact) => !absent.has(keyOf(contact)));
  const nobodyIn = missing.find((one) => !contacts.some(({ community }) => community === one));
  if (nobodyIn) {
    const unknown = others.some((one) => one.community === nobodyIn && absent.get(keyOf(one)) === 'unknown');
    if (unknown) throw new SendError({ kind: 'wait', forMs: ASK_AGAIN_MS });
    return { nobodyIn };
  }
  const round = announcement.round + 1;
  await updateAnnouncement(tx, id, { round });
  await outbox.changed(tx, approvalMessage, id);
  await outbox.place(
    tx,
    contacts.map(({ accountId, spaceId, community }) => {
      const key = `approval:${id}:${newest.number}:${round}:${community}:${accountId}`;
      return approvalMessage.to({ accountId, spaceId }, id, { revision: newest.number, round }, { key });
    }),
  );
  return { round };
}

/** @returns the communities that must approve the newest text and have not */
export function missingApprovals(announcement: Announcement): string[] {
  const { newest } = announcement;
  return approvalsMissing(approvalsNeeded(announcement), newest.approvals, newest.author.personId);
}

/** @returns whether everybody who must has approved the newest text */
export function mayBeSent(announcement: Announcement): boolean {
  return missingApprovals(announcement).length === 0;
}

/** Tells the author something by direct message. @param more what the words need beside the announcement */
export function tell(
  tx: Tx,
  outbox: Outbox,
  announcement: Announcement,
  about: Told,
  now: number,
  more: ToldDetails = {},
): Promise<void> {
  const { spaceId, author } = announcement;
  return tellAccount(tx, outbox, announcement, { spaceId, accountId: author.accountId }, about, now, more);
}

/** Tells, as {@link tell} does, whoever wrote the newest text: a correction need not be its author's. */
export function tellWriter(
  tx: Tx,
  outbox: Outbox,
  announcement: Announcement,
  about: Told,
  now: number,
  more: ToldDetails = {},
): Promise<void> {
  const { place, author } = announcement.newest;
  return tellAccount(tx, outbox, announcement, { spaceId: place.id, accountId: author.accountId }, about, now, more);
}

async function tellAccount(
  tx: Tx,
  outbox: Outbox,
  { id, newest }: Announcement,
  reader: Pick<Contact, 'spaceId' | 'accountId'>,
  about: Told,
  now: number,
  more: ToldDetails,
): Promise<void> {
  const key = ['told', id, newest.number, about, now, ...Object.values(more)].join(':');
  await outbox.send(tx, [toldMessage.to(reader, id, { about, ...more }, { key })]);
}
