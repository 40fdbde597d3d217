import { z } from 'zod';
import type { Card } from '../../src/chat/card.ts';
import { speaker } from '../../src/chat/say.ts';
import { type Context, handler, subcommand } from '../../src/communities/context.ts';
import { showMembers } from '../../src/communities/networks/actions.ts';
import { membersCard } from '../../src/communities/networks/card.ts';
import { networkField, resolveNetwork, suggestNetworks } from '../../src/communities/networks/input.ts';
import { administers, getMembership } from '../../src/communities/networks/service.ts';
import { type Membership, membersOf } from '../../src/communities/networks/store.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({ network: networkField.optional() }),
  suggest: { network: suggestNetworks },
  async handle(context, input) {
    return shown(context, await resolveNetwork(context, input.network), 0);
  },
});

async function shown(context: Context, membership: Membership, number: number): Promise<Card> {
  const members = await membersOf(context.db.prisma, membership.network.id);
  const page = { owns: administers(context, membership), number };
  return membersCard(membership, members, page, speaker(context.language, context.zone, context.now));
}

export const actions = [
  handler({
    action: showMembers,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, { network, page }) => shown(context, await getMembership(context, network), Number(page)),
  }),
];
