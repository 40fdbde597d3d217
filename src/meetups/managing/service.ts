import type { Card } from '../../chat/card.ts';
import type { Context } from '../../communities/context.ts';
import { answerOf } from '../answer-lists.ts';
import { type ForOne, manageCard } from '../card.ts';
import { questionRights } from '../questions/service.ts';
import { countRecipients, mayChange, shownTo } from '../service.ts';
import type { Meetup } from '../store.ts';

/**
 * @param told true when the caller reads above it what they have answered
 * @param beside true when they have come from the card for all
 * @param more true when what is behind *Flere valg* is shown
 * @returns a meetup for the caller alone, with what they may do, and what they have to know to do it
 */
export async function manageMeetup(
  context: Context,
  meetup: Meetup,
  { told, beside, more }: Pick<ForOne, 'told' | 'beside' | 'more'> = {},
): Promise<Card> {
  const rights = await questionRights(context, meetup);
  const own = answerOf(meetup.answers, context.call.account);
  if (!(await mayChange(context, meetup)))
    return manageCard(meetup, shownTo(context), { change: false, ...rights }, { own, told, beside });
  const { closed } = await countRecipients(context.db.prisma, meetup.occurrenceId);
  return manageCard(meetup, shownTo(context), { change: true, ...rights }, { own, told, closed, beside, more });
}
