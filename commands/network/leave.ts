import { z } from 'zod';
import type { Card } from '../../src/chat/card.ts';
import { notice } from '../../src/chat/notice.ts';
import { speaker } from '../../src/chat/say.ts';
import { strong } from '../../src/chat/text.ts';
import { type Context, handler, subcommand } from '../../src/communities/context.ts';
import { askLeave, leaveNetwork as leave, stayInNetwork } from '../../src/communities/networks/actions.ts';
import { leaveCard } from '../../src/communities/networks/card.ts';
import { networkField, resolveNetwork, suggestNetworks } from '../../src/communities/networks/input.ts';
import { administers, getMembership, leaveNetwork, leftBehind } from '../../src/communities/networks/service.ts';
import type { Membership } from '../../src/communities/networks/store.ts';

const speak = ({ language, zone, now }: Context) => speaker(language, zone, now);

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({ network: networkField.optional() }),
  suggest: { network: suggestNetworks },
  handle: async (context, input) => question(context, await resolveNetwork(context, input.network)),
});

async function question(context: Context, membership: Membership): Promise<Card> {
  return leaveCard(membership, await leftBehind(context, membership), speak(context));
}

const said = (context: Context, key: 'network.left' | 'network.closed' | 'network.stayed', { network }: Membership) =>
  notice(speak(context).text(key, { network: strong(network.name) }), 'neutral');

export const actions = [
  handler({
    action: askLeave,
    answers: 'privately',
    right: 'manage',
    handle: async (context, { network }) => question(context, await getMembership(context, network)),
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
