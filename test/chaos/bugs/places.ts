import type { Bug } from '../bugs.ts';

const LATE = ['test/delivery/late.test.ts'];
const LATE_RULES = ['test/rules/late-places.test.ts'];
const CLOCKS = ['test/delivery/clock-set.test.ts'];

/** Mistakes with places in the queue of a limit, and with clocks that are set. */
export const PLACE_BUGS: readonly Bug[] = [
  {
    name: 'whoever misses a place has to be claimed anew',
    changes: [
      {
        file: 'src/delivery/pump.ts',
        code: ': this.#latecomers.book(late);',
        becomes: ": late.lease !== '' ? { wakeAt: this.#options.clock.machine() } : this.#latecomers.book(late);",
      },
    ],
    tests: LATE,
  },
  {
    name: 'a place is used however late, although others share the limit',
    changes: [
      { file: 'src/delivery/places.ts', code: 'const free = alone ||', becomes: 'const free = alone || at > 0 ||' },
    ],
    tests: LATE_RULES,
  },
  {
    name: 'the gate keeps the distances of one limit alone',
    changes: [
      {
        file: 'src/delivery/gate.ts',
        code: 'const limiting = lanes.filter(',
        becomes: 'const limiting = lanes.slice(0, 1).filter(',
      },
    ],
    tests: ['test/rules/gate.test.ts'],
  },
  {
    name: 'the worker of a lease is taken for dead when the clock is set forward',
    changes: [
      {
        file: 'src/delivery/leases.ts',
        code: 'const now = this.#clock.monotonic();',
        becomes: 'const now = this.#clock.machine();',
      },
    ],
    tests: CLOCKS,
  },
  {
    name: 'what waits is left where it was when the clock is set back',
    changes: [
      {
        file: 'src/delivery/clock-guard.ts',
        code: 'if (this.#open !== 0) await',
        becomes: 'if (this.#open > 0) await',
      },
    ],
    tests: CLOCKS,
  },
];
