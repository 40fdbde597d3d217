import { chooseChannel, renewLink as renewLinkAction } from '../actions.ts';
import { handler, speak } from '../context.ts';
import { changeAndRedraw } from '../setup/shown.ts';
import { orTakenAway } from '../used-code.ts';
import { chosenCard } from './card.ts';
import { renewLink } from './service.ts';
import { shownLink } from './shown.ts';

/** Buttons of a code that links spaces, and of what follows when one was used. */
export const linkingButtons = [
  handler({
    action: renewLinkAction,
    answers: 'by updating',
    right: 'manage',
    handle: (context, { hash }) =>
      orTakenAway(
        context,
        renewLink(context, hash).then((link) => shownLink(context, link)),
      ),
  }),
  handler({
    action: chooseChannel,
    answers: 'privately',
    right: 'manage',
    async handle(context, _args, { chosen: [meetupChannel] }) {
      if (meetupChannel === undefined) return null;
      const { space, shared } = await changeAndRedraw(context, { meetupChannel });
      return chosenCard(space.meetupChannel ?? meetupChannel, shared, speak(context));
    },
  }),
];
