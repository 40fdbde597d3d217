import { randomUUID } from 'node:crypto';
import type { Card } from '../chat/card.ts';
import type { Form } from '../chat/form.ts';

const PREFIX = 'late-form:';
const KEPT_MAX = 200;

/**
 * Forms that came when Discord takes no form any more: after a deferral, or as the answer to a form. A button offers
 * them instead. They are kept in memory, and the oldest dropped: whoever presses too late asks anew.
 */
export class LateForms {
  readonly #forms = new Map<string, Form>();

  /** @returns a card, in the form's own words, whose button opens it */
  offer(form: Form): Card {
    const id = PREFIX + randomUUID();
    this.#forms.set(id, form);
    for (const oldest of this.#forms.keys()) {
      if (this.#forms.size <= KEPT_MAX) break;
      this.#forms.delete(oldest);
    }
    return { body: [{ type: 'controls', controls: [{ type: 'button', id, label: form.title, style: 'primary' }] }] };
  }

  /** @returns the form that a button opens; it stays, since a form can be closed unsent */
  find(id: string): Form | undefined {
    return this.#forms.get(id);
  }
}
