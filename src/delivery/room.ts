/** Where a platform is asked for something: our id of the space, and the platform's own of the channel. */
export interface Place {
  space: string;
  channel: string;
}

/** How many works may wait for a platform at a time: in all, of one space, and of one channel. */
export interface RoomLimits {
  all: number;
  space: number;
  channel: number;
}

/**
 * Counts works that wait for a platform. A channel that does not answer holds what it has itself and no more, and a space
 * where no channel answers leaves most to the others.
 */
export class Room {
  readonly #limits: RoomLimits;
  readonly #held = new Set<Place>();

  constructor(limits: RoomLimits) {
    this.#limits = limits;
  }

  /** How many more there is room for in all. */
  get free(): number {
    return this.#limits.all - this.#held.size;
  }

  /** @returns spaces, and channels, in which there is no room for another */
  full(): { spaces: string[]; channels: string[] } {
    return {
      spaces: keysOf(
        counted(this.#held, ({ space }) => space),
        this.#limits.space,
      ),
      channels: keysOf(
        counted(this.#held, ({ channel }) => channel),
        this.#limits.channel,
      ),
    };
  }

  /** @returns those of the works, the first first, that there is room for together */
  fitting<T extends Place>(works: readonly T[]): T[] {
    const spaces = counted(this.#held, ({ space }) => space);
    const channels = counted(this.#held, ({ channel }) => channel);
    const fits: T[] = [];
    for (const work of works) {
      const [inSpace, inChannel] = [spaces.get(work.space) ?? 0, channels.get(work.channel) ?? 0];
      const full = inSpace >= this.#limits.space || inChannel >= this.#limits.channel;
      if (full || fits.length >= this.free) continue;
      spaces.set(work.space, inSpace + 1);
      channels.set(work.channel, inChannel + 1);
      fits.push(work);
    }
    return fits;
  }

  /** Takes room for one. @returns gives it back, and tells whether there was none left for another in its place */
  take({ space, channel }: Place): () => boolean {
    const held = { space, channel };
    this.#held.add(held);
    return () => {
      const full = this.fitting([held]).length === 0;
      this.#held.delete(held);
      return full;
    };
  }
}

function counted(places: Iterable<Place>, keyOf: (place: Place) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const place of places) counts.set(keyOf(place), (counts.get(keyOf(place)) ?? 0) + 1);
  return counts;
}

function keysOf(counts: ReadonlyMap<string, number>, limit: number): string[] {
  return [...counts].filter(([, count]) => count >= limit).map(([key]) => key);
}
