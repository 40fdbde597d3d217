import { z } from 'zod';
import { field } from '../../src/chat/input.ts';
import { notice } from '../../src/chat/notice.ts';
import { speaker } from '../../src/chat/say.ts';
import { strong } from '../../src/chat/text.ts';
import { type Context, handler, subcommand } from '../../src/communities/context.ts';
import { keepMember, removeMember as remove } from '../../src/communities/networks/actions.ts';
import { removeCard } from '../../src/communities/networks/card.ts';
import {
  networkField,
  resolveMember,
  resolveNetwork,
  suggestMembers,
  suggestOwnNetworks,
} from '../../src/communities/networks/input.ts';
import { getRemovable, removeMember } from '../../src/communities/networks/service.ts';
import type { Member, Membership } from '../../src/communities/networks/store.ts';

const speak = ({ language, zone, now }: Context) => speaker(language, zone, now);

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

const said = (
  context: Context,
  key: 'network.removed' | 'network.kept',
  { membership, member }: { membership: Membership; member: Member },
) => {
  const names = { member: strong(member.name), network: strong(membership.network.name) };
  return notice(speak(context).text(key, names), 'neutral');
};

export const actions = [
  handler({
    action: remove,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, { network, member }) =>
      said(context, 'network.removed', await removeMember(context, network, member)),
  }),
  handler({
    action: keepMember,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, { network, member }) =>
      said(context, 'network.kept', await getRemovable(context, network, member)),
  }),
];
