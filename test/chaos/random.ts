/** Chance that comes from a seed: the same seed gives the same numbers on every machine. */
export class Chance {
  #state: number;

  /** @param seed any whole number */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** @returns a number from 0 up to 1, by "mulberry32": 32 bits of state, and good enough to choose faults with */
  number(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let bits = this.#state;
    bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  /** @returns a whole number, both ends included */
  between(least: number, most: number): number {
    return least + Math.floor(this.number() * (most - least + 1));
  }

  happens(probability: number): boolean {
    return this.number() < probability;
  }

  one<const T>(choices: readonly [T, ...T[]]): T {
    return choices[this.between(0, choices.length - 1)] ?? choices[0];
  }

  /** Chooses by weight. */
  weighted<const T>(choices: readonly (readonly [weight: number, choice: T])[]): T {
    let left = this.number() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, choice] of choices) {
      left -= weight;
      if (left < 0) return choice;
    }
    throw new RangeError('There is nothing to choose from.');
  }
}
