import type { Card } from '../chat/card.ts';
import type { Form } from '../chat/form.ts';
import { mendingId } from '../chat/kept-actions.ts';
import type { Result } from '../chat/platform.ts';

const KEPT_MAX = 200;

/**
 * Forms that came when Discord takes no form any more: after a deferral, or as the answer to a form. A button offers
 * them instead. It brings back what was typed by itself; the form is also kept in memory, so that it need not come too
 * late once more.
 */
export class LateForms {
  readonly #forms = new Map<string, Form>();

  /** @returns the card whose button opens it */
  async offer({ form, late }: Result & { type: 'form' }): Promise<Card> {
    const card = await late();
    for (const block of card.body)
      for (const control of block.type === 'controls' ? block.controls : [])
        if (control.type === 'button') this.#forms.set(control.id, { ...form, id: mendingId(form.id) });
    for (const oldest of this.#forms.keys()) {
      if (this.#forms.size <= KEPT_MAX) break;
      this.#forms.delete(oldest);
    }
    return card;
  }

  /** @returns the form that a button opens, as long as it is known; it stays, since a form can be closed unsent */
  find(id: string): Form | undefined {
    return this.#forms.get(id);
  }
}
