import { UserError } from '../../chat/user-error.ts';
import { handler } from '../../communities/context.ts';
import { manage, more, see } from '../actions.ts';
import { hasAsked } from '../questions/store.ts';
import { getOccurrence, getOwnMeetup } from '../service.ts';
import { manageMeetup } from './service.ts';

/** Buttons that show the whole meetup to one person. */
export const managingButtons = [
  handler({
    action: more,
    answers: 'privately',
    right: 'anyone',
    async handle(context, { occurrence }) {
      const meetup = await getOccurrence(context, occurrence);
      return manageMeetup(context, meetup, { beside: true });
    },
  }),
  handler({
    action: see,
    answers: 'privately',
    right: 'anyone',
    async handle(context, { occurrence }) {
      // The space that the button names says nothing of who presses it.
      if (context.member.outside || !(await hasAsked(context.db.prisma, occurrence, context.call.account)))
        throw new UserError('question-old');
      return manageMeetup(context, await getOccurrence(context, occurrence));
    },
  }),
  handler({
    action: manage,
    answers: 'privately',
    right: 'anyone',
    async handle(context, { occurrence }) {
      const meetup = await getOccurrence(context, occurrence);
      // The space that the button names says nothing of who presses it.
      return manageMeetup(context, await getOwnMeetup(context, meetup.id));
    },
  }),
];
