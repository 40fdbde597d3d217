import { z } from 'zod';
import { field } from '../../src/chat/input.ts';
import { subcommand } from '../../src/communities/context.ts';
import { joinNetwork } from '../../src/communities/networks/service.ts';
import { shownSettings } from './settings.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({ code: field.code() }),
  handle: async (context, { code }) => shownSettings(context, await joinNetwork(context, code), { news: 'joined' }),
});
