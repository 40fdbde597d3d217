import { setTimeout as delay } from 'node:timers/promises';
import type { Platform } from '../chat/platform.ts';
import { stopwatch } from '../time/clock.ts';
import { AHEAD_MS, type Claimed, type ClaimedDelivery, claimDeliveries, roomOf } from './claim.ts';
import { ATTEMPT_MS, attempt, type DeliveryOptions, LEASE_MS, makeOnce, type Occasion } from './deliver.ts';
import type { Ending } from './finish.ts';
import { Finisher } from './finisher.ts';
import type { Gate } from './gate.ts';
import { type Late, Latecomers } from './latecomers.ts';
import { endLease } from './leases.ts';
import { admit, type HeldPlace, type Instead, Leeway } from './places.ts';
import { Room } from './room.ts';
import { Slots } from './slots.ts';

/** Requests under way at a time: enough for 50 a second at a platform that takes two seconds to answer. */
export const AT_ONCE = 128;
/**
 * Taken at a time, those that wait for their place included: so many that the limits are used up, and so few that a
 * space or channel that does not answer leaves most to the others.
 */
const TAKEN = { all: Number.POSITIVE_INFINITY, space: 40, channel: 4 };
/** The most that are claimed together: more than the limits of a whole platform let through in `AHEAD_MS`. */
const BATCH_MIN = 64;
/** Largest batch where nothing limits them: larger batches cost less each. */
const BATCH_MAX = 512;
/** A batch that takes longer is made smaller: what is urgent waits behind two of them. */
const BATCH_LONG_MS = 200;
/** Somebody else may have postponed what is due then. Longer than between two rounds of the sweep, which wake it. */
const IDLE_MS = 1_500;
const AFTER_ERROR_MS = 500;
/** An attempt begins so long after its lease was taken at most, or the lease would end before it. */
const BEGIN_WITHIN_MS = LEASE_MS - ATTEMPT_MS;
const STOP_PATIENCE_MS = 4_000;

/** One that was claimed, with the lease on it. */
interface Held extends HeldPlace {
  delivery: ClaimedDelivery;
  lease: string;
  once: Occasion['once'];
}

/** Sends what is due on one platform, as fast as its limits let through, until it is stopped. */
export class Pump {
  readonly #options: DeliveryOptions;
  readonly #platform: Platform;
  readonly #gate: Gate;
  readonly #finisher: Finisher;
  readonly #slots = new Slots(AT_ONCE);
  readonly #room = new Room(TAKEN);
  readonly #leeway = new Leeway();
  readonly #latecomers: Latecomers;
  readonly #underWay = new Set<Promise<void>>();
  readonly #running: Promise<void>;
  /** Number of those that were taken and have not been tried yet. */
  #untried = 0;
  /** Number of these that wait for their turn: what a platform does not answer holds up nothing that may be claimed. */
  #unbegun = 0;
  #batch = BATCH_MIN;
  /** Nothing was due the last time. */
  #idle = false;
  #stopped = false;
  #woken = Promise.withResolvers<void>();
  #begun = Promise.withResolvers<void>();

  constructor(options: DeliveryOptions, platform: Platform, gate: Gate) {
    this.#options = options;
    this.#gate = gate;
    this.#platform = platform;
    this.#latecomers = new Latecomers(options, platform, this.#leeway);
    this.#finisher = new Finisher(options, () => this.#untried > 0);
    this.#running = this.#run();
  }

  /** Something may have become due. */
  wake(): void {
    this.#woken.resolve();
  }

