import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

// Workers, and the processes that tests start, need not compile anew what `npm start` has compiled once.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

/** Files that change the whole process, so that each has one of its own. Needs no database. */
const ALONE = ['test/http/proxy.test.ts'];

const project = (test: NonNullable<Extract<TestProjectConfiguration, { test?: unknown }>['test']>) => ({
  test: {
    unstubEnvs: true,
    restoreMocks: true,
    // These matter in failure alone: a wait for a condition gives up earlier, and says what it waited for.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 90_000, interval: 20 } },
    env: { TZ: 'Pacific/Auckland' },
    ...test,
  },
});

export default defineConfig({
  test: {
    reporters: ['default', './test/closing-line.ts'],
    // Most of a scenario is waiting: more at a time than there are cores.
    maxWorkers: 7,
    sequence: { sequencer: LongestFirst },
    projects: [
      // A worker loads the bot once and not for each file; docs/testing.md says what that asks of a test.
      project({
        name: 'shared',
        include: ['test/**/*.test.ts'],
        exclude: ALONE,
        globalSetup: 'test/global-setup.ts',
        isolate: false,
      }),
      project({ name: 'alone', include: ALONE }),
    ],
  },
});
