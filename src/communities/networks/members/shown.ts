import type { Card } from '../../../chat/card.ts';
import { type Context, speak } from '../../context.ts';
import { membersCard } from '../card.ts';
import { administers } from '../service.ts';
import { type Membership, membersOf } from '../store.ts';

/** @param number of the page, counted from 0 @returns who is in a network */
export async function shownMembers(context: Context, membership: Membership, number: number): Promise<Card> {
  const members = await membersOf(context.db.prisma, membership.network.id);
  const page = { owns: administers(context, membership), number };
  return membersCard(membership, members, page, speak(context));
}