  /** Takes nothing more, and lets what is under way finish. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.wake();
    const finished = this.#running.then(() => Promise.all(this.#underWay));
    await Promise.race([finished, delay(STOP_PATIENCE_MS, undefined, { ref: false })]);
    this.#finisher.stop();
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      // Renewed before looking, so that a call while looking is not missed.
      this.#woken = Promise.withResolvers();
      try {
        const since = stopwatch(this.#options.clock);
        const claimed = await this.#claim();
        this.#idle = claimed.deliveries.length === 0 && !claimed.more;
        this.#start(claimed, since);
        await this.#rest(claimed);
        this.#adapt(claimed.deliveries.length, since());
      } catch (error) {
        this.#options.log.error({ err: error, platform: this.#platform.name }, 'deliveries not claimed');
        await this.#options.clock.sleep(AFTER_ERROR_MS);
      }
    }
  }

  #claim(): Promise<Claimed> {
    const { db, clock, presence } = this.#options;
    return claimDeliveries(db, {
      platform: this.#platform,
      by: presence,
      clock,
      leaseMs: LEASE_MS,
      max: this.#batch,
      leewayMs: this.#leeway.ms,
      room: this.#room,
      idle: this.#idle,
    });
  }

  /** @param tookMs until it made sense to claim again */
  #adapt(claimed: number, tookMs: number): void {
    const better = claimed === this.#batch && tookMs < BATCH_LONG_MS / 2 ? this.#batch * 2 : this.#batch;
    const kept = claimed < this.#batch || tookMs > BATCH_LONG_MS ? this.#batch / 2 : better;
    this.#batch = Math.min(BATCH_MAX, Math.max(BATCH_MIN, kept));
  }

  #start({ lease, deliveries }: Claimed, age: HeldPlace['age']): void {
    if (lease === null) return;
    const once = makeOnce();
    const work = Promise.all(
      deliveries.map(({ delivery, place }) => this.#deliver({ delivery, lease, place, age, once })),
    )
      .then(() => this.#leeway.settle())
      .then(() => endLease(this.#options.db.prisma, lease))
      // It is over after a while, and what it still holds then is looked for.
      .catch((error) => this.#options.log.warn({ err: error, lease }, 'lease not ended'))
      .finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  async #deliver(held: Held): Promise<void> {
    this.#untried += 1;
    this.#unbegun += 1;
    const leave = this.#room.take(roomOf(held.delivery));
    let begun = false;
    const begin = () => {
      if (!begun) this.#unbegun -= 1;
      begun = true;
      this.#begun.resolve();
    };
    const ending = await this.#attempt(held, begin).finally(() => {
      begin();
      this.#untried -= 1;
      // Others may have waited for it.
      if (leave()) this.wake();
    });
    await this.#finisher.finish({ delivery: held.delivery, ending });
  }

  /** Makes one attempt when it is time. @param begin called when its turn has come */
  async #attempt({ delivery, lease, once, ...first }: Held, begin: () => void): Promise<Ending> {
    await this.#gate.wait(first.place.at);
    // Waiting for a slot may take long, too; it is kept while another place is found. It is free before the outcome is
    // written.
    return this.#slots.run(async (): Promise<Ending> => {
      const admitted = await admit(this.#gate, first, BEGIN_WITHIN_MS, (missed) =>
        this.#again({ delivery, lease, missed }),
      );
      begin();
      if ('answered' in admitted)
        return attempt(this.#options, delivery, this.#platform, once).finally(admitted.answered);
      // The limits let nothing through soon: given back, as if nothing had been tried.
      return { state: 'pending', wakeAt: admitted.wakeAt, uncertainSince: delivery.triedBefore, waited: true };
    });
  }

  async #again(late: Late): Promise<Instead> {
    return this.#stopped ? { wakeAt: this.#options.clock.machine() } : this.#latecomers.book(late);
  }

  /** Waits until it makes sense to claim again. */
  async #rest({ deliveries, more, nextAt }: Claimed): Promise<void> {
    const { clock } = this.#options;
    const now = clock.machine();
    while (this.#unbegun > this.#batch) {
      this.#begun = Promise.withResolvers();
      await this.#begun.promise;
    }
    if (!more) return this.#sleep(Math.min(IDLE_MS, nextAt - now));
    const last = Math.min(deliveries.at(-1)?.place.at ?? Number.POSITIVE_INFINITY, now + AHEAD_MS);
    // The limits let no more through for now: half of what was claimed ahead is sent first.
    if (last > now + AHEAD_MS / 2) await clock.sleep(last - now - AHEAD_MS / 2);
  }

  async #sleep(ms: number): Promise<void> {
    if (ms <= 0) return;
    const awake = new AbortController();
    const slept = this.#options.clock.sleep(ms, awake.signal).catch(() => undefined);
    await Promise.race([this.#woken.promise, slept]);
    awake.abort();
  }
}
