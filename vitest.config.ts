import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/global-setup.ts',
    reporters: ['default', './test/closing-line.ts'],
    // Most of a scenario is waiting: more at a time than there are cores.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    // A worker loads the bot once and not for each file; docs/testing.md says what that asks of a test.
    isolate: false,
    unstubEnvs: true,
    restoreMocks: true,
    // These matter in failure alone: a wait for a condition gives up earlier, and says what it waited for.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 90_000, interval: 20 } },
    env: { TZ: 'Pacific/Auckland' },
  },
});
