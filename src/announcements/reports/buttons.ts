import { z } from 'zod';
import { notice } from '../../chat/notice.ts';
import { UserError } from '../../chat/user-error.ts';
import { handler, speak } from '../../communities/context.ts';
import * as chosen from '../actions.ts';
import { titleOf } from '../card.ts';
import { stop } from '../service.ts';
import { announcementsPage, shownAnnouncement } from './shown.ts';

/** Buttons of the list of announcements and of reports. */
export const reportButtons = [
  handler({
    action: chosen.list,
    answers: 'by updating',
    right: 'manage',
    handle: (context, { page: number }) => announcementsPage(context, Number(number)),
  }),
  handler({
    action: chosen.pick,
    answers: 'privately',
    right: 'manage',
    handle(context, _args, { chosen: [id] }) {
      const known = z.uuid().safeParse(id);
      if (!known.success) throw new UserError('announcement-gone');
      return shownAnnouncement(context, known.data);
    },
  }),
  handler({
    action: chosen.report,
    answers: 'privately',
    right: 'manage',
    handle: (context, { announcement: id }) => shownAnnouncement(context, id),
  }),
  handler({
    action: chosen.refresh,
    answers: 'by updating',
    right: 'manage',
    handle: (context, { announcement: id }) => shownAnnouncement(context, id),
  }),
  ...[chosen.renew, chosen.reportPage].map((action) =>
    handler({
      action,
      answers: 'by updating',
      right: 'manage',
      handle: (context, { announcement: id, page }) => shownAnnouncement(context, id, Number(page)),
    }),
  ),
  handler({
    action: chosen.stop,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id }) {
      const { announcement, own } = await stop(context, id);
      if (own) return shownAnnouncement(context, id);
      return notice(speak(context).text('announcement.stopped', { title: titleOf(announcement, context) }), 'neutral');
    },
  }),
];
