import { z } from 'zod';
import * as chosen from '../../src/announcements/actions.ts';
import { speak } from '../../src/announcements/service.ts';
import { receivedCard, receivedOneCard, takenOutText, takeOutCard } from '../../src/announcements/takeouts/card.ts';
import { getReceived, listReceived, takeOut } from '../../src/announcements/takeouts/service.ts';
import type { Card } from '../../src/chat/card.ts';
import { notice } from '../../src/chat/notice.ts';
import { UserError } from '../../src/chat/user-error.ts';
import { type Context, handler, subcommand } from '../../src/communities/context.ts';

const PAGE_SIZE = 5;

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({}),
  handle: (context) => page(context, 0),
});

async function page(context: Context, number: number): Promise<Card> {
  const found = await listReceived(context, { skip: number * PAGE_SIZE, take: PAGE_SIZE });
  return receivedCard(found, { number, size: PAGE_SIZE }, speak(context));
}

export const actions = [
  handler({
    action: chosen.received,
    answers: 'by updating',
    right: 'manage',
    handle: (context, { page: number }) => page(context, Number(number)),
  }),
  handler({
    action: chosen.pickReceived,
    answers: 'privately',
    right: 'manage',
    async handle(context, _args, { chosen: [id] }) {
      const known = z.uuid().safeParse(id);
      if (!known.success) throw new UserError('announcement-gone');
      return receivedOneCard(await getReceived(context, known.data), speak(context));
    },
  }),
  handler({
    action: chosen.askTakeOut,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id, from }) {
      const received = await getReceived(context, id);
      if (!received.from.includes(from)) return receivedOneCard(received, speak(context));
      return takeOutCard(received.announcement, from, speak(context));
    },
  }),
  handler({
    action: chosen.takeOut,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id, from }) {
      return notice(takenOutText(await takeOut(context, id, from), from, speak(context)), 'neutral');
    },
  }),
  handler({
    action: chosen.leaveIn,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id }) {
      const { announcement } = await getReceived(context, id);
      return notice(takenOutText(announcement, 'left', speak(context)), 'neutral');
    },
  }),
];
