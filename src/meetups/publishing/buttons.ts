import { notice } from '../../chat/notice.ts';
import { UserError } from '../../chat/user-error.ts';
import { handler } from '../../communities/context.ts';
import { discard, publish, whereabouts } from '../actions.ts';
import { discardDraft, getOwnMeetup, shownTo } from '../service.ts';
import { destinations, publishMeetup, waitForCards } from './service.ts';
import { receiptCard } from './shown.ts';

/** Buttons of a draft, and of the receipt of a published meetup. */
export const publishingButtons = [
  handler({
    action: publish,
    answers: 'by updating',
    right: 'organise',
    async handle(context, { meetup }) {
      const published = await publishMeetup(context, meetup);
      const cards = await waitForCards(context, published.meetup.occurrenceId);
      return receiptCard(context, published, cards);
    },
  }),
  handler({
    action: whereabouts,
    answers: 'by updating',
    right: 'anyone',
    async handle(context, { meetup: id }) {
      const meetup = await getOwnMeetup(context, id);
      if (meetup.state !== 'published')
        throw new UserError(meetup.state === 'cancelled' ? 'meetup-cancelled' : 'meetup-gone');
      const cards = await waitForCards(context, meetup.occurrenceId);
      return receiptCard(context, { meetup, destinations: await destinations(context) }, cards);
    },
  }),
  handler({
    action: discard,
    answers: 'by updating',
    right: 'organise',
    async handle(context, { meetup }) {
      await discardDraft(context, meetup);
      return notice(shownTo(context).speak.say('meetup.discarded'), 'neutral');
    },
  }),
];
