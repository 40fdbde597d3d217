import { notice } from '../../chat/notice.ts';
import { type Context, handler } from '../../communities/context.ts';
import { askCancel, cancel, cancelSaying, keep } from '../actions.ts';
import { closedNote } from '../card.ts';
import { titleAndDate } from '../facts.ts';
import { reasonInput } from '../input.ts';
import { cancelMeetup, getOwnMeetup, shownTo } from '../service.ts';
import { askToCancel } from './shown.ts';

async function cancelNow(context: Context, id: string, reason: string | null = null) {
  const { meetup, told, closed } = await cancelMeetup(context, id, reason);
  const { speak } = shownTo(context);
  const done = notice(speak.text('meetup.cancel-done', { title: titleAndDate(meetup, speak), count: told }), 'over');
  return { ...done, body: [...done.body, ...closedNote(closed, speak)] };
}

/** Buttons with which a meetup is cancelled, or kept. */
export const cancellingButtons = [
  handler({
    action: askCancel,
    answers: 'privately',
    right: 'anyone',
    handle: (context, { meetup }) => askToCancel(context, meetup),
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
