/** So much at once, and so much per minute in the long run. */
export interface Rate {
  burst: number;
  perMinute: number;
}

/**
 * Tiers count calls per method, workspace and app; "bursts" above the number are tolerated to no stated degree, so none
 * are here. See https://docs.slack.dev/apis/web-api/rate-limits/
 */
export const TIERS = {
  1: { burst: 1, perMinute: 1 },
  2: { burst: 20, perMinute: 20 },
  3: { burst: 50, perMinute: 50 },
  4: { burst: 100, perMinute: 100 },
  /** "Hundreds per minute": auth.test, chat.getPermalink. */
  many: { burst: 600, perMinute: 600 },
} as const satisfies Record<string | number, Rate>;

export type Tier = keyof typeof TIERS;

/** "One message per second per channel", with "bursts over that limit for short periods". */
export const PER_CHANNEL: Rate = { burst: 5, perMinute: 60 };

/** "Several hundred messages per minute" in a whole workspace. */
export const PER_WORKSPACE: Rate = { burst: 300, perMinute: 300 };

/** Buckets of tokens, by the machine's clock. */
export class RateLimits {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  readonly #on: boolean;

  constructor(on: boolean) {
    this.#on = on;
  }

  /** Uses up one call. @returns undefined when it may be made, else the whole seconds after which the next one may */
  take(key: string, rate: Rate): number | undefined {
    if (!this.#on) return undefined;
    const now = Date.now();
    const bucket = this.#buckets.get(key) ?? { tokens: rate.burst, at: now };
    const perMs = rate.perMinute / 60_000;
    const tokens = Math.min(rate.burst, bucket.tokens + (now - bucket.at) * perMs);
    this.#buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    return tokens < 1 ? Math.max(1, Math.ceil((1 - tokens) / perMs / 1000)) : undefined;
  }
}
