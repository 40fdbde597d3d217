import { z } from 'zod';
import { field } from '../../src/chat/input.ts';
import { speak, subcommand } from '../../src/communities/context.ts';
import { joinedCard } from '../../src/communities/linking/card.ts';
import { joinCommunity } from '../../src/communities/linking/service.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({ code: field.code() }),
  async handle(context, { code }) {
    const joined = await joinCommunity(context, code);
    return joinedCard(joined, speak(context));
  },
});
