import { z } from 'zod';
import { receivedPage } from '../../src/announcements/takeouts/shown.ts';
import { subcommand } from '../../src/communities/context.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({}),
  handle: (context) => receivedPage(context, 0),
});
