import { z } from 'zod';
import { field } from '../../src/chat/input.ts';
import { notice } from '../../src/chat/notice.ts';
import { speaker } from '../../src/chat/say.ts';
import { strong } from '../../src/chat/text.ts';
import { subcommand } from '../../src/communities/context.ts';
import {
  networkField,
  resolveMember,
  resolveNetwork,
  suggestMembers,
  suggestNetworks,
} from '../../src/communities/networks/input.ts';
import { removeMember } from '../../src/communities/networks/service.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  // Words, not a menu: which communities there are depends on the network that the same form asks for.
  input: z.object({ member: field.line(100), network: networkField.optional() }),
  fields: ['member'],
  suggest: { member: suggestMembers, network: suggestNetworks },
  async handle(context, input) {
    const { network } = await resolveNetwork(context, input.network, { own: true });
    const member = await resolveMember(context, network.id, input.member);
    await removeMember(context, network.id, member);
    const speak = speaker(context.language, context.zone, context.now);
    return notice(
      speak.text('network.removed', { member: strong(member.name), network: strong(network.name) }),
      'neutral',
    );
  },
});
