import type { Feature } from '../feature.ts';
import { announcementButtons } from './buttons.ts';
import { forgetAnnouncements, makeDueDrafts, moveAnnouncements } from './forgetting/store.ts';
import { announcementJobs, noteFoundCopies } from './jobs.ts';
import { copyMessage } from './kinds.ts';
import { announcementMessages } from './messages.ts';
import { preparePing } from './pings/jobs.ts';

/** Announcements: texts that staff broadcast to channels of one or many communities. */
export const announcements: Feature = {
  name: 'announcements',
  messages: announcementMessages,
  buttons: announcementButtons,
  preparations: (parts) => ({ [copyMessage.kind]: preparePing(parts) }),
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
