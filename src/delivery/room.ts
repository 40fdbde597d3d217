/** The place in which a platform is asked for something: our id of the space, and the platform's own of the channel. */
export interface Place {
  space: string;
  channel: string;
}

/** Largest number of works that may wait for a platform at a time: in all, of one space, and of one channel. */
export interface RoomLimits {
  all: number;
  space: number;
  channel: number;
}

/**
 * Counts works that wait for a platform. A channel that does not answer holds what it has itself and no more, and a
 * space where no channel answers leaves most to the others.
 */
export class Room {
  readonly #limits: RoomLimits;
  readonly #held = new Counts();

  constructor(limits: RoomLimits) {
    this.#limits = limits;
  }

  /** Number of works that there is room for in all. */
  get free(): number {
    return this.#limits.all - this.#held.all;
  }

  /** @returns spaces, and channels, in which there is no room for another when there are also these works */
  full(works: readonly Place[] = []): { spaces: string[]; channels: string[] } {
    const counts = this.#with(works);
    return {
      spaces: keysOf(counts.spaces, this.#limits.space),
      channels: keysOf(counts.channels, this.#limits.channel),
    };
  }

  /** @returns those of the works, the first first, that there is room for together */
  fitting<T extends Place>(works: readonly T[]): T[] {
    const counts = this.#with([]);
    return works.filter((work) => {
      const fits = this.#fits(work, counts);
      if (fits) counts.add(work, 1);
      return fits;
    });
  }

  /** Takes room for one. @returns gives it back, and tells whether there was none left for another in its place */
  take({ space, channel }: Place): () => boolean {
    const held = { space, channel };
    let left = false;
    this.#held.add(held, 1);
    return () => {
      const full = !this.#fits(held, this.#held);
      if (!left) this.#held.add(held, -1);
      left = true;
      return full;
    };
  }

  #fits({ space, channel }: Place, { all, spaces, channels }: Counts): boolean {
    const { all: most, space: mostInSpace, channel: mostInChannel } = this.#limits;
    return all < most && (spaces.get(space) ?? 0) < mostInSpace && (channels.get(channel) ?? 0) < mostInChannel;
  }

  #with(works: readonly Place[]): Counts {
    const counts = new Counts(this.#held);
    for (const work of works) counts.add(work, 1);
    return counts;
  }
}

/** Number of works under way: in all, in each space and in each channel. */
class Counts {
  all: number;
  readonly spaces: Map<string, number>;
  readonly channels: Map<string, number>;

  constructor(from?: Counts) {
    this.all = from?.all ?? 0;
    this.spaces = new Map(from?.spaces);
    this.channels = new Map(from?.channels);
  }

  add({ space, channel }: Place, by: 1 | -1): void {
    this.all += by;
    count(this.spaces, space, by);
    count(this.channels, channel, by);
  }
}

function count(counts: Map<string, number>, key: string, by: number): void {
  const now = (counts.get(key) ?? 0) + by;
  if (now > 0) counts.set(key, now);
  else counts.delete(key);
}

function keysOf(counts: ReadonlyMap<string, number>, limit: number): string[] {
  return [...counts].filter(([, held]) => held >= limit).map(([key]) => key);
}
