/** The first second of 2015, from which Discord counts: https://docs.discord.com/developers/reference#snowflakes */
const EPOCH = 1_420_070_400_000;
const PER_MS = 4096;

/** Gives out ids that grow. They tell the machine's time, so that a search "after this id" agrees with real time. */
export class Snowflakes {
  #ms = 0;
  #increment = 0;

  next(): string {
    const now = Math.max(Date.now(), this.#ms);
    if (now > this.#ms) {
      this.#ms = now;
      this.#increment = 0;
    } else {
      this.#increment += 1;
      if (this.#increment === PER_MS) {
        this.#ms += 1;
        this.#increment = 0;
      }
    }
    return ((BigInt(this.#ms - EPOCH) << 22n) | BigInt(this.#increment)).toString();
  }
}

/** @returns when an id was given out, in ms since the epoch by the machine's clock */
export function timeOf(id: string): number {
  return Number(BigInt(id) >> 22n) + EPOCH;
}

/** @returns whether a text can be an id at all */
export function isSnowflake(text: string): boolean {
  return /^\d{1,20}$/.test(text);
}

/** Orders ids by age, oldest first. */
export function byAge(one: { id: string }, other: { id: string }): number {
  const [left, right] = [BigInt(one.id), BigInt(other.id)];
  return left < right ? -1 : Number(left > right);
}
