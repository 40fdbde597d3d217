import type { Context } from '../../communities/context.ts';
import { listCard } from '../card.ts';
import { shownTo } from '../service.ts';
import { upcoming } from '../store.ts';

const PAGE_SIZE = 5;

/** @param page counted from 0 @returns meetups of the community that are still to come */
export async function meetupsPage(context: Context, page: number) {
  const range = { since: context.now, skip: page * PAGE_SIZE, take: PAGE_SIZE };
  const found = await upcoming(context.db.prisma, context.space.community.id, range);
  return listCard(found, { number: page, size: PAGE_SIZE }, context.call.account, shownTo(context).speak);
}
