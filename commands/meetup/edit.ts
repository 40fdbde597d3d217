import { z } from 'zod';
import { suggestChangedMoment, suggestMoment } from '../../src/chat/moment.ts';
import { type Context, subcommand } from '../../src/communities/context.ts';
import { change } from '../../src/meetups/actions.ts';
import { findChosen, meetupField, resolveMeetup, suggestOwnMeetups } from '../../src/meetups/choice/input.ts';
import { factChecks, factFields, readFacts } from '../../src/meetups/facts/input.ts';
import { meetupFields, readDuration, readTimes } from '../../src/meetups/input.ts';
import { editAndShow, showStanding } from '../../src/meetups/moving/shown.ts';

const input = z.object({
  meetup: meetupField,
  title: meetupFields.title.optional(),
  when: meetupFields.when.optional(),
  where: meetupFields.where.optional(),
  description: meetupFields.description.optional(),
  duration: meetupFields.duration.optional(),
  capacity: meetupFields.capacity.optional(),
  ...factFields,
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
    ...factChecks,
  },
  opens: ({ meetup = '', ...others }) =>
    Object.keys(others).length === 0 && z.uuid().safeParse(meetup).success ? change.id({ meetup }) : null,
  async handle(context, { meetup, title, when, where, description, duration, capacity, ...typed }) {
    const before = await resolveMeetup(context, meetup);
    const facts = readFacts(typed);
    const said = { title, when, where, description, duration, capacity, ...facts };
    if (Object.values(said).every((one) => one === undefined)) return showStanding(context, before);
    return editAndShow(context, before.id, (standing) => ({
      ...(title !== undefined && { title }),
      ...(where !== undefined && { place: where }),
      ...(description !== undefined && { description }),
      ...(capacity !== undefined && { capacity }),
      ...(Object.keys(facts).length > 0 && { facts }),
      ...(when !== undefined || duration !== undefined ? readTimes(context, when, duration, standing) : {}),
    }));
  },
});

/** Reads a time while it is typed, beside that of the chosen meetup. */
async function suggestWhen(context: Context, typed: string, { meetup = '' }: Record<string, string>) {
  const found = await findChosen(context, meetup);
  return found
    ? suggestChangedMoment(context, typed, { start: found.startsAt, end: found.endsAt })
    : suggestMoment(context, typed);
}
