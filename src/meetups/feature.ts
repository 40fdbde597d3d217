import type pg from 'pg';
import type { Feature } from '../feature.ts';
import { meetupButtons } from './buttons.ts';
import { noteTold, sweepChanges } from './changes/service.ts';
import { changesDue } from './changes/store.ts';
import { forgetMeetups, moveMeetups } from './forgetting/store.ts';
import { sweepEnded, sweepStaleCards } from './jobs.ts';
import { PERSONAL_KINDS } from './kinds.ts';
import { meetupMessages } from './messages.ts';
import { tellOfMissed } from './missed/service.ts';
import { sweepWithdrawals } from './organiser/service.ts';
import { withdrawalsDue } from './organiser/store.ts';
import { sweepUnreached } from './places/service.ts';
import { tellOfLostCards } from './postings/service.ts';
import { shareUpcoming } from './publishing/service.ts';
import { tellOfLostQuestions } from './questions/service.ts';
import { endedDue } from './store.ts';

/** Meetups: what people publish, answer, change and cancel. */
export const meetups: Feature = {
  name: 'meetups',
  messages: meetupMessages,
  buttons: meetupButtons,
  editedLast: PERSONAL_KINDS,
  due: (parts) => ({
    steps: [
      { name: 'changes', due: changesDue, run: () => sweepChanges(parts) },
      { name: 'ended', due: endedDue, run: () => sweepEnded(parts) },
      { name: 'unreached', run: () => sweepUnreached(parts) },
      { name: 'withdrawals', due: withdrawalsDue, run: () => sweepWithdrawals(parts) },
      { name: 'stale cards', run: () => sweepStaleCards(parts) },
    ],
  }),
  on: {
    async deliveriesEnded({ outbox }, tx, ended) {
      await tellOfLostCards(outbox, tx, ended);
      await tellOfLostQuestions(outbox, tx, ended);
      await noteTold(tx, ended);
      await tellOfMissed(outbox, tx, ended);
    },
    spaceMoved: moveMeetups,
    // It gets the cards of what was published meanwhile.
    async spaceReturned({ outbox, clock }, tx, { id, community }) {
      await shareUpcoming({ outbox, now: clock.now() }, tx, { community, spaces: [id] });
    },
  },
  data: {
    account: ['Meetup.organiserId', 'Rsvp.accountId', 'Question.accountId'],
    person: ['Rsvp.personId'],
    community: ['Meetup.communityId', 'Occurrence.communityId'],
    forget: forgetMeetups,
    doubt: tellNothingAgain,
  },
};

async function tellNothingAgain(session: pg.Client, now: Date) {
  // Whoever was to be told of a change within seconds may have been: the change itself stands on every card.
  await session.query(`UPDATE "Occurrence" SET "tellAt" = NULL WHERE "tellAt" <= $1`, [now]);
  // Who gave up a place just before the backup: their organiser has been told, or sees it on the card.
  await session.query(`UPDATE "Occurrence" SET "withdrawnSince" = NULL WHERE "withdrawnSince" <= $1`, [now]);
  return {};
}
