import { sameMoment, shownMoment } from '../../chat/moment.ts';
import { notice } from '../../chat/notice.ts';
import { type Context, handler } from '../../communities/context.ts';
import { change, confirmEdit as confirmEditAction } from '../actions.ts';
import { closedNote } from '../card.ts';
import { titleAndDate } from '../facts.ts';
import { createInput, formFields, readTimes } from '../input.ts';
import { getOwnMeetup, shownTo } from '../service.ts';
import { proposedEditCard } from './card.ts';
import { confirmEdit } from './service.ts';
import { editAndShow, showStanding } from './shown.ts';

/** Reads what was typed in a form beside what the form showed. */
function readShown(context: Context, words: string, shown: string | undefined) {
  const standing = shownMoment(context, shown);
  return readTimes(
    context,
    words,
    undefined,
    standing ? { startsAt: standing.start, endsAt: standing.end } : undefined,
  );
}

/** Buttons with which a meetup is edited. */
export const movingButtons = [
  handler({
    action: change,
    answers: 'by updating',
    right: 'anyone',
    question: {
      input: createInput,
      fields: formFields,
      checks: {
        when: (context, words, { shown: before }) =>
          sameMoment(context, before.when, words) || readShown(context, words, before.when),
      },
      texts: 'meetup/edit',
      async values(context, { meetup: id }) {
        const meetup = await getOwnMeetup(context, id);
        return {
          title: meetup.title,
          when: shownTo(context).speak.range(meetup.startsAt, meetup.endsAt),
          where: meetup.place,
          description: meetup.description ?? '',
          capacity: meetup.capacity === null ? '' : String(meetup.capacity),
        };
      },
    },
    async handle(
      context,
      { meetup: id },
      { input: { title, when, where, description = '', capacity }, shown: before },
    ) {
      // Only what was changed in the form is changed: what others did meanwhile stays.
      const places = capacity === undefined ? '' : String(capacity);
      return editAndShow(context, id, () => ({
        ...(title !== before.title && { title }),
        ...(where !== before.where && { place: where }),
        ...(description !== before.description && { description: description || null }),
        ...(places !== before.capacity && { capacity: capacity ?? null }),
        ...(sameMoment(context, before.when, when) ? {} : readShown(context, when, before.when)),
      }));
    },
  }),
  handler({
    action: confirmEditAction,
    answers: 'by updating',
    right: 'anyone',
    async handle(context, { kept }) {
      const { speak } = shownTo(context);
      const outcome = await confirmEdit(context, kept);
      if ('proposed' in outcome) return proposedEditCard(outcome.proposed, speak);
      if ('before' in outcome) return showStanding(context, outcome.before);
      const { meetup, told, closed } = outcome.done;
      const done = notice(speak.text('meetup.edit-done', { title: titleAndDate(meetup, speak), count: told }));
      return { ...done, body: [...done.body, ...closedNote(closed, speak)] };
    },
  }),
];
