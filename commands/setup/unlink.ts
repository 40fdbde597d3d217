import { z } from 'zod';
import { notice } from '../../src/chat/notice.ts';
import { speaker } from '../../src/chat/say.ts';
import { part, stayLinked } from '../../src/communities/actions.ts';
import { type Context, handler, subcommand } from '../../src/communities/context.ts';
import { partedCard, partQuestionCard } from '../../src/communities/parting/card.ts';
import { getParting, partFromOthers } from '../../src/communities/parting/service.ts';

const speak = ({ language, zone, now }: Context) => speaker(language, zone, now);

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({}),
  handle: async (context) => partQuestionCard(await getParting(context), speak(context)),
});

export const actions = [
  handler({
    action: part,
    answers: 'by updating',
    right: 'manage',
    handle: async (context) => partedCard(await partFromOthers(context), speak(context)),
  }),
  handler({
    action: stayLinked,
    answers: 'by updating',
    right: 'manage',
    handle: async (context) => notice(speak(context).say('parting.kept'), 'neutral'),
  }),
];
