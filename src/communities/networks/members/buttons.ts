import { handler } from '../../context.ts';
import { showMembers } from '../actions.ts';
import { getMembership } from '../service.ts';
import { shownMembers } from './shown.ts';

/** Buttons that turn the pages of who is in a network. */
export const memberButtons = [
  handler({
    action: showMembers,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, { network, page }) =>
      shownMembers(context, await getMembership(context, network), Number(page)),
  }),
];
