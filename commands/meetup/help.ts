import { z } from 'zod';
import { subcommand } from '../../src/communities/context.ts';
import { showHelp } from '../../src/help/service.ts';

export default subcommand({
  answers: 'privately',
  right: 'anyone',
  whenBare: true,
  input: z.object({}),
  handle: (context) => showHelp(context),
  whenLost: (context, lost) => showHelp(context, { ...lost, command: 'meetup' }),
});
