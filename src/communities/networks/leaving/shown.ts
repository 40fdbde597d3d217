import type { Card } from '../../../chat/card.ts';
import { type Context, speak } from '../../context.ts';
import { leaveCard } from '../card.ts';
import { leftBehind } from '../service.ts';
import type { Membership } from '../store.ts';

/** @returns the question whether to leave a network, with what stays behind */
export async function askToLeave(context: Context, membership: Membership): Promise<Card> {
  return leaveCard(membership, await leftBehind(context, membership), speak(context));
}
