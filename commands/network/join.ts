import { z } from 'zod';
import { field } from '../../src/chat/input.ts';
import { subcommand } from '../../src/communities/context.ts';
import { chooseAnnouncementChannels } from '../../src/communities/networks/announcement-channel.ts';
import { joinNetwork } from '../../src/communities/networks/service.ts';
import { shownSettings } from '../../src/communities/networks/settings/shown.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({ code: field.code() }),
  async handle(context, { code }) {
    const network = await joinNetwork(context, code);
    return shownSettings(context, network, { news: 'joined', found: await chooseAnnouncementChannels(context) });
  },
});
