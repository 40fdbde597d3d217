import type { Card } from '../../chat/card.ts';
import { type Context, speak } from '../../communities/context.ts';
import { receivedCard } from './card.ts';
import { listReceived } from './service.ts';

const PAGE_SIZE = 5;

/** @param number of the page, counted from 0 @returns announcements that came from others */
export async function receivedPage(context: Context, number: number): Promise<Card> {
  const found = await listReceived(context, { skip: number * PAGE_SIZE, take: PAGE_SIZE });
  return receivedCard(found, { number, size: PAGE_SIZE }, speak(context));
}
