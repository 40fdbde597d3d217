/**
 * After an outage several reminders of one occurrence may be due at once: only the one closest to the start is worth
 * reading, and none when it has begun.
 * @param minutesBefore which reminder it is
 * @param startsAt, now ms since the epoch
 * @param all every reminder there is, in minutes before the start
 */
export function stillWorthSending(
  minutesBefore: number,
  { startsAt, now, all }: { startsAt: number; now: number; all: readonly number[] },
): boolean {
  if (now >= startsAt) return false;
  return !all.some((other) => other < minutesBefore && now >= startsAt - other * 60_000);
}
