import type { Person } from './directory.ts';
import { Refusal } from './refusal.ts';

/** Triggers that are remembered, so that a used or expired one is told from one that never was. */
const KEPT = 10_000;

interface Trigger {
  person: Person;
  interaction: string;
  issuedAt: number;
  used: boolean;
}

/** The ids that let an app open a modal: once, and soon. */
export class Triggers {
  readonly #triggers = new Map<string, Trigger>();
  readonly #lifetimeMs: number;
  #count = 0;

  /** @param lifetimeMs "Triggers expire in three seconds": https://docs.slack.dev/interactivity/handling-user-interaction/#modal_responses */
  constructor(lifetimeMs: number) {
    this.#lifetimeMs = lifetimeMs;
  }

  /** @param interaction the id of what the person did */
  issue(person: Person, interaction: string): string {
    const now = Date.now();
    const [oldest] = this.#triggers.keys();
    if (this.#triggers.size >= KEPT && oldest !== undefined) this.#triggers.delete(oldest);
    this.#count += 1;
    const id = `${now}.${this.#count}.${interaction.replaceAll('-', '')}`;
    this.#triggers.set(id, { person, interaction, issuedAt: now, used: false });
    return id;
  }

  /**
   * Uses a trigger up, unless `use` throws. Names of errors: https://docs.slack.dev/reference/methods/views.open (the
   * guide speaks of trigger_expired and trigger_exchanged, which the methods do not list).
   * @throws {Refusal} invalid_trigger_id, exchanged_trigger_id, expired_trigger_id, and what `use` throws
   */
  exchange<Result>(id: string, use: (person: Person, interaction: string) => Result): Result {
    const trigger = this.#triggers.get(id);
    if (trigger === undefined) throw new Refusal('invalid_trigger_id');
    if (trigger.used) throw new Refusal('exchanged_trigger_id');
    if (Date.now() - trigger.issuedAt > this.#lifetimeMs) throw new Refusal('expired_trigger_id');
    const result = use(trigger.person, trigger.interaction);
    trigger.used = true;
    return result;
  }
}
