import { notice } from '../../src/chat/notice.ts';
import { handler, subcommand } from '../../src/communities/context.ts';
import {
  discard,
  givePlaceOn as givePlaceOnAction,
  postAgain as postAgainAction,
  publish,
  replaceCard as replaceCardAction,
} from '../../src/meetups/actions.ts';
import { previewCard } from '../../src/meetups/card.ts';
import { createInput, formFields, readDuration, readTimes } from '../../src/meetups/input.ts';
import { givePlaceOn } from '../../src/meetups/places/service.ts';
import { postAgain, replaceCard } from '../../src/meetups/postings/service.ts';
import { createDraft, discardDraft, publishMeetup, shownTo } from '../../src/meetups/service.ts';

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
    return previewCard(draft, shownTo(context));
  },
});

export const actions = [
  handler({
    action: publish,
    answers: 'by updating',
    right: 'organise',
    async handle(context, { meetup }) {
      const count = await publishMeetup(context, meetup);
      return notice(shownTo(context).speak.say('meetup.published', { count }));
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
      return notice(shownTo(context).speak.say('meetup.post-again'));
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
