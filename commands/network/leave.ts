import { z } from 'zod';
import { notice } from '../../src/chat/notice.ts';
import { speaker } from '../../src/chat/say.ts';
import { strong } from '../../src/chat/text.ts';
import { type Context, handler, subcommand } from '../../src/communities/context.ts';
import { askLeave, leaveNetwork as leave, stayInNetwork } from '../../src/communities/networks/actions.ts';
import { leaveCard } from '../../src/communities/networks/card.ts';
import { networkField, resolveNetwork, suggestNetworks } from '../../src/communities/networks/input.ts';
import { getMembership, leaveNetwork } from '../../src/communities/networks/service.ts';
import type { Membership } from '../../src/communities/networks/store.ts';

const speak = ({ language, zone, now }: Context) => speaker(language, zone, now);

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({ network: networkField.optional() }),
  suggest: { network: suggestNetworks },
  handle: async (context, input) => leaveCard(await resolveNetwork(context, input.network), speak(context)),
});

const said = (context: Context, key: 'network.left' | 'network.stayed', { network }: Membership) =>
  notice(speak(context).text(key, { network: strong(network.name) }), 'neutral');

export const actions = [
  handler({
    action: askLeave,
    answers: 'privately',
    right: 'manage',
    handle: async (context, { network }) => leaveCard(await getMembership(context, network), speak(context)),
  }),
  handler({
    action: leave,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, { network }) => said(context, 'network.left', await leaveNetwork(context, network)),
  }),
  handler({
    action: stayInNetwork,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, { network }) => said(context, 'network.stayed', await getMembership(context, network)),
  }),
];
