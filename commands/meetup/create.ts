import { notice } from '../../src/chat/notice.ts';
import { UserError } from '../../src/chat/user-error.ts';
import { handler, subcommand } from '../../src/communities/context.ts';
import { withReach } from '../../src/communities/reach/service.ts';
import {
  discard,
  givePlaceOn as givePlaceOnAction,
  postAgain as postAgainAction,
  publish,
  replaceCard as replaceCardAction,
  whereabouts,
} from '../../src/meetups/actions.ts';
import { createInput, formFields, readDuration, readTimes } from '../../src/meetups/input.ts';
import { givePlaceOn } from '../../src/meetups/places/service.ts';
import { postAgain, replaceCard } from '../../src/meetups/postings/service.ts';
import { destinations, publishMeetup, waitForCards } from '../../src/meetups/publishing/service.ts';
import { draftCard, receiptCard } from '../../src/meetups/publishing/shown.ts';
import { createDraft, discardDraft, getOwnMeetup, shownTo } from '../../src/meetups/service.ts';

export default subcommand({
  answers: 'privately',
  right: 'organise',
  input: createInput,
  fields: formFields,
  checks: {
    when: (context, words) => readTimes(context, words, undefined),
    duration: (_context, words) => readDuration(words),
  },
  async handle(context, input) {
    const draft = await createDraft(context, {
      title: input.title,
      place: input.where,
      description: input.description ?? null,
      capacity: input.capacity ?? null,
      ...readTimes(context, input.when, input.duration),
    });
    return draftCard(context, draft);
  },
});

export const actions = [
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
    action: givePlaceOnAction,
    answers: 'by updating',
    right: 'anyone',
    async handle(context, { delivery }) {
      await givePlaceOn(context, delivery);
      return notice(shownTo(context).speak.say('meetup.given-on'));
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
