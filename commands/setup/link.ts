import { z } from 'zod';
import { speaker } from '../../src/chat/say.ts';
import { renewLink as renewLinkAction } from '../../src/communities/actions.ts';
import { type Context, handler, subcommand } from '../../src/communities/context.ts';
import { linkCard } from '../../src/communities/linking/card.ts';
import { type Link, makeLink, renewLink } from '../../src/communities/linking/service.ts';
import { orTakenAway } from '../../src/communities/used-code.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({}),
  handle: async (context) => card(context, await makeLink(context)),
});

const card = ({ language, zone, now }: Context, link: Link) => linkCard(link, speaker(language, zone, now));

export const actions = [
  handler({
    action: renewLinkAction,
    answers: 'by updating',
    right: 'manage',
    handle: (context, { hash }) =>
      orTakenAway(
        context,
        renewLink(context, hash).then((link) => card(context, link)),
      ),
  }),
];
