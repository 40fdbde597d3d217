import { UserError } from '../../chat/user-error.ts';
import type { Context } from '../../communities/context.ts';
import type { Database } from '../../database/client.ts';
import { runEach } from '../../database/run-each.ts';
import { type Tx, transaction } from '../../database/transaction.ts';
import type { Outbox } from '../../delivery/outbox.ts';
import { reminderMessage } from '../../reminders/kinds.ts';
import { howManyMoveUp } from '../answers.ts';
import { cardMessage, promotedMessage, unreachedMessage } from '../kinds.ts';
import { tellOfPlaces } from '../personal/service.ts';
import { organisersOf } from '../postings/store.ts';
import { isOver } from '../rules.ts';
import { holdOwnMeetup } from '../service.ts';
import { countAnswers, lockOccurrence, moveUp } from '../store.ts';
import { deleteAnswer, findPromoted, type Unreached, unreached } from './store.ts';

/**
 * A place must not stay with somebody who cannot come. Whose account is gone loses it to the next who waits. Who moved up and
 * takes no direct messages may come all the same, for the card says so: their organiser is told, and may give it on.
 * Part of the sweep.
 */
export async function sweepUnreached({ db, outbox }: { db: Database; outbox: Outbox }): Promise<void> {
  const found = await unreached(db.prisma, [promotedMessage.kind, reminderMessage.kind]);
  await runEach(
    found.map((one) => async () => {
      const mend = one.reason === 'account-gone' ? freePlace : tellOrganiser;
      await transaction<unknown>(db, (tx) => mend(tx, outbox, one));
    }),
  );
}

/** Gives the place of one person to the next who waits. @returns false when they have none (any more) */
async function freePlace(
  tx: Tx,
  outbox: Outbox,
  {
    community,
    occurrenceId,
    personId,
    deliveryId,
  }: Pick<Unreached, 'community' | 'occurrenceId' | 'personId' | 'deliveryId'>,
): Promise<boolean> {
  const held = await lockOccurrence(tx, community, occurrenceId);
  if (held?.state !== 'published' || !(await deleteAnswer(tx, occurrenceId, personId))) return false;
  const { going, waiting } = await countAnswers(tx, occurrenceId);
  const next = await moveUp(tx, occurrenceId, howManyMoveUp({ going, waiting, capacity: held.capacity }));
  await tellOfPlaces(outbox, tx, next, { occurrence: occurrenceId, cause: deliveryId });
  await outbox.changed(tx, cardMessage, occurrenceId);
  return true;
}

async function tellOrganiser(tx: Tx, outbox: Outbox, { occurrenceId, deliveryId }: Unreached): Promise<void> {
  const [organiser] = await organisersOf(tx, [occurrenceId]);
  if (!organiser) return;
  const key = `${unreachedMessage.kind}:${deliveryId}`;
  await outbox.send(tx, [unreachedMessage.to(organiser, occurrenceId, { delivery: deliveryId }, { key })]);
}

/** Gives on the place of somebody who moved up and could not be told. @throws {UserError} when they have answered since */
export function givePlaceOn(context: Context, deliveryId: string): Promise<void> {
  return context.change(async (tx) => {
    const promoted = await findPromoted(tx, deliveryId);
    if (!promoted) throw new UserError('place-gone');
    const meetup = await holdOwnMeetup(context, promoted.meetupId, tx);
    if (isOver(meetup, context.now)) throw new UserError('meetup-over');
    const { occurrenceId, personId } = promoted;
    const place = { community: context.space.community.id, occurrenceId, personId, deliveryId };
    // Looked at anew, now that nobody can answer: they may have, just now.
    const still = await findPromoted(tx, deliveryId);
    if (!still || !(await freePlace(tx, context.outbox, place))) throw new UserError('place-gone');
  });
}
