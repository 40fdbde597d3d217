import type { CommunityId } from '../../communities/ids.ts';
import { contactsOf, findMembership } from '../../communities/networks/store.ts';
import type { Tx } from '../../database/transaction.ts';
import type { NewPlacement, Outbox } from '../../delivery/outbox.ts';
import { APPROVAL_KIND, ASK_KIND, COPY_KIND, PROGRESS_KIND, TOLD_KIND } from '../kinds.ts';
import type { Told } from '../messages.ts';
import { pingsOf } from '../pings/store.ts';
import { approvalsNeeded, audienceOf, type Candidate, isApproved, type Target, targetsOf } from '../rules.ts';
import { type Announcement, candidatesOf, endConsentsOf, insertConsents, updateAnnouncement } from '../store.ts';

/** Why an announcement cannot be sent. */
export type Hindrance = Unreachable | 'audience-none';

/** Why nobody can be said to be reached. 'topic-gone': its topic or target group was taken off the network's list. */
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

/** What was sent: so many copies, so many communities asked first. */
export interface Released {
  copies: number;
  asked: number;
}

const copy =
  (id: string, pinged: ReadonlySet<string> = new Set()) =>
  ({ spaceId, channel, crosspost }: Target): NewPlacement => ({
    spaceId,
    kind: COPY_KIND,
    subjectId: id,
    ...(pinged.has(spaceId) && { details: { ping: 1 } }),
    to: { channel },
    key: `announcement:${id}:${spaceId}:${channel}`,
    priority: 'broadcast',
    crosspost,
  });

/**
 * Sends an announcement that the caller holds: one row for each copy, the questions to those who are asked first, and
 * the card by which its author sees how it goes. All of it in the caller's transaction, or nothing.
 * @param now ms since the epoch
 */
export async function release(
  tx: Tx,
  outbox: Outbox,
  announcement: Announcement,
  now: number,
): Promise<Released | Hindrance> {
  const { id, author, spaceId } = announcement;
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
  );
  await outbox.place(tx, [
    { spaceId, kind: PROGRESS_KIND, subjectId: id, to: { accountId: author.accountId }, key: `progress:${id}:${now}` },
  ]);
  return { copies: targets.length, asked: asked.length };
}

/** Asks a community's contacts; where nobody wants to be asked, in its channel. */
async function askFirst(tx: Tx, outbox: Outbox, id: string, asked: readonly Candidate[]): Promise<void> {
  const contacts = await contactsOf(
    tx,
    asked.map(({ community }) => community),
  );
  const cards = asked.flatMap((candidate): NewPlacement[] => {
    const people = contacts.filter(({ community }) => community === candidate.community);
    if (people.length > 0)
      return people.map(({ accountId, spaceId }) => ({
        spaceId,
        kind: ASK_KIND,
        subjectId: id,
        to: { accountId },
        key: `ask:${id}:${accountId}`,
      }));
    return targetsOf(candidate)
      .slice(0, 1)
      .map(({ spaceId, channel }) => ({
        spaceId,
        kind: ASK_KIND,
        subjectId: id,
        to: { channel },
        key: `ask:${id}:${spaceId}`,
      }));
  });
  await outbox.place(tx, cards);
}

/** A community is no longer in a network: what it was asked there, and had not answered, is over. */
export async function endAsking(
  tx: Tx,
  outbox: Outbox,
  member: { community: CommunityId; network: string },
  now: Date,
): Promise<void> {
  const ids = await endConsentsOf(tx, member, now);
  await outbox.changed(tx, ASK_KIND, ...ids);
  await outbox.changed(tx, PROGRESS_KIND, ...ids);
}

/** Sends the copies of a community that was asked and said yes. */
export async function releaseTo(tx: Tx, outbox: Outbox, id: string, candidate: Candidate): Promise<void> {
  await outbox.place(tx, targetsOf(candidate).map(copy(id)));
  await updateAnnouncement(tx, id, { underWay: true });
}

/**
 * Asks everybody who may approve the newest text, the one who wrote it left out.
 * @returns how many are asked; or the community that has nobody else to ask
 */
export async function askApproval(
  tx: Tx,
  outbox: Outbox,
  announcement: Announcement,
): Promise<{ asked: number } | { nobodyIn: string }> {
  const { id, newest } = announcement;
  const needed = approvalsNeeded(announcement);
  const contacts = (await contactsOf(tx, needed)).filter(({ personId }) => personId !== newest.author.personId);
  const nobodyIn = needed.find((one) => !contacts.some(({ community }) => community === one));
  if (nobodyIn) return { nobodyIn };
  await outbox.place(
    tx,
    contacts.map(({ accountId, spaceId, community }) => ({
      spaceId,
      kind: APPROVAL_KIND,
      subjectId: id,
      to: { accountId },
      key: `approval:${id}:${newest.number}:${community}:${accountId}`,
    })),
  );
  return { asked: contacts.length };
}

/** @returns whether everybody who must has approved the newest text */
export function mayBeSent(announcement: Announcement): boolean {
  const { newest } = announcement;
  return isApproved(approvalsNeeded(announcement), newest.approvals, newest.author.personId);
}

/** Tells the author something by direct message. @param more what the words need beside the announcement */
export async function tell(
  tx: Tx,
  outbox: Outbox,
  announcement: Announcement,
  about: Told,
  now: number,
  more: Record<string, string> = {},
) {
  const { id, spaceId, author, newest } = announcement;
  const to = { accountId: author.accountId };
  const key = ['told', id, newest.number, about, now, ...Object.values(more)].join(':');
  await outbox.send(tx, [{ spaceId, kind: TOLD_KIND, subjectId: id, details: { about, ...more }, to, key }]);
}
