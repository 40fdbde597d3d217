import type { Card } from '../chat/card.ts';
import { speaker } from '../chat/say.ts';
import { UserError } from '../chat/user-error.ts';
import { type Context, speak } from '../communities/context.ts';
import { namesOfCommunities } from '../communities/store.ts';
import type { Tx } from '../database/transaction.ts';
import { LANGUAGES, type Language, type MessageKey, say } from '../i18n/translate.ts';
import { askedIn } from './approvals/store.ts';
import { candidatesOf } from './audience/store.ts';
import { copyCard } from './card.ts';
import { approvalMessage } from './kinds.ts';
import type { Participant } from './people.ts';
import { deletePing, pingsOf, savePing } from './pings/store.ts';
import { platformsOf } from './rules.ts';
import {
  type Absent,
  absentOf,
  askApproval,
  askedFirst,
  type Gone,
  go,
  type Hindrance,
  hindranceOf,
  mayBeSent,
  missingApprovals,
  tell,
} from './sending/service.ts';
import {
  type Announcement,
  type Content,
  type Destination,
  deleteDraft,
  findAnnouncement,
  insertAnnouncement,
  insertRevision,
  lockAnnouncement,
  updateAnnouncement,
  type Words,
} from './store.ts';

/** @returns the language of a community's announcements, unless said otherwise */
export function firstLanguage({ space }: Context): Language {
  return LANGUAGES.find((one) => one === space.community.language) ?? 'da';
}

/** @throws {UserError} when the caller's community has no such announcement */
export async function getOwn(context: Context, id: string, tx: Tx = context.db.prisma): Promise<Announcement> {
  const announcement = await findAnnouncement(tx, id);
  if (announcement?.community.id !== context.space.community.id) throw new UserError('announcement-gone');
  return announcement;
}

/** Does what `getOwn` does, for a draft that only its author sees. @throws {UserError} */
export async function getDraft(context: Context, id: string, tx: Tx = context.db.prisma): Promise<Announcement> {
  const announcement = await getOwn(context, id, tx);
  const account = await context.account(tx);
  if (announcement.author.personId !== account.personId) throw new UserError('announcement-gone');
  if (announcement.state !== 'draft') throw new UserError('announcement-not-draft');
  return announcement;
}

/** Holds an announcement, looks at it, and changes it, in one transaction. */
export function hold<T>(
  context: Context,
  id: string,
  get: typeof getOwn,
  work: (tx: Tx, announcement: Announcement) => Promise<T>,
): Promise<T> {
  return context.change(async (tx) => {
    await lockAnnouncement(tx, id);
    return work(tx, await get(context, id, tx));
  });
}

/** Does what `getOwn` does, for any community. @throws {UserError} */
export const anyOne: typeof getOwn = async (context, id, tx = context.db.prisma) => {
  const announcement = await findAnnouncement(tx, id);
  if (!announcement) throw new UserError('announcement-gone');
  return announcement;
};

/** Writes a draft that only its author sees. */
export function createDraft(context: Context, content: Content, destination: Destination): Promise<Announcement> {
  return context.change(async (tx) => {
    const author = await context.account(tx);
    const id = await insertAnnouncement(tx, {
      ...destination,
      content,
      community: context.space.community.id,
      spaceId: context.space.id,
      authorId: author.id,
      now: new Date(context.now),
    });
    return getOwn(context, id, tx);
  });
}

/** @returns the texts without those of a language; the only text there is stays */
export function withoutWords(texts: readonly Words[], language: Language): Words[] {
  return texts.length > 1 ? texts.filter((one) => one.language !== language) : [...texts];
}

/** @returns the texts with these words in place of those of the same language, or after the others */
export function withWords(texts: readonly Words[], words: Words): Words[] {
  const known = texts.some(({ language }) => language === words.language);
  return known ? texts.map((one) => (one.language === words.language ? words : one)) : [...texts, words];
}

