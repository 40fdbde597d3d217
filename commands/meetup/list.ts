import { z } from 'zod';
import { subcommand } from '../../src/communities/context.ts';
import { meetupsPage } from '../../src/meetups/listing/shown.ts';

export default subcommand({
  answers: 'privately',
  right: 'anyone',
  input: z.object({}),
  handle: (context) => meetupsPage(context, 0),
});
