import { z } from 'zod';
import { notice } from '../../chat/notice.ts';
import { UserError } from '../../chat/user-error.ts';
import { handler, speak } from '../../communities/context.ts';
import * as chosen from '../actions.ts';
import { receivedOneCard, takenOutText, takeOutCard } from './card.ts';
import { getReceived, takeOut } from './service.ts';
import { receivedPage } from './shown.ts';

/** Buttons of what a community received, with which it takes copies out. */
export const takeoutButtons = [
  handler({
    action: chosen.received,
    answers: 'by updating',
    right: 'manage',
    handle: (context, { page: number }) => receivedPage(context, Number(number)),
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
