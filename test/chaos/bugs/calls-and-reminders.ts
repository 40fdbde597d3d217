import type { Bug } from '../bugs.ts';

const REMINDERS = ['test/delivery/outcomes.test.ts'];

/** Mistakes with what people press, and with what is due. */
export const CALL_BUGS: readonly Bug[] = [
  {
    name: 'the id of a handled call is written outside its transaction',
    changes: [
      {
        file: 'src/communities/context.ts',
        code: 'await firstTime(tx, call, new Date(now))',
        becomes: 'await firstTime(db.prisma, call, new Date(now))',
      },
    ],
    tests: ['test/crashes/claims.test.ts'],
  },
  {
    name: 'the id of a handled call is not written',
    changes: [
      {
        file: 'src/communities/context.ts',
        code: 'const first = !record.written;',
        becomes: 'const first = record.written && !record.written;',
      },
    ],
    tests: ['test/scenarios/redelivered.test.ts'],
  },
  {
    name: 'two processes take the same reminder',
    changes: [
      { file: 'src/reminders/store.ts', code: 'LIMIT 100 FOR UPDATE SKIP LOCKED', becomes: 'LIMIT 100' },
      {
        file: 'src/reminders/store.ts',
        code: `UPDATE "Reminder" r SET "doneAt" = \${new Date(now)} FROM due WHERE r.id = due.id
      RETURNING r.id, r."occurrenceId", r."minutesBefore"`,
        becomes: 'SELECT r.id, r."occurrenceId", r."minutesBefore" FROM "Reminder" r JOIN due ON r.id = due.id',
      },
    ],
    tests: REMINDERS,
  },
  {
    name: 'a reminder is taken in another transaction than it is written in',
    changes: [
      {
        file: 'src/reminders/jobs.ts',
        code: 'of await takeDueReminders(tx, now)',
        becomes: 'of await takeDueReminders(options.db.prisma, now)',
      },
    ],
    tests: REMINDERS,
  },
  {
    name: 'reminders have no key',
    story: 'gathering',
    changes: [
      {
        file: 'src/reminders/jobs.ts',
        code: '`reminder:${reminder.occurrenceId}',
        becomes: '`reminder:${Math.random()}${reminder.occurrenceId}',
      },
      {
        file: 'src/reminders/store.ts',
        code: 'SET "doneAt" = ${new Date(now)} FROM due',
        becomes: 'SET "doneAt" = CASE WHEN random() < 0.5 THEN ${new Date(now)}::timestamptz END FROM due',
      },
    ],
    shows: () => true,
  },
  {
    name: 'nobody moves up when a place is free',
    story: 'gathering',
    changes: [
      {
        file: 'src/meetups/answers.ts',
        code: 'Math.min(waiting, Math.max(0, capacity - going))',
        becomes: 'Math.min(waiting, Math.max(0, capacity - going - 1))',
      },
    ],
    shows: () => true,
  },
  {
    name: 'places are counted without holding them',
    story: 'gathering',
    changes: [
      {
        file: 'src/meetups/store.ts',
        code: '"communityId" = ${community}::uuid FOR UPDATE',
        becomes: '"communityId" = ${community}::uuid',
      },
      {
        file: 'src/database/turns.ts',
        code: 'const turn = before.then(work, work);',
        becomes: 'const turn = before && work();',
      },
    ],
    shows: () => true,
  },
];
