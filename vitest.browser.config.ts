import { defineConfig } from 'vitest/config';

/**
 * The tests in a browser: `npm run test:browser`; and the pictures in docs/: `npm run pictures`. Both need Chromium,
 * which npm does not bring.
 */
export default defineConfig(({ mode }) => ({
  test: {
    include: mode === 'pictures' ? ['test/browser/pictures.ts'] : ['test/browser/**/*.browser.ts'],
    globalSetup: 'test/global-setup.ts',
    reporters: ['default', './test/closing-line.ts'],
    // A browser, a bot and a database for each: more than one at a time only makes all of them slow.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { TZ: 'Pacific/Auckland' },
  },
}));
