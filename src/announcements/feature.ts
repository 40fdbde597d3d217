import type { Feature } from '../feature.ts';
import { announcementButtons } from './buttons.ts';
import { forgetAnnouncements, makeDueDrafts, moveAnnouncements } from './forgetting/store.ts';
import { announcementJobs, noteFoundCopies } from './jobs.ts';
import { COPY_KIND } from './kinds.ts';
import { announcementRenderers } from './messages.ts';
import { preparePing } from './pings/jobs.ts';

/** Announcements: texts that staff broadcast to channels of one or many communities. */
export const announcements: Feature = {
  name: 'announcements',
  messages: announcementRenderers,
  buttons: announcementButtons,
  preparations: (parts) => ({ [COPY_KIND]: preparePing(parts) }),
  due: (parts) => {
    const jobs = announcementJobs(parts);
    return { steps: [{ name: 'announcements', run: () => jobs.sweep() }], stop: () => jobs.stop() };
  },
  on: {
    messagesFound: ({ outbox }, tx, found) => noteFoundCopies(outbox, tx, found),
    spaceMoved: moveAnnouncements,
  },
  data: {
    account: [
      'Announcement.authorId',
      'Revision.authorId',
      'Approval.accountId',
      'Refusal.accountId',
      'Ping.accountId',
    ],
    person: ['Seen.personId'],
    community: ['Announcement.communityId', 'Approval.communityId', 'Consent.communityId', 'Seen.communityId'],
    forget: forgetAnnouncements,
    doubt: makeDueDrafts,
  },
};
