import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Watch } from './database/watch.ts';

/** Longest time that all parts of a bot together may take to end what is under way, ms. */
export const WITHIN_MS = 5_000;
/** Time that each of those gets that come after that, to let go of its connections, ms. */
export const LATE_MS = 250;

/** Stops one part of a bot, and waits for it as long as that makes sense. */
export type Farewell = (part: string, stop: () => Promise<unknown>) => Promise<void>;

/**
 * Bounds the end of a bot: what hangs then is found again by the next start, as after a crash. Nothing waits for a
 * database that does not answer.
 */
export function createFarewell(watch: Watch, log: Logger): Farewell {
  let over: Promise<void> | undefined;
  return async (part, stop) => {
    over ??= delay(WITHIN_MS, undefined, { ref: false });
    const late = over.then(() => delay(LATE_MS, undefined, { ref: false }));
    const stopped = stop().catch((error: unknown) => log.warn({ err: error, part }, 'not stopped in order'));
    await watch.untilAway(Promise.race([stopped, late]));
  };
}
