import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Place, Room, type RoomLimits } from './room.ts';

/** Time (ms) that a request to a platform takes at most. */
const STOP_PATIENCE_MS = 10_000;

/** Something that waits for a platform. */
export interface Work {
  place: Place;
  /** Writes what comes of it; what it throws is a mistake of ours, or the database's. */
  run(): Promise<void>;
}

export interface WorkPoolOptions {
  /** Name of the works, for the log. */
  name: string;
  limits: RoomLimits;
  /** @returns what is due and there is room for, taken so that nobody else does it */
  take(room: Pick<Room, 'free' | 'full' | 'fitting'>): Promise<Work[]>;
  log: Logger;
}

/**
 * Does what waits for a platform, and lets nobody wait for it: whenever it is woken it takes what is due, as much as
 * there is room for. One that hangs holds its own place alone, and what fails is logged and found again by its row.
 */
export class WorkPool {
  readonly #options: WorkPoolOptions;
  readonly #room: Room;
  readonly #underWay = new Set<Promise<void>>();
  #taking: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(options: WorkPoolOptions) {
    this.#options = options;
    this.#room = new Room(options.limits);
  }

  /** Something may have become due. */
  wake(): void {
    this.#again = true;
    this.#taking ??= this.#takeAll().finally(() => {
      this.#taking = null;
    });
  }

  /** Takes nothing more, and lets what is under way finish. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const finished = (async () => {
      await this.#taking;
      await Promise.all(this.#underWay);
    })();
    await Promise.race([finished, delay(STOP_PATIENCE_MS, undefined, { ref: false })]);
  }

  /** Never rejects. What cannot be taken now is asked for at the next call. */
  async #takeAll(): Promise<void> {
    try {
      while (this.#again && !this.#stopped && this.#room.free > 0) {
        this.#again = false;
        const works = await this.#options.take(this.#room);
        for (const work of works) this.#start(work);
        // More may be due in places that those did not fill.
        if (works.length > 0) this.#again = true;
      }
    } catch (error) {
      this.#options.log.error({ err: error, works: this.#options.name }, 'work not taken');
    }
  }

  #start({ place, run }: Work): void {
    const leave = this.#room.take(place);
    const work = run()
      .catch((error) => this.#options.log.error({ err: error, works: this.#options.name }, 'work not done'))
      .finally(() => {
        leave();
        this.#underWay.delete(work);
        this.wake();
      });
    this.#underWay.add(work);
  }
}
