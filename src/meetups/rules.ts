/** Time that a meetup is taken to last when nobody said so. */
const ASSUMED_LENGTH_MS = 3 * 60 * 60 * 1000;

/** Times at which a meetup begins and, where somebody said so, ends: ms since the epoch. */
interface Times {
  startsAt: number;
  endsAt: number | null;
}

/** @returns when a meetup is over, ms since the epoch */
export function endOf({ startsAt, endsAt }: Times): number {
  return endsAt ?? startsAt + ASSUMED_LENGTH_MS;
}

/** @returns whether nobody can answer or cancel it any more */
export function isOver(times: Times, now: number): boolean {
  return endOf(times) <= now;
}

/** @returns of meetups without an end, those that began after this are not over yet: ms since the epoch */
export function runningSince(now: number): number {
  return now - ASSUMED_LENGTH_MS;
}
