import { setTimeout as pause } from 'node:timers/promises';

/**
 * Longest time that a wait lasts before its test fails, in ms. It matters in failure alone: on a machine that is busy
 * with other things what is waited for comes later, and the test passes all the same.
 */
const CEILING_MS = 90_000;
/**
 * The pauses between two looks grow: what comes at once is seen at once, and a long wait takes little of the processor.
 */
const PAUSES_MS = { first: 2, growth: 1.3, longest: 100 };
const SOURCE_SHOWN = 400;

/**
 * Longest time that the sandbox's platforms wait for the bot in tests, in ms, instead of three seconds: `patienceMs`.
 * That the bot answers in time is shown by the order of events, and by `bench/`.
 */
export const PATIENCE_MS = 60_000;

/**
 * Waits until a check passes, asking again and again.
 * @param check throws (as `expect` does) while it is not yet so
 * @param what is waited for, in words; the text of the check when left out
 * @returns what the check gives
 * @throws Error that says what was waited for and what was last seen
 */
export async function eventually<T>(check: () => T | Promise<T>, what = sourceOf(check)): Promise<T> {
  const end = performance.now() + CEILING_MS;
  for (let ms = PAUSES_MS.first; ; ms = Math.min(ms * PAUSES_MS.growth, PAUSES_MS.longest)) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw failure(what, error);
    }
    await pause(ms);
  }
}

/**
 * Waits until something is there, or holds.
 * @param look gives undefined, null or false while it is not yet so
 * @returns what `look` gives
 * @throws Error that says what was waited for and what `look` gave last
 */
export function until<T>(
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  what = sourceOf(look),
): Promise<T> {
  return eventually(async () => {
    const found = await look();
    if (found === undefined || found === null || found === false) throw new Error(String(found));
    return found;
  }, what);
}

function failure(what: string, last: unknown): Error {
  const seen = last instanceof Error ? last.message : String(last);
  return new Error(`Waited ${CEILING_MS / 1000} s for: ${what}\nLast seen: ${seen}`, { cause: last });
}

/** @returns the text of a function, without the prefix that Vite gives to imported names */
export function sourceOf(check: (...args: never[]) => unknown): string {
  return String(check)
    .replace(/\(0,\s*__vi_import_\d+__\.(\w+)\)|__vi_import_\d+__\./g, '$1')
    .replace(/\s+/g, ' ')
    .slice(0, SOURCE_SHOWN);
}
