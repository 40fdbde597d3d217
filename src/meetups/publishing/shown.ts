import type { Card } from '../../chat/card.ts';
import type { Context } from '../../communities/context.ts';
import { previewCard } from '../card.ts';
import { shownTo } from '../service.ts';
import type { Meetup } from '../store.ts';
import { destinationBlocks, publishedCard } from './card.ts';
import type { Destination } from './rules.ts';
import { destinations } from './service.ts';
import type { PostedCard } from './store.ts';

const readerOf = (context: Context) => ({
  speak: shownTo(context).speak,
  spaceId: context.space.id,
  mayManage: context.member.mayManage,
});

/**
 * @param more whether what is behind *Flere valg* is shown
 * @returns the preview of the caller's draft, with where it goes from here
 */
export async function draftCard(context: Context, draft: Meetup, more = false): Promise<Card> {
  const blocks = destinationBlocks(await destinations(context), readerOf(context));
  return previewCard(draft, shownTo(context), blocks, more);
}

/** @returns what the caller is told who has just published a meetup */
export function receiptCard(
  context: Context,
  { meetup, destinations }: { meetup: Meetup; destinations: readonly Destination[] },
  cards: readonly PostedCard[],
): Card {
  const platformOf = (id: string) => destinations.find(({ space }) => space.id === id)?.space.platform ?? '';
  const found = cards.map((card) => {
    const { spaceId, message } = card;
    return { spaceId, card, url: message && context.addressOf(platformOf(spaceId), message) };
  });
  return publishedCard(meetup, destinations, found, readerOf(context));
}
