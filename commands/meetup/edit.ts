import { z } from 'zod';
import type { Card } from '../../src/chat/card.ts';
import { sameMoment, shownMoment, suggestChangedMoment, suggestMoment } from '../../src/chat/moment.ts';
import { notice } from '../../src/chat/notice.ts';
import type { Context } from '../../src/communities/context.ts';
import { handler, subcommand } from '../../src/communities/context.ts';
import { change, confirmEdit as confirmEditAction } from '../../src/meetups/actions.ts';
import { closedNote } from '../../src/meetups/card.ts';
import { findChosen, meetupField, resolveMeetup, suggestOwnMeetups } from '../../src/meetups/choice/input.ts';
import { titleAndDate } from '../../src/meetups/facts.ts';
import { createInput, formFields, meetupFields, readDuration, readTimes } from '../../src/meetups/input.ts';
import { manageMeetup } from '../../src/meetups/managing/service.ts';
import { proposedEditCard } from '../../src/meetups/moving/card.ts';
import { confirmEdit, editOrPropose } from '../../src/meetups/moving/service.ts';
import { draftCard } from '../../src/meetups/publishing/shown.ts';
import { getOwnMeetup, shownTo } from '../../src/meetups/service.ts';
import type { Meetup } from '../../src/meetups/store.ts';

const input = z.object({
  meetup: meetupField,
  title: meetupFields.title.optional(),
  when: meetupFields.when.optional(),
  where: meetupFields.where.optional(),
  description: meetupFields.description.optional(),
  duration: meetupFields.duration.optional(),
  capacity: meetupFields.capacity.optional(),
});

export default subcommand({
  answers: 'privately',
  right: 'anyone',
  input,
  fields: ['meetup'],
  suggest: { meetup: suggestOwnMeetups, when: suggestWhen },
  checks: {
    meetup: (context, typed) => resolveMeetup(context, typed),
    async when(context, words, { values }) {
      const standing = await findChosen(context, values.meetup ?? '');
      if (standing) readTimes(context, words, undefined, standing);
    },
    duration: (_context, words) => readDuration(words),
  },
  opens: ({ meetup = '', ...others }) =>
    Object.keys(others).length === 0 && z.uuid().safeParse(meetup).success ? change.id({ meetup }) : null,
  async handle(context, { meetup, title, when, where, description, duration, capacity }) {
    const before = await resolveMeetup(context, meetup);
    const said = { title, when, where, description, duration, capacity };
    if (Object.values(said).every((one) => one === undefined)) return shown(context, before);
    return edited(context, before.id, (standing) => ({
      ...(title !== undefined && { title }),
      ...(where !== undefined && { place: where }),
      ...(description !== undefined && { description }),
      ...(capacity !== undefined && { capacity }),
      ...(when !== undefined || duration !== undefined ? readTimes(context, when, duration, standing) : {}),
    }));
  },
});

async function edited(context: Context, id: string, change: Parameters<typeof editOrPropose>[2]): Promise<Card> {
  const outcome = await editOrPropose(context, id, change);
  return 'done' in outcome ? shown(context, outcome.done) : proposedEditCard(outcome.proposed, shownTo(context).speak);
}

async function shown(context: Context, meetup: Meetup): Promise<Card> {
  return meetup.state === 'draft' ? draftCard(context, meetup) : manageMeetup(context, meetup);
}

/** Reads a time while it is typed, beside that of the chosen meetup. */
async function suggestWhen(context: Context, typed: string, { meetup = '' }: Record<string, string>) {
  const found = await findChosen(context, meetup);
  return found
    ? suggestChangedMoment(context, typed, { start: found.startsAt, end: found.endsAt })
    : suggestMoment(context, typed);
}

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

export const actions = [
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
      return edited(context, id, () => ({
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
      if ('before' in outcome) return shown(context, outcome.before);
      const { meetup, told, closed } = outcome.done;
      const done = notice(speak.text('meetup.edit-done', { title: titleAndDate(meetup, speak), count: told }));
      return { ...done, body: [...done.body, ...closedNote(closed, speak)] };
    },
  }),
];
