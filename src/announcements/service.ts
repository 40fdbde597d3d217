import { type Speaker, speaker } from '../chat/say.ts';
import { UserError } from '../chat/user-error.ts';
import type { Context } from '../communities/context.ts';
import type { Tx } from '../database/transaction.ts';
import { LANGUAGES, type Language, type MessageKey, say } from '../i18n/translate.ts';
import { copyCard, waitsForApproval } from './card.ts';
import { hasCopy, saveSeen } from './copies/store.ts';
import { APPROVAL_KIND, ASK_KIND, COPY_KIND, PROGRESS_KIND } from './kinds.ts';
import { deletePing, pingsOf, savePing } from './pings/store.ts';
import { approvalsNeeded, audienceOf } from './rules.ts';
import {
  askApproval,
  type Hindrance,
  mayBeSent,
  type Released,
  reachable,
  release,
  releaseTo,
  tell,
} from './sending/service.ts';
import {
  type Announcement,
  answerConsent,
  type Content,
  candidatesOf,
  type Destination,
  deleteDraft,
  endConsents,
  findAnnouncement,
  insertAnnouncement,
  insertApproval,
  insertRevision,
  lockAnnouncement,
  namesOfCommunities,
  updateAnnouncement,
  type Words,
} from './store.ts';

export const speak = ({ language, zone, now }: Context): Speaker => speaker(language, zone, now);

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

/** As `getOwn`, for a draft that only its author sees. @throws {UserError} */
export async function getDraft(context: Context, id: string, tx: Tx = context.db.prisma): Promise<Announcement> {
  const announcement = await getOwn(context, id, tx);
  const account = await context.account(tx);
  if (announcement.author.personId !== account.personId) throw new UserError('announcement-gone');
  if (announcement.state !== 'draft') throw new UserError('announcement-not-draft');
  return announcement;
}

