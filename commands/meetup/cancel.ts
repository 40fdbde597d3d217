import { z } from 'zod';
import { notice } from '../../src/chat/notice.ts';
import { strong } from '../../src/chat/text.ts';
import { type Context, handler, subcommand } from '../../src/communities/context.ts';
import { askCancel, cancel, keep } from '../../src/meetups/actions.ts';
import { cancelCard } from '../../src/meetups/card.ts';
import { meetupField, resolveMeetup, suggestMeetups } from '../../src/meetups/input.ts';
import { cancelMeetup, countToTell, getMeetup, shownTo } from '../../src/meetups/service.ts';

export default subcommand({
  answers: 'privately',
  right: 'organise',
  input: z.object({ meetup: meetupField }),
  suggest: { meetup: suggestMeetups },
  handle: async (context, input) => question(context, (await resolveMeetup(context, input.meetup)).id),
});

async function question(context: Context, id: string) {
  const { meetup, told } = await countToTell(context, id);
  return cancelCard(meetup, shownTo(context).speak, told);
}

export const actions = [
  handler({
    action: askCancel,
    answers: 'privately',
    right: 'organise',
    handle: (context, { meetup }) => question(context, meetup),
  }),
  handler({
    action: cancel,
    answers: 'by updating',
    right: 'organise',
    async handle(context, { meetup: id }) {
      const { meetup, told } = await cancelMeetup(context, id);
      return notice(
        shownTo(context).speak.text('meetup.cancel-done', { title: strong(meetup.title), count: told }),
        'over',
      );
    },
  }),
  handler({
    action: keep,
    answers: 'by updating',
    right: 'organise',
    async handle(context, { meetup: id }) {
      const meetup = await getMeetup(context, id);
      return notice(shownTo(context).speak.text('meetup.cancel-kept', { title: strong(meetup.title) }), 'neutral');
    },
  }),
];
