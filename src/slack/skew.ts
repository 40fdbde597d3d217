/**
 * Distance by which Slack's clock is ahead of this machine's, from the `Date` of its answers; 0 as long as none has
 * told.
 * https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1
 */
export class Skew {
  #ms = 0;

  /** @param date the header of an answer that came just now */
  note(date: string | undefined, now = Date.now()): void {
    const told = Date.parse(date ?? '');
    if (!Number.isNaN(told)) this.#ms = told - now;
  }

  /** @param at ms since the epoch, by this machine's clock @returns the same instant by Slack's, to about a second */
  there(at: number): number {
    return at + this.#ms;
  }
}
