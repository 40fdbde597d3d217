import { speaker } from '../chat/say.ts';
import type { AccountRef } from '../chat/text.ts';
import { UserError } from '../chat/user-error.ts';
import { type Context, may, mustBeSure } from '../communities/context.ts';
import { countUnreachable } from '../communities/reach/store.ts';
import { keepInCommunity } from '../communities/store.ts';
import type { Tx } from '../database/transaction.ts';
import { dropReminders, planReminders } from '../reminders/store.ts';
import { howManyMoveUp, INTERESTED } from './answers.ts';
import type { Shown } from './card.ts';
import { isNews, isRetimed, SETTLE_MS } from './changes/rules.ts';
import { dropTelling, noteChange } from './changes/store.ts';
import { cancelledMessage, cardMessage } from './kinds.ts';
import { refreshMessages, tellOfPlaces } from './personal/service.ts';
import { endOf, isOver } from './rules.ts';
import {
  changeFacts,
  closeAt,
  countAnswers,
  deleteDraft,
  findMeetup,
  findOccurrence,
  insertDraft,
  lockOccurrence,
  type Meetup,
  type MeetupChange,
  type MeetupDetails,
  markCancelled,
  moveUp,
  type Recipient,
  recipients,
  upcoming,
  updateDetails,
} from './store.ts';

/** More meetups ahead than any community has. */
const REDRAWN_MAX = 500;

/** @returns how cards are shown to the caller, here and now */
export function shownTo({ language, zone, now, space }: Context): Shown {
  return { speak: speaker(language, zone, now), spaceId: space.id, now };
}

/** @throws {UserError} when this community has no such meetup, or it is somebody else's draft */
export async function getMeetup(context: Context, id: string, tx: Tx = context.db.prisma): Promise<Meetup> {
  const meetup = await findMeetup(tx, context.space.community.id, id);
  if (!meetup || (meetup.state === 'draft' && !isOwn(context, meetup))) throw new UserError('meetup-gone');
  return meetup;
}

/** Does what `getMeetup` does, by one of its dates. */
export async function getOccurrence(context: Context, occurrence: string): Promise<Meetup> {
  const meetup = await findOccurrence(context.db.prisma, context.space.community.id, occurrence);
  if (!meetup || (meetup.state === 'draft' && !isOwn(context, meetup))) throw new UserError('meetup-gone');
  return meetup;
}

function isOwn({ call }: Context, { organiser: { account } }: Meetup): boolean {
  return (
    account.platform === call.account.platform &&
    account.tenant === call.account.tenant &&
    account.id === call.account.id
  );
}

/**
 * @returns whether the caller may change a meetup: its organiser, and those who manage the place. What was published where
 * the organiser still is stays theirs, whoever may organise now; a draft needs the right, and so does another space.
 */
export async function mayChange(context: Context, meetup: Meetup): Promise<boolean> {
  if (context.member.mayManage) return true;
  if (!isOwn(context, meetup) || context.member.outside) return false;
  const published = meetup.state !== 'draft' && meetup.organiser.space.id === context.space.id;
  return published || may(context, 'organise');
}

/** @throws {UserError} when there is no such meetup, or the caller may not change it */
export async function getOwnMeetup(context: Context, id: string, tx?: Tx): Promise<Meetup> {
  const meetup = await getMeetup(context, id, tx);
  if (!(await mayChange(context, meetup))) {
    mustBeSure(context);
    throw new UserError(isOwn(context, meetup) && !context.member.outside ? 'not-allowed-organise' : 'not-your-meetup');
  }
  return meetup;
}

/** Does what `getOwnMeetup` does, and nobody else changes it or its answers until the transaction ends. */
export async function holdOwnMeetup(context: Context, id: string, tx: Tx): Promise<Meetup> {
  const { occurrenceId } = await getOwnMeetup(context, id, tx);
  await lockOccurrence(tx, context.space.community.id, occurrenceId);
  return getMeetup(context, id, tx);
}

/** Writes a draft that only its organiser sees. */
export function createDraft(context: Context, details: MeetupDetails): Promise<Meetup> {
  return context.change(async (tx) => {
    const organiser = await context.account(tx);
    // It would stay behind in a community that the space is leaving.
    if (!(await keepInCommunity(tx, context.space))) throw new UserError('meetup-gone');
    const id = await insertDraft(tx, {
      ...details,
      community: context.space.community.id,
      spaceId: context.space.id,
      organiserId: organiser.id,
      zone: context.zone,
      now: context.now,
    });
    return getMeetup(context, id, tx);
  });
}

/** @throws {UserError} when it is published already */
export function discardDraft(context: Context, id: string): Promise<void> {
  return context.change(async (tx) => {
    const meetup = await holdOwnMeetup(context, id, tx);
    if (meetup.state !== 'draft') throw new UserError('meetup-published');
    await deleteDraft(tx, meetup);
  });
}

/**
 * Changes a draft or a published meetup. What `change` gives is worked out from what stands when nobody else can change
 * it any more. When a published one gets another time or place, those who answered are told in a moment, once for all that
 * is changed by then; when it gets more places, the waiting move up.
 * @throws {UserError} when it is cancelled, or more people go than there would be places
 */
