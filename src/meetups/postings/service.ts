import { UserError } from '../../chat/user-error.ts';
import type { Context } from '../../communities/context.ts';
import type { Tx } from '../../database/transaction.ts';
import type { Settled } from '../../delivery/deliver.ts';
import type { Outbox } from '../../delivery/outbox.ts';
import { cardMessage, lostCardMessage, staleCardMessage } from '../kinds.ts';
import { isOver } from '../rules.ts';
import { holdOwnMeetup } from '../service.ts';
import { findLostCard, findStaleCard, hasArrived, hasCard, organisersOf, timesPosted, untoldCards } from './store.ts';

/**
 * Tells the organisers of cards that did not reach their channel, each once, in the transaction in which that is
 * written. Of what they are told nothing more is told: only a card is a reason.
 */
export async function tellOfLostCards(outbox: Outbox, tx: Tx, ended: readonly Settled[]): Promise<void> {
  const lost = ended.filter(
    ({ kind, state }) => kind === cardMessage.kind && (state === 'failed' || state === 'unknown'),
  );
  if (lost.length === 0) return;
  const organisers = await organisersOf(
    tx,
    lost.map(({ subjectId }) => subjectId),
  );
  const byOccurrence = new Map(organisers.map((one) => [one.occurrenceId, one]));
  await outbox.send(
    tx,
    lost.flatMap(({ id, subjectId }) => {
      const organiser = byOccurrence.get(subjectId);
      if (!organiser) return [];
      const key = `${lostCardMessage.kind}:${id}`;
      return [lostCardMessage.to(organiser, subjectId, { delivery: id }, { key })];
    }),
  );
}

/**
 * Posts a lost card anew, in the channel that its space has now.
 * @param delivery that was lost
 * @throws {UserError} when the caller may not, the meetup is cancelled or over, or there is a card by now
 */
export function postAgain(context: Context, delivery: string): Promise<void> {
  return context.change(async (tx) => {
    const lost = await findLostCard(tx, delivery);
    // It may have turned out to be there.
    if (!lost) throw new UserError((await hasArrived(tx, delivery)) ? 'posted-already' : 'meetup-gone');
    const meetup = await holdOwnMeetup(context, lost.meetupId, tx);
    // Its space may have been parted from this one since.
    if (lost.space.communityId !== context.space.community.id) throw new UserError('meetup-gone');
    if (meetup.state === 'cancelled') throw new UserError('meetup-cancelled');
    if (isOver(meetup, context.now)) throw new UserError('meetup-over');
    if (await hasCard(tx, lost.occurrenceId, lost.space.id)) throw new UserError('posted-already');
    const channel = lost.space.meetupChannel ?? lost.channel;
    const placement = cardMessage.to({ spaceId: lost.space.id, channel }, lost.occurrenceId, {}, {});
    await context.outbox.place(tx, [placement]);
  });
}

/** Tells the organisers of cards that cannot be edited, or were deleted; each once for as long as that lasts. */
export async function tellOfStaleCards(outbox: Outbox, tx: Tx): Promise<void> {
  const stale = await untoldCards(tx, staleCardMessage.kind);
  if (stale.length === 0) return;
  const organisers = await organisersOf(
    tx,
    stale.map(({ occurrenceId }) => occurrenceId),
  );
  const byOccurrence = new Map(organisers.map((one) => [one.occurrenceId, one]));
  await outbox.send(
    tx,
    stale.flatMap(({ id, occurrenceId: subjectId, shown }) => {
      const organiser = byOccurrence.get(subjectId);
      if (!organiser) return [];
      const key = `${staleCardMessage.kind}:${id}:${shown}`;
      return [staleCardMessage.to(organiser, subjectId, { placement: id }, { key })];
    }),
  );
}

/**
 * Posts a card anew in place of one that cannot be edited, or was deleted. What hangs there still is deleted as soon as the
 * platform lets us.
 * @throws {UserError} when the caller may not, the meetup is cancelled or over, or the card shows the newest by now
 */
export function replaceCard(context: Context, placement: string): Promise<void> {
  return context.change(async (tx) => {
    const stale = await findStaleCard(tx, placement);
    if (!stale) throw new UserError('card-current');
    const meetup = await holdOwnMeetup(context, stale.meetupId, tx);
    // Whoever pressed at the same moment was first: looked at anew, now that the meetup is held.
    if (!(await findStaleCard(tx, placement))) throw new UserError('card-current');
    if (meetup.state === 'cancelled') throw new UserError('meetup-cancelled');
    if (isOver(meetup, context.now)) throw new UserError('meetup-over');
    const { occurrenceId: subjectId, space } = stale;
    if (space.communityId !== context.space.community.id) throw new UserError('meetup-gone');
    const again = (await timesPosted(tx, subjectId, space.id)) + 1;
    const receiver = { spaceId: space.id, channel: space.meetupChannel ?? stale.channel };
    // The old card may be waiting for hours, or have been given up: it is tried again, to be deleted.
    await context.outbox.changed(tx, cardMessage, subjectId);
    await context.outbox.place(tx, [cardMessage.to(receiver, subjectId, { again }, {})]);
  });
}
