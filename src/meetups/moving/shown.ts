import type { Card } from '../../chat/card.ts';
import type { Context } from '../../communities/context.ts';
import { manageMeetup } from '../managing/service.ts';
import { draftCard } from '../publishing/shown.ts';
import { shownTo } from '../service.ts';
import type { Meetup } from '../store.ts';
import { proposedEditCard } from './card.ts';
import { editOrPropose } from './service.ts';

/** Edits a meetup and shows it; asks first where it would get another time. @throws {UserError} */
export async function editAndShow(
  context: Context,
  id: string,
  change: Parameters<typeof editOrPropose>[2],
): Promise<Card> {
  const outcome = await editOrPropose(context, id, change);
  return 'done' in outcome
    ? showStanding(context, outcome.done)
    : proposedEditCard(outcome.proposed, shownTo(context).speak);
}

/** @returns the card for whoever organises the meetup, as it stands */
export async function showStanding(context: Context, meetup: Meetup): Promise<Card> {
  return meetup.state === 'draft' ? draftCard(context, meetup) : manageMeetup(context, meetup);
}
