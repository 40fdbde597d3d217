import { z } from 'zod';
import { UserError } from '../../chat/user-error.ts';
import { handler } from '../../communities/context.ts';
import { list, pick } from '../actions.ts';
import { manageMeetup } from '../managing/service.ts';
import { getMeetup } from '../service.ts';
import { meetupsPage } from './shown.ts';

/** Buttons of the list of meetups. */
export const listingButtons = [
  handler({
    action: list,
    answers: 'by updating',
    right: 'anyone',
    handle: (context, { page }) => meetupsPage(context, Number(page)),
  }),
  handler({
    action: pick,
    answers: 'privately',
    right: 'anyone',
    async handle(context, _args, { chosen: [id = ''] }) {
      if (!z.uuid().safeParse(id).success) throw new UserError('meetup-gone');
      const meetup = await getMeetup(context, id);
      return manageMeetup(context, meetup);
    },
  }),
];
