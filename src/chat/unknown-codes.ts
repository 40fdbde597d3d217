import type { Logger } from 'pino';

/** Says of each code of a platform's that no table of ours has, once: somebody is to look up what it means. */
export class UnknownCodes {
  readonly #log: Logger;
  readonly #said = new Set<string>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** @param code of the platform's, never words that a person wrote */
  say(code: string | number): void {
    if (this.#said.has(String(code))) return;
    this.#said.add(String(code));
    this.#log.warn({ code }, 'an error code that is in no table of ours');
  }
}
