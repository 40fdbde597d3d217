import { z } from 'zod';
import { field } from '../../src/chat/input.ts';
import { speaker } from '../../src/chat/say.ts';
import { joinedCard } from '../../src/communities/card.ts';
import { subcommand } from '../../src/communities/context.ts';
import { joinCommunity } from '../../src/communities/service.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({ code: field.line(20) }),
  async handle(context, { code }) {
    const { spaces, space } = await joinCommunity(context, code);
    return joinedCard(spaces, space, speaker(context.language, context.zone, context.now));
  },
});
