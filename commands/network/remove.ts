import { z } from 'zod';
import { field } from '../../src/chat/input.ts';
import { speak, subcommand } from '../../src/communities/context.ts';
import { removeCard } from '../../src/communities/networks/card.ts';
import {
  networkField,
  resolveMember,
  resolveNetwork,
  suggestMembers,
  suggestOwnNetworks,
} from '../../src/communities/networks/input.ts';
import { getRemovable } from '../../src/communities/networks/service.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  // Words, not a menu: which communities there are depends on the network that the same form asks for.
  input: z.object({ member: field.line(100), network: networkField.optional() }),
  fields: ['member'],
  suggest: { member: suggestMembers, network: suggestOwnNetworks },
  async handle(context, input) {
    const { network } = await resolveNetwork(context, input.network, { own: true });
    const { id } = await resolveMember(context, network.id, input.member);
    const { membership, member } = await getRemovable(context, network.id, id);
    return removeCard(membership, member, speak(context));
  },
});