export function editMeetup(
  context: Context,
  id: string,
  change: (before: Meetup, tx: Tx) => MeetupChange | Promise<MeetupChange>,
): Promise<Meetup> {
  return context.change(async (tx) => {
    const before = await holdOwnMeetup(context, id, tx);
    if (before.state === 'cancelled') throw new UserError('meetup-cancelled');
    const changed = await change(before, tx);
    const { going, waiting } = await countAnswers(tx, before.occurrenceId);
    const { title, place, description, capacity, startsAt, endsAt } = { ...before, ...changed };
    if (capacity !== null && capacity < going) throw new UserError('capacity-below-going', { going }, 'capacity');
    await updateDetails(tx, before, { title, place, description, capacity, startsAt, endsAt });
    if (changed.facts) await changeFacts(tx, before.id, changed.facts);
    if (before.state === 'published') {
      await promote(context, tx, before.occurrenceId, howManyMoveUp({ going, waiting, capacity }));
      const after = { title, place, startsAt, endsAt };
      if (isRetimed(before, after)) await planAhead(tx, before.occurrenceId, after, context.now);
      if (isNews(before, after)) await noteChange(tx, before, context.now + SETTLE_MS);
      if (isNews(before, after) || title !== before.title)
        await refreshMessages(context.outbox, tx, before.occurrenceId);
      await context.outbox.changed(tx, cardMessage, before.occurrenceId);
    }
    return getMeetup(context, id, tx);
  });
}

/** Plans what is to happen by itself later: reminders, and that the cards say that it is over. */
export async function planAhead(
  tx: Tx,
  occurrence: string,
  times: Pick<Meetup, 'startsAt' | 'endsAt'>,
  now: number,
): Promise<void> {
  await planReminders(tx, occurrence, times.startsAt, now);
  await closeAt(tx, occurrence, endOf(times));
}

/** Has all cards of what is to come drawn anew, after the community's language or time zone changed. */
export function redrawCards(context: Context): Promise<void> {
  return context.change(async (tx) => {
    const page = { since: context.now, skip: 0, take: REDRAWN_MAX };
    const { meetups } = await upcoming(tx, context.space.community.id, page);
    for (const { occurrenceId } of meetups) await context.outbox.changed(tx, cardMessage, occurrenceId);
  });
}

/** Number of people who are told something. */
export interface Told {
  meetup: Meetup;
  told: number;
  /** Number of them who take no messages, as far as known. */
  closed: number;
}

/** @returns how many people would be told @throws {UserError} */
export async function countToTell(context: Context, id: string): Promise<Told> {
  const meetup = await getOwnMeetup(context, id);
  if (meetup.state === 'cancelled') throw new UserError('meetup-cancelled');
  if (isOver(meetup, context.now)) throw new UserError('meetup-over');
  return { meetup, ...(await countRecipients(context.db.prisma, meetup.occurrenceId, context.call.account)) };
}

/**
 * @param but whoever cancels it
 * @returns how many people are told when a meetup changes, and how many of them take no messages
 */
export async function countRecipients(
  db: Tx,
  occurrence: string,
  but: AccountRef | null = null,
): Promise<Omit<Told, 'meetup'>> {
  return countClosed(db, await recipients(db, occurrence, INTERESTED, but));
}

async function countClosed(db: Tx, people: readonly Recipient[]): Promise<Omit<Told, 'meetup'>> {
  const accounts = people.map(({ accountId }) => accountId);
  return { told: people.length, closed: await countUnreachable(db, accounts) };
}

/**
 * Cancels it everywhere, and tells those who answered.
 * @param reason a line of why, which is shown with it
 * @returns how many are told
 * @throws {UserError}
 */
export function cancelMeetup(context: Context, id: string, reason: string | null = null): Promise<Told> {
  return context.change(async (tx) => {
    const meetup = await holdOwnMeetup(context, id, tx);
    if (isOver(meetup, context.now)) throw new UserError('meetup-over');
    if (!(await markCancelled(tx, meetup, reason, context.now))) throw new UserError('meetup-cancelled');
    await dropReminders(tx, meetup.occurrenceId);
    await dropTelling(tx, meetup.occurrenceId);
    await closeAt(tx, meetup.occurrenceId, null);
    // Whoever cancels it knows.
    const told = await recipients(tx, meetup.occurrenceId, INTERESTED, context.call.account);
    await tellOfCancellation(context, tx, meetup.occurrenceId, told);
    await refreshMessages(context.outbox, tx, meetup.occurrenceId);
    await context.outbox.changed(tx, cardMessage, meetup.occurrenceId);
    return { meetup, ...(await countClosed(tx, told)) };
  });
}

async function promote(context: Context, tx: Tx, occurrence: string, howMany: number): Promise<void> {
  const next = await moveUp(tx, occurrence, howMany);
  await tellOfPlaces(context.outbox, tx, next, { occurrence, cause: context.call.callId });
}

/** By direct message, once per call. */
function tellOfCancellation(
  { outbox, call }: Context,
  tx: Tx,
  occurrence: string,
  people: readonly Recipient[],
): Promise<void> {
  return outbox.send(
    tx,
    people.map((person) => {
      const key = `${cancelledMessage.kind}:${occurrence}:${call.callId}:${person.accountId}`;
      return cancelledMessage.to(person, occurrence, {}, { key });
    }),
  );
}
