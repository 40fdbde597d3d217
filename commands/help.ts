import { z } from 'zod';
import { subcommand } from '../src/communities/context.ts';
import { showHelp } from '../src/help/service.ts';

export default subcommand({
  answers: 'privately',
  right: 'anyone',
  input: z.object({}),
  handle: (context) => showHelp(context),
});
