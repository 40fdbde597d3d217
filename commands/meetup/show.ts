import { z } from 'zod';
import { subcommand } from '../../src/communities/context.ts';
import { meetupField, resolveMeetup, suggestMeetups } from '../../src/meetups/choice/input.ts';
import { manageMeetup } from '../../src/meetups/managing/service.ts';

export default subcommand({
  answers: 'privately',
  right: 'anyone',
  input: z.object({ meetup: meetupField }),
  suggest: { meetup: suggestMeetups },
  async handle(context, input) {
    const meetup = await resolveMeetup(context, input.meetup);
    return manageMeetup(context, meetup);
  },
});
