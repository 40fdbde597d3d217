import type { Platform } from '../chat/platform.ts';
import { transaction } from '../database/transaction.ts';
import { stopwatch } from '../time/clock.ts';
import { book, lockPaces } from './booking.ts';
import { AHEAD_MS, type ClaimedDelivery, lanesOf } from './claim.ts';
import { type DeliveryOptions, LEASE_MS } from './deliver.ts';
import { renewLeases } from './leases.ts';
import { type Instead, type Leeway, type Place, placeOf } from './places.ts';

/** One that has missed its place. */
export interface Late {
  delivery: ClaimedDelivery;
  lease: string;
  missed: Place;
}

/**
 * Gives those that missed their place another one, all that are late at a time together: they keep their lease, so each
 * is sent as soon as the limits allow, however often it is late. What they missed is given back.
 */
export class Latecomers {
  readonly #options: DeliveryOptions;
  readonly #platform: Platform;
  readonly #leeway: Leeway;
  #waiting: (Late & { done(instead: Instead): void })[] = [];
  #booking = false;

  constructor(options: DeliveryOptions, platform: Platform, leeway: Leeway) {
    this.#options = options;
    this.#platform = platform;
    this.#leeway = leeway;
  }

  book(late: Late): Promise<Instead> {
    this.#leeway.miss(this.#options.clock.machine() - late.missed.at);
    const { promise, resolve } = Promise.withResolvers<Instead>();
    this.#waiting.push({ ...late, done: resolve });
    if (!this.#booking) void this.#work();
    return promise;
  }

  async #work(): Promise<void> {
    this.#booking = true;
    while (this.#waiting.length > 0) {
      const together = this.#waiting;
      this.#waiting = [];
      const given = await this.#give(together).catch((error) => {
        this.#options.log.warn({ err: error, platform: this.#platform.name }, 'no other places given out');
        return new Map<Late, Instead>();
      });
      for (const late of together) late.done(given.get(late) ?? { wakeAt: this.#options.clock.machine() });
    }
    this.#booking = false;
  }

  async #give(all: readonly Late[]): Promise<Map<Late, Instead>> {
    const { db, clock, presence } = this.#options;
    const age = stopwatch(clock);
    const leewayMs = this.#leeway.ms;
    return transaction(db, async (tx) => {
      await lockPaces(tx);
      const now = clock.machine();
      // One that is over went to somebody else: whatever is written of it is left out then.
      const renewed = await renewLeases(tx, [...new Set(all.map(({ lease }) => lease))], now + LEASE_MS);
      const held = all.filter(({ lease }) => renewed.has(lease));
      const booked = await book(tx, {
        wishes: held.map((item) => ({ item, lanes: lanesOf(this.#platform, item.delivery) })),
        missed: held.map(({ missed }) => missed.taken),
        by: presence,
        now,
        until: now + AHEAD_MS,
        leewayMs,
      });
      return new Map<Late, Instead>([
        ...booked.go.map((go) => [go.item, { place: placeOf(go, booked, leewayMs), age }] as const),
        ...booked.later.map(({ item, at }) => [item, { wakeAt: at }] as const),
      ]);
    });
  }
}
