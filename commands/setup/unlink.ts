import { z } from 'zod';
import { speak, subcommand } from '../../src/communities/context.ts';
import { partQuestionCard } from '../../src/communities/parting/card.ts';
import { getParting } from '../../src/communities/parting/service.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({}),
  handle: async (context) => partQuestionCard(await getParting(context), speak(context)),
});
