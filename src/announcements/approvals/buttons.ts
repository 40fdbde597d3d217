import { handler, speak } from '../../communities/context.ts';
import * as chosen from '../actions.ts';
import { declineInput } from '../input.ts';
import { answeredCard, refusedCard } from './card.ts';
import { approve, decline } from './service.ts';

/** Buttons of whoever is asked to approve. */
export const approvalButtons = [
  handler({
    action: chosen.approve,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id, revision }) {
      const { announcement, hindrance } = await approve(context, id, Number(revision));
      const community = context.space.community.id;
      const question = { community, space: context.space.id, hindrance };
      return answeredCard(announcement, announcement.newest, question, speak(context));
    },
  }),
  handler({
    action: chosen.decline,
    answers: 'by updating',
    right: 'manage',
    question: { texts: 'announce/decline', input: declineInput },
    async handle(context, { announcement: id, revision }, { input: { reason = null } }) {
      const announcement = await decline(context, id, { revision: Number(revision), reason });
      const { account } = context.call;
      const refusal = { account, place: context.space, community: context.space.community.id, reason };
      const reader = { space: context.space.id, community: context.space.community.id };
      return refusedCard(announcement, { revision: announcement.newest, refusal }, reader, speak(context));
    },
  }),
];
