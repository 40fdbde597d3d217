import { z } from 'zod';
import { field } from '../../src/chat/input.ts';
import { subcommand } from '../../src/communities/context.ts';
import { chooseAnnouncementChannels } from '../../src/communities/networks/announcement-channel.ts';
import { NETWORK_NAME_MAX } from '../../src/communities/networks/input.ts';
import { createNetwork } from '../../src/communities/networks/service.ts';
import { shownSettings } from '../../src/communities/networks/settings/shown.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({ name: field.line(NETWORK_NAME_MAX) }),
  async handle(context, { name }) {
    const network = await createNetwork(context, name);
    return shownSettings(context, network, { news: 'created', found: await chooseAnnouncementChannels(context) });
  },
});
