import { handler } from '../../context.ts';
import { orTakenAway } from '../../used-code.ts';
import { inviteTo, renewInvitation as renewInvitationAction } from '../actions.ts';
import { invite, renewInvitation } from './service.ts';
import { shownInvitation } from './shown.ts';

/** Buttons that make a code with which others join a network. */
export const invitationButtons = [
  handler({
    action: inviteTo,
    answers: 'privately',
    right: 'manage',
    handle: async (context, { network }) => shownInvitation(context, await invite(context, network)),
  }),
  handler({
    action: renewInvitationAction,
    answers: 'by updating',
    right: 'manage',
    handle: (context, { hash }) =>
      orTakenAway(
        context,
        renewInvitation(context, hash).then((invitation) => shownInvitation(context, invitation)),
      ),
  }),
];
