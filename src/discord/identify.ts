import type { APIGatewaySessionStartLimit } from 'discord.js';

/** Time in ms that counts as "again and again". */
const RECENT_MS = 10 * 60_000;
/** Pause (ms) after the second connection within it; twice as long after each further one. */
const PAUSE_FIRST_MS = 5_000;
const PAUSE_LONGEST_MS = 5 * 60_000;
/** After Discord's counter was set back it may be a moment late. */
const RESET_MARGIN_MS = 1_000;

/**
 * Decides when to identify. Discord allows 1,000 a day, over all shards; whoever needs more loses all sessions and the
 * token.
 * https://docs.discord.com/developers/events/gateway#rate-limiting
 *
 * Discord itself counts over restarts: the first half of a day's connections is free, the second half is spread evenly
 * over what is left of the day, so that no loop of restarts uses it up.
 */
export class IdentifyBudget {
  readonly #now: () => number;
  #recent: number[] = [];
  #notBefore: number | undefined;

  /** @param now a clock that only runs forward, in ms */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** @param limit as Discord says just now @returns how long to wait, in ms; 0: now */
  waitMs(limit: Partial<APIGatewaySessionStartLimit> = {}): number {
    const now = this.#now();
    const { remaining = Number.POSITIVE_INFINITY, reset_after: resetMs = 0 } = limit;
    if (remaining <= 0) {
      this.#notBefore = undefined;
      return resetMs + RESET_MARGIN_MS;
    }
    this.#notBefore ??= Math.max(now + spreadMs(limit), this.#pauseEnd(now));
    return Math.max(0, this.#notBefore - now);
  }

  /** To be called right before identifying. */
  spend(): void {
    this.#recent.push(this.#now());
    this.#notBefore = undefined;
  }

  #pauseEnd(now: number): number {
    this.#recent = this.#recent.filter((at) => now - at < RECENT_MS);
    const further = this.#recent.length - 2;
    const last = this.#recent.at(-1);
    if (further < 0 || last === undefined) return now;
    return last + Math.min(PAUSE_LONGEST_MS, PAUSE_FIRST_MS * 2 ** further);
  }
}

function spreadMs({
  total = 0,
  remaining = 1,
  reset_after: resetMs = 0,
}: Partial<APIGatewaySessionStartLimit>): number {
  return remaining > total / 2 ? 0 : resetMs / remaining;
}
