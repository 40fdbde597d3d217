import { z } from 'zod';
import { notice } from '../../src/chat/notice.ts';
import { type Context, handler, subcommand } from '../../src/communities/context.ts';
import { askCancel, cancel, cancelSaying, keep } from '../../src/meetups/actions.ts';
import { cancelCard, closedNote } from '../../src/meetups/card.ts';
import { meetupField, resolveMeetup, suggestOwnMeetups } from '../../src/meetups/choice/input.ts';
import { titleAndDate } from '../../src/meetups/facts.ts';
import { reasonInput } from '../../src/meetups/input.ts';
import { cancelMeetup, countToTell, getOwnMeetup, shownTo } from '../../src/meetups/service.ts';

export default subcommand({
  answers: 'privately',
  right: 'anyone',
  input: z.object({ meetup: meetupField }),
  suggest: { meetup: suggestOwnMeetups },
  handle: async (context, input) => question(context, (await resolveMeetup(context, input.meetup)).id),
});

async function question(context: Context, id: string) {
  return cancelCard(await countToTell(context, id), shownTo(context).speak);
}

async function cancelNow(context: Context, id: string, reason: string | null = null) {
  const { meetup, told, closed } = await cancelMeetup(context, id, reason);
  const { speak } = shownTo(context);
  const done = notice(speak.text('meetup.cancel-done', { title: titleAndDate(meetup, speak), count: told }), 'over');
  return { ...done, body: [...done.body, ...closedNote(closed, speak)] };
}

export const actions = [
  handler({
    action: askCancel,
    answers: 'privately',
    right: 'anyone',
    handle: (context, { meetup }) => question(context, meetup),
  }),
  handler({
    action: cancel,
    answers: 'by updating',
    right: 'anyone',
    handle: (context, { meetup }) => cancelNow(context, meetup),
  }),
  handler({
    action: cancelSaying,
    answers: 'by updating',
    right: 'anyone',
    question: { input: reasonInput, texts: 'meetup/cancel-saying' },
    handle: (context, { meetup }, { input: { reason = null } }) => cancelNow(context, meetup, reason),
  }),
  handler({
    action: keep,
    answers: 'by updating',
    right: 'anyone',
    async handle(context, { meetup: id }) {
      const meetup = await getOwnMeetup(context, id);
      const { speak } = shownTo(context);
      return notice(speak.text('meetup.cancel-kept', { title: titleAndDate(meetup, speak) }), 'neutral');
    },
  }),
];
