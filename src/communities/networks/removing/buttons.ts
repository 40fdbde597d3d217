import { notice } from '../../../chat/notice.ts';
import { strong } from '../../../chat/text.ts';
import { type Context, handler, speak } from '../../context.ts';
import { keepMember, removeMember as remove } from '../actions.ts';
import { getRemovable, removeMember } from '../service.ts';
import type { Member, Membership } from '../store.ts';

const said = (
  context: Context,
  key: 'network.removed' | 'network.kept',
  { membership, member }: { membership: Membership; member: Member },
) => {
  const names = { member: strong(member.name), network: strong(membership.network.name) };
  return notice(speak(context).text(key, names), 'neutral');
};

/** Buttons of the question whether to remove a community from a network. */
export const removingButtons = [
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
