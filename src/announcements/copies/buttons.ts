import { notice } from '../../chat/notice.ts';
import { handler, speak } from '../../communities/context.ts';
import * as chosen from '../actions.ts';
import { titleOf } from '../card.ts';
import { withdrawCard } from '../report-card.ts';
import { countHanging } from './rules.ts';
import { getSent, markSeen, repost, withdraw } from './service.ts';
import { copiesOf } from './store.ts';

/** Buttons about copies that were sent. */
export const copyButtons = [
  handler({
    action: chosen.repost,
    answers: 'privately',
    right: 'manage',
    async handle(context, { announcement: id }) {
      const { announcement, count } = await repost(context, id);
      return notice(speak(context).text('announcement.reposted', { title: titleOf(announcement, context), count }));
    },
  }),
  handler({
    action: chosen.askWithdraw,
    answers: 'privately',
    right: 'manage',
    async handle(context, { announcement: id }) {
      const announcement = await getSent(context, id);
      return withdrawCard(announcement, countHanging(await copiesOf(context.db.prisma, id)), speak(context));
    },
  }),
  handler({
    action: chosen.withdraw,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id }) {
      const title = titleOf(await withdraw(context, id), context);
      return notice(speak(context).text('announcement.withdraw-done', { title }), 'over');
    },
  }),
  handler({
    action: chosen.keep,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id }) {
      const title = titleOf(await getSent(context, id), context);
      return notice(speak(context).text('announcement.withdraw-kept', { title }), 'neutral');
    },
  }),
  handler({
    action: chosen.seen,
    answers: 'privately',
    right: 'anyone',
    async handle(context, { announcement: id }) {
      await markSeen(context, id);
      return notice(speak(context).say('announcement.seen-thanks'));
    },
  }),
];
