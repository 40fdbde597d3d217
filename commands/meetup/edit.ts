import { z } from 'zod';
import type { Context } from '../../src/communities/context.ts';
import { handler, subcommand } from '../../src/communities/context.ts';
import { change } from '../../src/meetups/actions.ts';
import { manageCard, previewCard } from '../../src/meetups/card.ts';
import {
  createInput,
  formFields,
  meetupField,
  meetupFields,
  readTimes,
  resolveMeetup,
  suggestMeetups,
} from '../../src/meetups/input.ts';
import { editMeetup, getMeetup, getOwnMeetup, mayChange, shownTo } from '../../src/meetups/service.ts';
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
  right: 'organise',
  input,
  fields: ['meetup'],
  suggest: { meetup: suggestMeetups },
  opens: ({ meetup = '', ...others }) =>
    Object.keys(others).length === 0 && z.uuid().safeParse(meetup).success ? change.id({ meetup }) : null,
  async handle(context, { meetup, title, when, where, description, duration, capacity }) {
    const before = await resolveMeetup(context, meetup);
    const said = { title, when, where, description, duration, capacity };
    if (Object.values(said).every((one) => one === undefined)) return shown(context, before);
    const times = readTimes(context, when, duration, before);
    return shown(
      context,
      await editMeetup(context, before.id, {
        ...(title !== undefined && { title }),
        ...(where !== undefined && { place: where }),
        ...(description !== undefined && { description }),
        ...(capacity !== undefined && { capacity }),
        ...times,
      }),
    );
  },
});

async function shown(context: Context, meetup: Meetup) {
  if (meetup.state === 'draft') return previewCard(meetup, shownTo(context));
  return manageCard(meetup, shownTo(context), await mayChange(context, meetup));
}

/** The words that the form shows for the time; sent back as they are, they change nothing. */
const whenWords = (context: Context, { startsAt, endsAt }: Meetup) => shownTo(context).speak.range(startsAt, endsAt);

export const actions = [
  handler({
    action: change,
    answers: 'by updating',
    right: 'organise',
    question: {
      input: createInput,
      fields: formFields,
      texts: 'meetup/edit',
      async values(context, { meetup: id }) {
        const meetup = await getOwnMeetup(context, id);
        return {
          title: meetup.title,
          when: whenWords(context, meetup),
          where: meetup.place,
          description: meetup.description ?? '',
          capacity: meetup.capacity === null ? '' : String(meetup.capacity),
        };
      },
    },
    async handle(context, { meetup: id }, { input: { title, when, where, description, capacity } }) {
      const before = await getMeetup(context, id);
      const times = readTimes(context, when === whenWords(context, before) ? undefined : when, undefined, before);
      return shown(
        context,
        await editMeetup(context, id, {
          title,
          place: where,
          description: description ?? null,
          capacity: capacity ?? null,
          ...times,
        }),
      );
    },
  }),
];
