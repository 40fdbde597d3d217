import { z } from 'zod';
import { subcommand } from '../../src/communities/context.ts';
import { networkField, resolveNetwork, suggestOwnNetworks } from '../../src/communities/networks/input.ts';
import { invite } from '../../src/communities/networks/invitations/service.ts';
import { shownInvitation } from '../../src/communities/networks/invitations/shown.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({ network: networkField.optional() }),
  suggest: { network: suggestOwnNetworks },
  async handle(context, input) {
    const { network } = await resolveNetwork(context, input.network, { own: true });
    return shownInvitation(context, await invite(context, network.id));
  },
});
