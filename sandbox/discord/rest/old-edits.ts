import { LimitError } from './rate-limits.ts';

/**
 * The extra limit on edits of messages that are more than an hour old. Discord does not publish it; three in twenty
 * seconds per channel is what people have observed.
 */
const COUNT = 3;
const PER_MS = 20_000;

export class OldEdits {
  readonly #windows = new Map<string, { left: number; endsAt: number }>();

  /** Counts an edit, by the machine's clock. @throws {LimitError} 30046 */
  take(channelId: string): void {
    const now = Date.now();
    const open = this.#windows.get(channelId);
    const window = open && now < open.endsAt ? open : { left: COUNT, endsAt: now + PER_MS };
    this.#windows.set(channelId, window);
    if (window.left === 0) {
      const message = 'Maximum number of edits to messages older than 1 hour reached. Try again later';
      throw new LimitError(30046, message, window.endsAt - now);
    }
    window.left -= 1;
  }
}
