import { z } from 'zod';
import { field } from '../../src/chat/input.ts';
import { subcommand } from '../../src/communities/context.ts';
import { networkField, resolveNetwork, suggestNetworks } from '../../src/communities/networks/input.ts';
import { chooseAndShow, shownSettings } from '../../src/communities/networks/settings/shown.ts';
import { membershipsOf } from '../../src/communities/networks/store.ts';
import { readChannel } from '../../src/communities/service.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  whenBare: true,
  input: z.object({ network: networkField.optional(), channel: field.channel().optional() }),
  fields: ['network'],
  suggest: { network: suggestNetworks },
  checks: { network: (context, typed) => resolveNetwork(context, typed), channel: readChannel },
  async handle(context, { network, channel }) {
    const all = await membershipsOf(context.db.prisma, context.space.community.id);
    const alone = network === undefined && all.length === 0;
    const shown = alone ? '' : (await resolveNetwork(context, network)).network.id;
    return channel === undefined ? shownSettings(context, shown) : chooseAndShow(context, shown, channel);
  },
});
