import type { Fault } from './contract.ts';

/** A fault as it stands in the list. */
export interface FaultSeen extends Fault {
  id: string;
  /** Number of requests that it has struck. */
  struck: number;
}

interface Listed {
  fault: FaultSeen;
  pattern: RegExp;
  toLetThrough: number;
  released: Promise<void>;
  release: () => void;
}

/** Everything that goes wrong on purpose. A fault stays listed, with how often it struck, until it is removed. */
export class Faults {
  readonly #listed = new Map<string, Listed>();
  #added = 0;

  /**
   * @throws {SyntaxError} when `on` is not a regular expression
   * @throws {RangeError} when there is a fault of that id
   */
  add(fault: Fault): FaultSeen {
    const pattern = new RegExp(fault.on);
    this.#added += 1;
    const id = fault.id ?? `fault-${this.#added}`;
    if (this.has(id)) throw new RangeError(`There is a fault "${id}" already.`);
    const { promise, resolve } = Promise.withResolvers<void>();
    const seen = { ...fault, id, struck: 0 };
    this.#listed.set(id, {
      fault: seen,
      pattern,
      toLetThrough: fault.after ?? 0,
      released: promise,
      release: resolve,
    });
    return { ...seen };
  }

  /** Removes a fault and lets go the requests it holds. @returns false when there is none of that id */
  remove(id: string): boolean {
    this.#listed.get(id)?.release();
    return this.#listed.delete(id);
  }

  removeAll(): void {
    for (const id of [...this.#listed.keys()]) this.remove(id);
  }

  has(id: string): boolean {
    return this.#listed.has(id);
  }

  list(): FaultSeen[] {
    return [...this.#listed.values()].map(({ fault }) => ({ ...fault }));
  }

  /**
   * The first fault, in order of arrival, that strikes this request; the request is counted against it. A request
   * that one fault lets through may be struck by the next.
   * @param request "METHOD /path" (Discord) or the method's name (Slack)
   */
  strike(platform: Fault['platform'], request: string): Fault | undefined {
    for (const listed of this.#listed.values()) {
      const { fault, pattern } = listed;
      if (fault.platform !== platform || fault.struck >= (fault.times ?? Infinity) || !pattern.test(request)) continue;
      if (listed.toLetThrough > 0) {
        listed.toLetThrough -= 1;
        continue;
      }
      fault.struck += 1;
      return { ...fault };
    }
    return undefined;
  }

  /** Resolves when the fault has been removed; at once when it has been already. */
  async released(fault: Fault): Promise<void> {
    await this.#listed.get(fault.id ?? '')?.released;
  }
}
