import type { Card } from '../../../chat/card.ts';
import { type Context, speak } from '../../context.ts';
import { invitationCard } from '../card.ts';
import type { Invitation } from './service.ts';

/** @returns the code, for whoever made it */
export const shownInvitation = (context: Context, invitation: Invitation): Card =>
  invitationCard(invitation, speak(context));
