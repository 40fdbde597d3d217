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
        file: LEASES,
        code: 'const now = this.#clock.monotonic();',
        becomes: 'const now = this.#clock.now();',
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
        code: 'wakeAt: machine + Math.min(outcome.forMs, LONGEST_WAIT_MS)',
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
        code: 'leases.filter(({ id }) => this.#isOver(id, now))',
        becomes: "leases.filter(({ id }) => id === '' && this.#isOver(id, now))",
      },
    ],
    tests: OUTCOMES,
  },
];
