import { z } from 'zod';
import { subcommand } from '../../src/communities/context.ts';
import { networkField, resolveNetwork, suggestNetworks } from '../../src/communities/networks/input.ts';
import { shownMembers } from '../../src/communities/networks/members/shown.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({ network: networkField.optional() }),
  suggest: { network: suggestNetworks },
  async handle(context, input) {
    return shownMembers(context, await resolveNetwork(context, input.network), 0);
  },
});
