/** A reminder that is late by so much that the next one follows within this time is not sent. */
const APART_MS = 2 * 60 * 60_000;

/**
 * Tells whether a reminder is still worth sending. After an outage several of one occurrence may be late at once: only
 * the one closest to the start is worth reading, and none when it has begun.
 * @param minutesBefore which reminder it is
 * @param startsAt, now ms since the epoch
 * @param all every reminder there is, in minutes before the start
 */
export function isWorthSending(
  minutesBefore: number,
  { startsAt, now, all }: { startsAt: number; now: number; all: readonly number[] },
): boolean {
  if (now >= startsAt) return false;
  return !all.some((other) => other < minutesBefore && now >= startsAt - other * 60_000 - APART_MS);
}
