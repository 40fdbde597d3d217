import { z } from 'zod';
import type { Card } from '../../src/chat/card.ts';
import { speaker } from '../../src/chat/say.ts';
import { type Context, handler, subcommand } from '../../src/communities/context.ts';
import { inviteTo } from '../../src/communities/networks/actions.ts';
import { invitationCard } from '../../src/communities/networks/card.ts';
import { networkField, resolveNetwork, suggestOwnNetworks } from '../../src/communities/networks/input.ts';
import { getOwnNetwork, invite } from '../../src/communities/networks/service.ts';
import type { Membership } from '../../src/communities/networks/store.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({ network: networkField.optional() }),
  suggest: { network: suggestOwnNetworks },
  handle: async (context, input) => invitation(context, await resolveNetwork(context, input.network, { own: true })),
});

async function invitation(context: Context, { network }: Membership): Promise<Card> {
  const speak = speaker(context.language, context.zone, context.now);
  return invitationCard(network.name, await invite(context, network.id), speak);
}

export const actions = [
  handler({
    action: inviteTo,
    answers: 'privately',
    right: 'manage',
    handle: async (context, { network }) => invitation(context, await getOwnNetwork(context, network)),
  }),
];
