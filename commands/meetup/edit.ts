import { z } from 'zod';
import { sameMoment } from '../../src/chat/moment.ts';
import type { Context } from '../../src/communities/context.ts';
import { handler, subcommand } from '../../src/communities/context.ts';
import { change } from '../../src/meetups/actions.ts';
import { meetupField, resolveMeetup, suggestOwnMeetups } from '../../src/meetups/choice/input.ts';
import { createInput, formFields, meetupFields, readTimes } from '../../src/meetups/input.ts';
import { manageMeetup } from '../../src/meetups/managing/service.ts';
import { draftCard } from '../../src/meetups/publishing/shown.ts';
import { editMeetup, getOwnMeetup, shownTo } from '../../src/meetups/service.ts';
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
  suggest: { meetup: suggestOwnMeetups },
  opens: ({ meetup = '', ...others }) =>
    Object.keys(others).length === 0 && z.uuid().safeParse(meetup).success ? change.id({ meetup }) : null,
  async handle(context, { meetup, title, when, where, description, duration, capacity }) {
    const before = await resolveMeetup(context, meetup);
    const said = { title, when, where, description, duration, capacity };
    if (Object.values(said).every((one) => one === undefined)) return shown(context, before);
    return shown(
      context,
      await editMeetup(context, before.id, (standing) => ({
        ...(title !== undefined && { title }),
        ...(where !== undefined && { place: where }),
        ...(description !== undefined && { description }),
        ...(capacity !== undefined && { capacity }),
        ...(when !== undefined || duration !== undefined ? readTimes(context, when, duration, standing) : {}),
      })),
    );
  },
});

async function shown(context: Context, meetup: Meetup) {
  return meetup.state === 'draft' ? draftCard(context, meetup) : manageMeetup(context, meetup);
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
          sameMoment(context, before.when, words) || readTimes(context, words, undefined),
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
      const meetup = await editMeetup(context, id, (standing) => ({
        ...(title !== before.title && { title }),
        ...(where !== before.where && { place: where }),
        ...(description !== before.description && { description: description || null }),
        ...(places !== before.capacity && { capacity: capacity ?? null }),
        ...(sameMoment(context, before.when, when) ? {} : readTimes(context, when, undefined, standing)),
      }));
      return shown(context, meetup);
    },
  }),
];
