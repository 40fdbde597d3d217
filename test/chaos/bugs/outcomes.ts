import type { Bug } from '../bugs.ts';

const FINISH = 'src/delivery/finish.ts';
const LEASES = 'src/delivery/leases.ts';
const OUTCOMES = ['test/delivery/outcomes.test.ts'];

/** Mistakes with what came of attempts, with leases and with clocks. */
export const OUTCOME_BUGS: readonly Bug[] = [
  {
    name: 'an outcome is written although the attempt is an older one',
    changes: [{ file: FINISH, code: 'AND d.attempts = row.attempts - 1 ', becomes: '' }],
    tests: OUTCOMES,
  },
  {
    name: 'of outcomes that come together only the first is written',
    changes: [
      {
        file: 'src/delivery/finisher.ts',
        code: 'together.map(({ attempt }) => attempt)',
        becomes: 'together.slice(0, 1).map(({ attempt }) => attempt)',
      },
    ],
    tests: OUTCOMES,
  },
  {
    name: 'leases go by the time of day',
    changes: [
      {
        file: 'src/delivery/claim.ts',
        code: 'const machine = clock.machine();',
        becomes: 'const machine = clock.now();',
      },
    ],
    tests: OUTCOMES,
  },
  {
    name: 'what nobody can find out counts as failed',
    changes: [
      {
        file: 'src/delivery/deliver.ts',
        code: "const state = uncertainSince ? 'unknown' : 'failed';",
        becomes: "const state = uncertainSince && delivery.attempts < 0 ? 'unknown' : 'failed';",
      },
    ],
    tests: ['test/rules/endings.test.ts'],
  },
  {
    name: 'the pause that a platform asks for is not kept',
    changes: [
      {
        file: 'src/delivery/deliver.ts',
        code: 'wakeAt: machine + outcome.forMs',
        becomes: 'wakeAt: machine',
      },
    ],
    tests: ['test/rules/endings.test.ts'],
  },
  {
    name: 'a lease that is over is not given up',
    changes: [
      {
        file: LEASES,
        code: 'WHERE until <= ${new Date(machine)}',
        becomes: 'WHERE until < ${new Date(0)} AND until <= ${new Date(machine)}',
      },
    ],
    tests: OUTCOMES,
  },
];
