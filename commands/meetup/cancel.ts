import { z } from 'zod';
import { subcommand } from '../../src/communities/context.ts';
import { askToCancel } from '../../src/meetups/cancelling/shown.ts';
import { meetupField, resolveMeetup, suggestOwnMeetups } from '../../src/meetups/choice/input.ts';

export default subcommand({
  answers: 'privately',
  right: 'anyone',
  input: z.object({ meetup: meetupField }),
  suggest: { meetup: suggestOwnMeetups },
  handle: async (context, input) => askToCancel(context, (await resolveMeetup(context, input.meetup)).id),
});
