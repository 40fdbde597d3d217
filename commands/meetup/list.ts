import { z } from 'zod';
import { UserError } from '../../src/chat/user-error.ts';
import { type Context, handler, subcommand } from '../../src/communities/context.ts';
import { list, pick } from '../../src/meetups/actions.ts';
import { listCard } from '../../src/meetups/card.ts';
import { manageMeetup } from '../../src/meetups/managing/service.ts';
import { getMeetup, shownTo } from '../../src/meetups/service.ts';
import { upcoming } from '../../src/meetups/store.ts';

const PAGE_SIZE = 5;

export default subcommand({
  answers: 'privately',
  right: 'anyone',
  input: z.object({}),
  handle: (context) => listPage(context, 0),
});

async function listPage(context: Context, page: number) {
  const range = { since: context.now, skip: page * PAGE_SIZE, take: PAGE_SIZE };
  const found = await upcoming(context.db.prisma, context.space.community.id, range);
  return listCard(found, { number: page, size: PAGE_SIZE }, context.call.account, shownTo(context).speak);
}

export const actions = [
  handler({
    action: list,
    answers: 'by updating',
    right: 'anyone',
    handle: (context, { page }) => listPage(context, Number(page)),
  }),
  handler({
    action: pick,
    answers: 'privately',
    right: 'anyone',
    async handle(context, _args, { chosen: [id = ''] }) {
      if (!z.uuid().safeParse(id).success) throw new UserError('meetup-gone');
      const meetup = await getMeetup(context, id);
      return manageMeetup(context, meetup);
    },
  }),
];
