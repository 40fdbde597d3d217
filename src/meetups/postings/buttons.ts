import { notice } from '../../chat/notice.ts';
import { handler } from '../../communities/context.ts';
import { withReach } from '../../communities/reach/service.ts';
import { postAgain as postAgainAction, replaceCard as replaceCardAction } from '../actions.ts';
import { shownTo } from '../service.ts';
import { postAgain, replaceCard } from './service.ts';

/** Buttons for cards that did not get through. */
export const postingButtons = [
  handler({
    action: postAgainAction,
    answers: 'by updating',
    right: 'anyone',
    async handle(context, { delivery }) {
      await postAgain(context, delivery);
      return withReach(context, notice(shownTo(context).speak.say('meetup.post-again')));
    },
  }),
  handler({
    action: replaceCardAction,
    answers: 'by updating',
    right: 'anyone',
    async handle(context, { placement }) {
      await replaceCard(context, placement);
      return notice(shownTo(context).speak.say('meetup.card-replaced'));
    },
  }),
];