/** Writes a content as the newest revision, by the caller. @returns the announcement with it */
export async function rewrite(
  context: Context,
  tx: Tx,
  announcement: Announcement,
  content: Content,
): Promise<Announcement> {
  const author = await context.account(tx);
  await insertRevision(tx, announcement.id, {
    number: announcement.nextNumber,
    authorId: author.id,
    spaceId: context.space.id,
    content,
    now: new Date(context.now),
  });
  return getOwn(context, announcement.id, tx);
}

/** Changes of a draft. */
export interface DraftChange {
  content?: (before: Content) => Content;
  destination?: Destination;
  /** A target group of its network; null: for everyone. */
  group?: string | null;
  dueAt?: number | null;
  seen?: boolean;
  /** A role that the caller wants notified in their space; null: none there. */
  ping?: { role: string; name: string; people: number } | null;
}

/** Changes what a draft says, where it goes, when, whom it notifies, or whether it has a button. @throws {UserError} */
export function changeDraft(context: Context, id: string, change: DraftChange): Promise<Announcement> {
  return hold(context, id, getDraft, async (tx, announcement) => {
    const { content = same, destination, group, dueAt, seen, ping } = change;
    // Whoever approved a text approved whom it goes to, whom it notifies and when: for others it is another revision.
    const another = group !== undefined || ping !== undefined || (dueAt !== undefined && dueAt !== announcement.dueAt);
    if (change.content || another) await rewrite(context, tx, announcement, content(announcement.newest));
    const elsewhere = destination && destination.network !== (announcement.network?.id ?? null);
    await updateAnnouncement(tx, id, {
      ...(destination && { networkId: destination.network, topicId: destination.topic }),
      ...(elsewhere && { groupId: null }),
      ...(group !== undefined && { groupId: group }),
      ...(dueAt !== undefined && { dueAt: dueAt === null ? null : new Date(dueAt) }),
      ...(seen !== undefined && { seenButton: seen }),
    });
    if (ping)
      await savePing(tx, { announcement: id, space: context.space.id, accountId: await idOf(context, tx), ...ping });
    if (ping === null) await deletePing(tx, id, context.space.id);
    return getOwn(context, id, tx);
  });
}

const idOf = async (context: Context, tx: Tx): Promise<string> => (await context.account(tx)).id;
const same = (content: Content): Content => content;

/** @returns what was thrown away @throws {UserError} */
export function discardDraft(context: Context, id: string): Promise<Announcement> {
  return hold(context, id, getDraft, async (tx, announcement) => {
    await deleteDraft(tx, id);
    return announcement;
  });
}

/** A stand-in as long as a platform's ids get. */
const SOME_ROLE = '0'.repeat(20);

/** @returns the copies of a content, one in each language that it is written in */
export function copyCards({ zone, now }: Context, announcement: Announcement, content: Content): Card[] {
  // What is written after the announcement was sent says on its copies that it is a correction.
  const corrected = announcement.sentAt === null ? null : now;
  return content.texts.map(({ language }) => copyCard(announcement, content, speaker(language, zone, now), corrected));
}

/**
 * @param reach `pings`: whether it notifies roles, which takes a line of it; `platforms`: where it comes; while that is
 * not known, or nobody gets it yet, all are told
 * @returns by how many characters copies are over each platform's limits, in the language that is longest
 */
export function excessOf(
  context: Context,
  copies: readonly Card[],
  { pings, platforms }: { pings: boolean; platforms: ReadonlySet<string> },
) {
  const all = copies.map((copy) => context.excess({ ...copy, ...(pings && { notifies: SOME_ROLE }) }));
  return (all[0] ?? [])
    .map(({ platform }, index) => ({ platform, over: Math.max(...all.map((one) => one[index]?.over ?? 0)) }))
    .filter(({ platform }) => platforms.size === 0 || platforms.has(platform))
    .map(({ platform, over }) => ({ platform: say(context.language, `platforms.${platform}` as MessageKey), over }));
}

