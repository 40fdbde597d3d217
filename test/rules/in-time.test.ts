import { expect, test } from 'vitest';
import { DEFER_AFTER_MS, FORM_AFTER_MS } from '../../src/discord/answer.ts';
import { ERRORS_PATIENCE_MS, FORM_PATIENCE_MS } from '../../src/slack/answer.ts';

/** Both platforms give three seconds; the pages are beside the limits themselves. */
const PLATFORM_MS = 3_000;
const NETWORK_MS = 1_000;

test.each(Object.entries({ DEFER_AFTER_MS, FORM_AFTER_MS, FORM_PATIENCE_MS, ERRORS_PATIENCE_MS }))(
  'a result that is late is promised while there is a second left for the network: %s',
  (_name, waitedMs) => {
    expect(waitedMs + NETWORK_MS).toBeLessThanOrEqual(PLATFORM_MS);
  },
);
