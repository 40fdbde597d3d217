import { z } from 'zod';
import { speaker } from '../../src/chat/say.ts';
import { subcommand } from '../../src/communities/context.ts';
import { invitationCard } from '../../src/communities/networks/card.ts';
import { networkField, resolveNetwork, suggestNetworks } from '../../src/communities/networks/input.ts';
import { invite } from '../../src/communities/networks/service.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({ network: networkField.optional() }),
  suggest: { network: suggestNetworks },
  async handle(context, input) {
    const { network } = await resolveNetwork(context, input.network, { own: true });
    const speak = speaker(context.language, context.zone, context.now);
    return invitationCard(network.name, await invite(context, network.id), speak);
  },
});
