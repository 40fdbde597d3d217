import { notice } from '../../../chat/notice.ts';
import { strong } from '../../../chat/text.ts';
import { type Context, handler, speak } from '../../context.ts';
import { askLeave, leaveNetwork as leave, stayInNetwork } from '../actions.ts';
import { administers, getMembership, leaveNetwork } from '../service.ts';
import type { Membership } from '../store.ts';
import { askToLeave } from './shown.ts';

const said = (context: Context, key: 'network.left' | 'network.closed' | 'network.stayed', { network }: Membership) =>
  notice(speak(context).text(key, { network: strong(network.name) }), 'neutral');

/** Buttons of the question whether to leave a network. */
export const leavingButtons = [
  handler({
    action: askLeave,
    answers: 'privately',
    right: 'manage',
    handle: async (context, { network }) => askToLeave(context, await getMembership(context, network)),
  }),
  handler({
    action: leave,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { network }) {
      const left = await leaveNetwork(context, network);
      return said(context, administers(context, left) ? 'network.closed' : 'network.left', left);
    },
  }),
  handler({
    action: stayInNetwork,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, { network }) => said(context, 'network.stayed', await getMembership(context, network)),
  }),
];