/** @throws {UserError} about "text" when a copy would be too long on one of the platforms */
export async function checkLength(
  context: Context,
  tx: Tx,
  { announcement, content, platforms }: { announcement: Announcement; content: Content; platforms: Set<string> },
): Promise<void> {
  const pings = (await pingsOf(tx, announcement.id)).length > 0;
  const copies = copyCards(context, announcement, content);
  const over = excessOf(context, copies, { pings, platforms }).filter((one) => one.over > 0);
  if (over.length === 0) return;
  const words = over.map((one) => speak(context).say('announcement.length-over', one));
  throw new UserError('announcement-long', { platforms: words.join(', ') }, 'text');
}

/** Outcome of an announcement that was to be sent. */
export type Sent =
  | Gone
  /** Managers who are asked to approve it. */
  | { state: 'waiting'; asked: Participant[] };

/** Sends a draft; or asks for approval first, or lets it wait for its time. @throws {UserError} */
export async function submit(context: Context, id: string): Promise<Sent & { announcement: Announcement }> {
  const { prisma } = context.db;
  // Whether it is a draft is asked below: a call that comes again finds it handed in, and is told that this is done.
  const draft = await getOwn(context, id);
  const people = mayBeSent(draft) ? await askedFirst(prisma, draft) : missingApprovals(draft);
  const absent = await absentOf(prisma, context.manages, people);
  return hold(context, id, getDraft, async (tx, announcement) => {
    const hindrance = await hindranceOf(tx, announcement);
    if (hindrance) throw hindered(hindrance, announcement);
    const platforms = platformsOf((await candidatesOf(tx, announcement)) ?? []);
    await checkLength(context, tx, { announcement, content: announcement.newest, platforms });
    if (!mayBeSent(announcement)) {
      const asked = await requestApproval(context, tx, announcement, absent);
      await updateAnnouncement(tx, id, { state: 'waiting' });
      return { announcement, state: 'waiting', asked };
    }
    await updateAnnouncement(tx, id, { round: announcement.round + 1 });
    const gone = await go(tx, context.outbox, announcement, { now: context.now, absent });
    if (typeof gone === 'string') throw hindered(gone, announcement);
    return { announcement, ...gone };
  });
}

/** @returns what whoever wants to send an announcement is told */
const hindered = (hindrance: Hindrance, { network }: Announcement) =>
  new UserError(hindrance, { network: network?.name ?? '' });

/** Asks those who may approve the newest text. @returns who is asked @throws {UserError} when there is nobody to ask */
export async function requestApproval(
  context: Context,
  tx: Tx,
  announcement: Announcement,
  absent: Absent,
): Promise<Participant[]> {
  const outcome = await askApproval(tx, context.outbox, announcement, absent);
  if ('round' in outcome) return askedIn(tx, { id: announcement.id, round: outcome.round });
  const names = await namesOfCommunities(tx, [outcome.nobodyIn]);
  throw new UserError('approval-nobody', { community: names.get(outcome.nobodyIn) ?? '' });
}

/**
 * Makes a draft again of what waits for approval or for its time; its author is told when somebody else does it.
 * @returns the draft, and whether it is the caller's own
 * @throws {UserError}
 */
export function stop(context: Context, id: string): Promise<{ announcement: Announcement; own: boolean }> {
  return hold(context, id, getOwn, async (tx, before) => {
    if (before.state === 'draft') throw new UserError('announcement-draft-already');
    if (before.state === 'withdrawn') throw new UserError('announcement-withdrawn');
    if (before.state === 'sent') throw new UserError('announcement-not-stopped');
    await updateAnnouncement(tx, id, { state: 'draft' });
    await context.outbox.changed(tx, approvalMessage, id);
    const announcement = await getOwn(context, id, tx);
    const { personId } = await context.account(tx);
    const own = announcement.author.personId === personId;
    if (!own) await tell(tx, context.outbox, announcement, 'told-stopped', context.now);
    return { announcement, own };
  });
}
