import { z } from 'zod';
import { speaker } from '../../src/chat/say.ts';
import { linkCard } from '../../src/communities/card.ts';
import { subcommand } from '../../src/communities/context.ts';
import { makeLink } from '../../src/communities/service.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({}),
  async handle(context) {
    const { code, until } = await makeLink(context);
    return linkCard(code, until, speaker(context.language, context.zone, context.now));
  },
});
