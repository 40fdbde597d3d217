import { z } from 'zod';
import { subcommand } from '../../src/communities/context.ts';
import { makeLink } from '../../src/communities/linking/service.ts';
import { shownLink } from '../../src/communities/linking/shown.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({}),
  handle: async (context) => shownLink(context, await makeLink(context)),
});
