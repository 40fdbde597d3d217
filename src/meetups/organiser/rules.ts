const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Time (ms) before the start from which organisers hear of places given up. */
const LATE_MS = 24 * HOUR_MS;
/** Time for which the organiser is told nothing, so that several who leave are one message ... */
export const BUNDLE_MS = 10 * MINUTE_MS;
/** ... and so long in the last hour. */
export const LAST_BUNDLE_MS = 2 * MINUTE_MS;
export const LAST_HOUR_MS = HOUR_MS;

/** @returns whether a place that is given up now is worth telling the organiser. @param startsAt, now ms since the epoch */
export function isLate(startsAt: number, now: number): boolean {
  return now >= startsAt - LATE_MS;
}
