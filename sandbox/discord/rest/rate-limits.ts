import { createHash } from 'node:crypto';
import { ApiError } from './errors.ts';
import type { Found } from './router.ts';

/** "All bots can make up to 50 requests per second": https://docs.discord.com/developers/topics/rate-limits */
const GLOBAL = { count: 50, perMs: 1000 };

interface Window {
  left: number;
  endsAt: number;
}

export interface Verdict {
  headers: Record<string, string>;
  /** Set when the request is over a limit. */
  refused?: { retryAfterMs: number; global: boolean };
}

/** Counts requests, by the machine's clock: each route by its first parameter, and all together. */
export class RateLimits {
  readonly #windows = new Map<string, Window>();
  #global: Window = { left: GLOBAL.count, endsAt: 0 };

  /** Counts a request. Requests that are refused are not counted. */
  take({ route, params }: Found): Verdict {
    const now = Date.now();
    if (!route.open) {
      if (now >= this.#global.endsAt) this.#global = { left: GLOBAL.count, endsAt: now + GLOBAL.perMs };
      if (this.#global.left <= 0) return refused({}, this.#global.endsAt - now, true);
    }
    const { limit } = route;
    if (!limit) {
      this.#global.left -= route.open ? 0 : 1;
      return { headers: {} };
    }
    const bucket = bucketOf(`${route.method} ${route.path}`);
    const window = this.#windowOf(`${bucket} ${majorOf(route.path, params)}`, limit, now);
    const over = window.left <= 0;
    if (!over) {
      window.left -= 1;
      this.#global.left -= route.open ? 0 : 1;
    }
    const headers = {
      'X-RateLimit-Bucket': bucket,
      'X-RateLimit-Limit': String(limit.count),
      'X-RateLimit-Remaining': String(window.left),
      'X-RateLimit-Reset': (window.endsAt / 1000).toFixed(3),
      'X-RateLimit-Reset-After': ((window.endsAt - now) / 1000).toFixed(3),
    };
    return over ? refused(headers, window.endsAt - now, false) : { headers };
  }

  #windowOf(key: string, limit: { count: number; perMs: number }, now: number): Window {
    const window = this.#windows.get(key);
    if (window && now < window.endsAt) return window;
    const fresh = { left: limit.count, endsAt: now + limit.perMs };
    this.#windows.set(key, fresh);
    return fresh;
  }
}

/** Headers and body of status 429. @param scope whose limit it is */
export function tooManyRequests(
  retryAfterMs: number,
  scope: 'user' | 'global' | 'shared',
): { headers: Record<string, string>; body: Record<string, unknown> } {
  const global = scope === 'global';
  return {
    headers: {
      'Retry-After': String(Math.ceil(retryAfterMs / 1000)),
      'X-RateLimit-Scope': scope,
      ...(global ? { 'X-RateLimit-Global': 'true' } : {}),
    },
    body: { message: 'You are being rate limited.', retry_after: retryAfterMs / 1000, global },
  };
}

/** Status 429 with a code and words of its own, from one endpoint's own limit. */
export class LimitError extends ApiError {
  readonly headers: Record<string, string>;

  constructor(code: number, message: string, retryAfterMs: number) {
    const { headers, body } = tooManyRequests(retryAfterMs, 'user');
    super(429, code, message, body);
    this.headers = headers;
  }
}

function refused(headers: Record<string, string>, retryAfterMs: number, global: boolean): Verdict {
  return { headers, refused: { retryAfterMs, global } };
}

function bucketOf(route: string): string {
  return createHash('sha256').update(route).digest('hex').slice(0, 32);
}

/** Channels, servers and webhooks (with their token) are counted apart. */
function majorOf(path: string, params: Record<string, string>): string {
  const major = path.startsWith('/webhooks') ? [params.application, params.token] : [params.channel ?? params.guild];
  return major.join('/');
}
