import { z } from 'zod';
import { subcommand } from '../../src/communities/context.ts';
import { networkField, resolveNetwork, suggestNetworks } from '../../src/communities/networks/input.ts';
import { askToLeave } from '../../src/communities/networks/leaving/shown.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({ network: networkField.optional() }),
  suggest: { network: suggestNetworks },
  handle: async (context, input) => askToLeave(context, await resolveNetwork(context, input.network)),
});
