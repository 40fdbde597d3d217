import { z } from 'zod';
import { speaker } from '../../src/chat/say.ts';
import { subcommand } from '../../src/communities/context.ts';
import { membersCard } from '../../src/communities/networks/card.ts';
import { networkField, resolveNetwork, suggestNetworks } from '../../src/communities/networks/input.ts';
import { administers } from '../../src/communities/networks/service.ts';
import { membersOf } from '../../src/communities/networks/store.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({ network: networkField.optional() }),
  suggest: { network: suggestNetworks },
  async handle(context, input) {
    const membership = await resolveNetwork(context, input.network);
    const members = await membersOf(context.db.prisma, membership.network.id);
    return membersCard(
      membership,
      members,
      administers(context, membership),
      speaker(context.language, context.zone, context.now),
    );
  },
});
