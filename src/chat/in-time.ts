import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits for work, but not for long. What comes of it later counts for nothing.
 * @param ms how long, at most
 * @param late makes what is thrown when it takes longer
 */
export async function inTime<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
  const done = new AbortController();
  const patience = delay(ms, undefined, { signal: done.signal, ref: false }).then(() => {
    throw late();
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    patience.catch(() => undefined);
    done.abort();
  }
}
