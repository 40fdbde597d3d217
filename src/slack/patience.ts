import { setTimeout as delay } from 'node:timers/promises';
import { webApi } from '@slack/bolt';

/** Longer than this nobody who waits for an answer is kept waiting for a look-up. */
const WAIT_MAX_MS = 2_000;

/** Asks, and once more when Slack says to wait a moment. @throws what the last try fails with */
export async function askPatiently<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof webApi.WebAPIRateLimitedError) || error.retryAfter * 1000 > WAIT_MAX_MS) throw error;
    await delay(error.retryAfter * 1000);
    return ask();
  }
}
