import { z } from 'zod';
import { speaker } from '../../src/chat/say.ts';
import { type Context, handler, subcommand } from '../../src/communities/context.ts';
import { inviteTo, renewInvitation as renewInvitationAction } from '../../src/communities/networks/actions.ts';
import { invitationCard } from '../../src/communities/networks/card.ts';
import { networkField, resolveNetwork, suggestOwnNetworks } from '../../src/communities/networks/input.ts';
import { type Invitation, invite, renewInvitation } from '../../src/communities/networks/invitations/service.ts';
import { orTakenAway } from '../../src/communities/used-code.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({ network: networkField.optional() }),
  suggest: { network: suggestOwnNetworks },
  async handle(context, input) {
    const { network } = await resolveNetwork(context, input.network, { own: true });
    return card(context, await invite(context, network.id));
  },
});

const card = ({ language, zone, now }: Context, invitation: Invitation) =>
  invitationCard(invitation, speaker(language, zone, now));

export const actions = [
  handler({
    action: inviteTo,
    answers: 'privately',
    right: 'manage',
    handle: async (context, { network }) => card(context, await invite(context, network)),
  }),
  handler({
    action: renewInvitationAction,
    answers: 'by updating',
    right: 'manage',
    handle: (context, { hash }) =>
      orTakenAway(
        context,
        renewInvitation(context, hash).then((invitation) => card(context, invitation)),
      ),
  }),
];
