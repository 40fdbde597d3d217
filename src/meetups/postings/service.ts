import { UserError } from '../../chat/user-error.ts';
import type { Context } from '../../communities/context.ts';
import type { Tx } from '../../database/transaction.ts';
import type { Settled } from '../../delivery/deliver.ts';
import type { Outbox } from '../../delivery/outbox.ts';
import { CARD_KIND, LOST_KIND } from '../kinds.ts';
import { isOver } from '../rules.ts';
import { holdOwnMeetup } from '../service.ts';
import { findLostCard, hasArrived, hasCard, organisersOf } from './store.ts';

/**
 * Tells the organisers of cards that did not reach their channel, each once, in the transaction in which that is
 * written. Of what they are told nothing more is told: only a card is a reason.
 */
export async function tellOfLostCards(outbox: Outbox, tx: Tx, ended: readonly Settled[]): Promise<void> {
  const lost = ended.filter(({ kind, state }) => kind === CARD_KIND && (state === 'failed' || state === 'unknown'));
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
      const { accountId, spaceId } = organiser;
      const to = { accountId };
      return [{ spaceId, kind: LOST_KIND, subjectId, details: { delivery: id }, to, key: `${LOST_KIND}:${id}` }];
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
    if (meetup.state === 'cancelled') throw new UserError('meetup-cancelled');
    if (isOver(meetup, context.now)) throw new UserError('meetup-over');
    if (await hasCard(tx, lost.occurrenceId, lost.space.id)) throw new UserError('posted-already');
    const channel = lost.space.meetupChannel ?? lost.channel;
    const placement = { spaceId: lost.space.id, kind: CARD_KIND, subjectId: lost.occurrenceId, to: { channel } };
    await context.outbox.place(tx, [placement]);
  });
}
