import type { Message } from './messages.ts';
import type { OpenView } from './views.ts';

/** Something that a person sees. `interaction` tells what it answers, where that is known for sure. */
export type Happening = (
  | { kind: 'form'; view: OpenView }
  | { kind: 'message'; message: Message }
  | { kind: 'updated'; message: Message }
  | { kind: 'removed'; message: Message }
) & { interaction?: string | undefined };

/** Tells those who wait for an answer what has become visible. */
export class Happenings {
  readonly #listeners = new Set<(happening: Happening) => void>();

  /** @returns ends the listening */
  listen(listener: (happening: Happening) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(happening: Happening): void {
    for (const listener of this.#listeners) listener(happening);
  }
}