/** Holds an announcement, looks at it, and changes it, in one transaction. */
function hold<T>(
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

const anyOne: typeof getOwn = async (context, id, tx = context.db.prisma) => {
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

/** @returns the texts with these words in place of those of the same language, or after the others */
export function withWords(texts: readonly Words[], words: Words): Words[] {
  const known = texts.some(({ language }) => language === words.language);
  return known ? texts.map((one) => (one.language === words.language ? words : one)) : [...texts, words];
}

async function rewrite(context: Context, tx: Tx, announcement: Announcement, content: Content): Promise<Announcement> {
  const author = await context.account(tx);
  await insertRevision(tx, announcement.id, {
    number: announcement.nextNumber,
    authorId: author.id,
    content,
    now: new Date(context.now),
  });
  return getOwn(context, announcement.id, tx);
}

/** What can be changed of a draft. */
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
    // Whoever approved a text approved whom it goes to and whom it notifies: for others it is another revision.
    if (change.content || group !== undefined || ping !== undefined)
      await rewrite(context, tx, announcement, content(announcement.newest));
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

/** @throws {UserError} */
export function discardDraft(context: Context, id: string): Promise<void> {
  return hold(context, id, getDraft, (tx) => deleteDraft(tx, id));
}

/** As long as a platform's ids get. */
const SOME_ROLE = '0'.repeat(20);

/**
 * @param pings whether it notifies roles, which takes a line of it
 * @returns by how many characters a content is over each platform's limits, in the language that is longest
 */
export function excessOf(context: Context, announcement: Announcement, content: Content, pings: boolean) {
  const { zone, now } = context;
  const all = content.texts.map(({ language }) =>
    context.excess({
      ...copyCard(announcement, content, speaker(language, zone, now)),
      ...(pings && { notifies: SOME_ROLE }),
    }),
  );
  return (all[0] ?? []).map(({ platform }, index) => ({
    platform: say(context.language, `platforms.${platform}` as MessageKey),
    over: Math.max(...all.map((one) => one[index]?.over ?? 0)),
  }));
}

async function checkLength(context: Context, tx: Tx, announcement: Announcement, content: Content): Promise<void> {
  const pings = (await pingsOf(tx, announcement.id)).length > 0;
  const over = excessOf(context, announcement, content, pings).filter((one) => one.over > 0);
  if (over.length === 0) return;
  const words = over.map((one) => speak(context).say('announcement.length-over', one));
  throw new UserError('announcement-long', { platforms: words.join(', ') }, 'text');
}

/** What became of an announcement that was to be sent. */
export type Sent =
  | ({ state: 'sent' } & Released)
  | { state: 'scheduled'; dueAt: number }
  /** So many people are asked to approve it. */
  | { state: 'waiting'; asked: number };

/** Sends a draft; or asks for approval first, or lets it wait for its time. @throws {UserError} */
export function submit(context: Context, id: string): Promise<Sent & { announcement: Announcement }> {
  return hold(context, id, getDraft, async (tx, announcement) => {
    await checkLength(context, tx, announcement, announcement.newest);
    const candidates = await reachable(tx, announcement);
    if (typeof candidates === 'string') throw hindered(candidates, announcement);
    const { targets, asked } = audienceOf(candidates);
    if (targets.length + asked.length === 0) throw new UserError('audience-none');
    if (mayBeSent(announcement)) return { announcement, ...(await go(context, tx, announcement)) };
    const people = await requestApproval(context, tx, announcement);
    await updateAnnouncement(tx, id, { state: 'waiting' });
    return { announcement, state: 'waiting', asked: people };
  });
}

/** @returns what whoever wants to send an announcement is told */
const hindered = (hindrance: Hindrance, { network }: Announcement) =>
  new UserError(hindrance, { network: network?.name ?? '' });

/** Sends it now, or lets it wait for its time. @throws {UserError} */
async function go(context: Context, tx: Tx, announcement: Announcement): Promise<Sent> {
  const { dueAt, id } = announcement;
  if (dueAt !== null && dueAt > context.now) {
    await updateAnnouncement(tx, id, { state: 'scheduled' });
    return { state: 'scheduled', dueAt };
  }
  const released = await release(tx, context.outbox, announcement, context.now);
  if (typeof released === 'string') throw hindered(released, announcement);
  return { state: 'sent', ...released };
}

async function requestApproval(context: Context, tx: Tx, announcement: Announcement): Promise<number> {
  const outcome = await askApproval(tx, context.outbox, announcement);
  if ('asked' in outcome) return outcome.asked;
  const names = await namesOfCommunities(tx, [outcome.nobodyIn]);
  throw new UserError('approval-nobody', { community: names.get(outcome.nobodyIn) ?? '' });
}

/** Makes a draft again of what waits for approval or for its time. @throws {UserError} */
export function stop(context: Context, id: string): Promise<Announcement> {
  return hold(context, id, getOwn, async (tx, announcement) => {
    if (announcement.state !== 'waiting' && announcement.state !== 'scheduled')
      throw new UserError('announcement-not-stopped');
    await updateAnnouncement(tx, id, { state: 'draft' });
    await context.outbox.changed(tx, APPROVAL_KIND, id);
    return getOwn(context, id, tx);
  });
}

/** @throws {UserError} when the caller is not the one who may say yes or no to this very text */
async function checkApprover(context: Context, tx: Tx, announcement: Announcement, revision: number) {
  if (!approvalsNeeded(announcement).includes(context.space.community.id)) throw new UserError('approve-not-yours');
  if (!waitsForApproval(announcement) || announcement.newest.number !== revision) throw new UserError('approve-stale');
  const account = await context.account(tx);
  if (account.personId === announcement.newest.author.personId) throw new UserError('approve-self');
  return account;
}

/** A second person says yes to one text; when nobody's yes is missing any more, it goes its way. @throws {UserError} */
export function approve(context: Context, id: string, revision: number): Promise<Announcement> {
  return hold(context, id, anyOne, async (tx, before) => {
    const account = await checkApprover(context, tx, before, revision);
    const community = context.space.community.id;
    if (before.newest.approvals.some((one) => one.community === community)) throw new UserError('approve-stale');
    const now = new Date(context.now);
    await insertApproval(tx, { announcement: id, number: revision, community, accountId: account.id, now });
    const announcement = await anyOne(context, id, tx);
    if (mayBeSent(announcement)) {
      if (announcement.state === 'sent') await show(context, tx, announcement);
      else await go(context, tx, announcement);
    }
    await context.outbox.changed(tx, APPROVAL_KIND, id);
    return anyOne(context, id, tx);
  });
}

/** Hands a text back to its author. @throws {UserError} */
export function decline(context: Context, id: string, revision: number): Promise<Announcement> {
  return hold(context, id, anyOne, async (tx, announcement) => {
    await checkApprover(context, tx, announcement, revision);
    const correction = announcement.state === 'sent';
    await updateAnnouncement(tx, id, correction ? { revision: announcement.shown?.number } : { state: 'draft' });
    await tell(tx, context.outbox, announcement, correction ? 'told-edit-declined' : 'told-declined', context.now);
    await context.outbox.changed(tx, APPROVAL_KIND, id);
    return announcement;
  });
}

/** Makes the newest text the one that the copies show. */
async function show(context: Context, tx: Tx, { id, newest }: Announcement): Promise<void> {
  await updateAnnouncement(tx, id, { shown: newest.number });
  await context.outbox.changed(tx, COPY_KIND, id);
  await context.outbox.changed(tx, ASK_KIND, id);
  await context.outbox.changed(tx, PROGRESS_KIND, id);
}

/** A community that was asked says yes: its copies are sent. Or no. @throws {UserError} */
export function answerAsk(context: Context, id: string, accepted: boolean): Promise<Announcement> {
  return hold(context, id, anyOne, async (tx, announcement) => {
    const community = context.space.community.id;
    if (announcement.state !== 'sent') throw new UserError('announcement-withdrawn');
    const state = accepted ? 'accepted' : 'declined';
    const asked = await answerConsent(tx, id, community, state, new Date(context.now));
    const candidates = await candidatesOf(tx, announcement);
    const own = candidates?.find((one) => one.community === community);
    if (!asked || !own) throw new UserError('consent-over');
    if (accepted) await releaseTo(tx, context.outbox, id, own);
    await context.outbox.changed(tx, ASK_KIND, id);
    await context.outbox.changed(tx, PROGRESS_KIND, id);
    return announcement;
  });
}

function checkSent({ state }: Announcement): void {
  if (state === 'withdrawn') throw new UserError('announcement-withdrawn');
  if (state !== 'sent') throw new UserError('announcement-not-sent');
}

/** @returns an announcement whose copies hang in channels @throws {UserError} */
export async function getSent(context: Context, id: string, tx?: Tx): Promise<Announcement> {
  const announcement = await getOwn(context, id, tx);
  checkSent(announcement);
  return announcement;
}

/**
 * Corrects all copies; where a second person must approve, after that.
 * @returns how many people are asked to approve; 0 when it is corrected
 * @throws {UserError}
 */
export function correct(
  context: Context,
  id: string,
  words: Words,
  addresses: Pick<Content, 'link' | 'image'>,
): Promise<{ announcement: Announcement; asked: number }> {
  return hold(context, id, getSent, async (tx, before) => {
    const content: Content = { ...addresses, texts: withWords(before.newest.texts, words) };
    await checkLength(context, tx, before, content);
    const announcement = await rewrite(context, tx, before, content);
    await context.outbox.changed(tx, APPROVAL_KIND, id);
    if (!mayBeSent(announcement)) return { announcement, asked: await requestApproval(context, tx, announcement) };
    await show(context, tx, announcement);
    return { announcement, asked: 0 };
  });
}

/** Replaces every copy by a line that says so; what has not been sent is not sent any more. @throws {UserError} */
export function withdraw(context: Context, id: string): Promise<Announcement> {
  return hold(context, id, getSent, async (tx, announcement) => {
    const now = new Date(context.now);
    await updateAnnouncement(tx, id, { state: 'withdrawn', withdrawnAt: now });
    await endConsents(tx, id, now);
    for (const kind of [COPY_KIND, ASK_KIND, APPROVAL_KIND, PROGRESS_KIND]) await context.outbox.changed(tx, kind, id);
    return announcement;
  });
}

/** Counts the caller among those of their community who have seen it. @throws {UserError} */
export function markSeen(context: Context, id: string): Promise<void> {
  return context.change(async (tx) => {
    const announcement = await anyOne(context, id, tx);
    if (!announcement.seenButton || !(await hasCopy(tx, id, context.space.id)))
      throw new UserError('announcement-gone');
    checkSent(announcement);
    const { personId } = await context.account(tx);
    const community = context.space.community.id;
    await saveSeen(tx, { announcement: id, person: personId, community, now: new Date(context.now) });
  });
}
