import type { Context } from '../../communities/context.ts';
import type { CommunityId } from '../../communities/ids.ts';
import type { Tx } from '../../database/transaction.ts';
import { howManyMoveUp } from '../answers.ts';
import { cardMessage, partedMessage } from '../kinds.ts';
import { refreshMessages, tellOfPlaces } from '../personal/service.ts';
import { countAnswers, moveUp } from '../store.ts';
import { capacitiesOf, deleteAnswersAcross, type EndedAnswer, lockUpcoming, moveMeetups } from './store.ts';

/**
 * Parts the meetups of a space that has just left its community: those that were made in it go with it. Of what is still to
 * come, the cards on the other side are taken away, and the answers from there end: who gave them is told, and the places
 * go to those who wait.
 * @returns how many are told
 */
export async function partMeetups(
  { outbox, now, call }: Pick<Context, 'outbox' | 'now' | 'call'>,
  tx: Tx,
  { spaceId, from, to }: { spaceId: string; from: CommunityId; to: CommunityId },
): Promise<number> {
  const upcoming = await lockUpcoming(tx, from, now);
  await moveMeetups(tx, { spaceId, from, to });
  const ended = await deleteAnswersAcross(tx, upcoming);
  const told = ended.filter(({ answer }) => answer !== 'not_going');
  await outbox.send(
    tx,
    told.map(({ occurrenceId, accountId, spaceId }) => {
      const key = `${partedMessage.kind}:${occurrenceId}:${call.callId}:${accountId}`;
      return partedMessage.to({ accountId, spaceId }, occurrenceId, {}, { key });
    }),
  );
  await fillPlaces({ outbox, call }, tx, ended);
  await refreshMessages(outbox, tx, ...upcoming);
  await outbox.changed(tx, cardMessage, ...upcoming);
  return told.length;
}

async function fillPlaces(
  { outbox, call }: Pick<Context, 'outbox' | 'call'>,
  tx: Tx,
  ended: readonly EndedAnswer[],
): Promise<void> {
  const left = new Set(ended.filter(({ answer }) => answer === 'going').map(({ occurrenceId }) => occurrenceId));
  const capacities = await capacitiesOf(tx, [...left]);
  for (const occurrence of left) {
    const { going, waiting } = await countAnswers(tx, occurrence);
    const capacity = capacities.get(occurrence) ?? null;
    const next = await moveUp(tx, occurrence, howManyMoveUp({ going, waiting, capacity }));
    await tellOfPlaces(outbox, tx, next, { occurrence, cause: call.callId });
  }
}
