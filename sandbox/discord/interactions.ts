import { randomBytes } from 'node:crypto';
import type { StoredMessage } from './messages.ts';
import { alreadyAcknowledged, invalidWebhookToken, unknownInteraction, unknownWebhook } from './rest/errors.ts';
import type { Snowflakes } from './snowflakes.ts';
import type { Choice } from './validate/command-options.ts';
import type { Modal } from './validate/modal.ts';
import type { Channel, User } from './world.ts';

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type */
export const COMMAND = 2;
export const COMPONENT = 3;
export const AUTOCOMPLETE = 4;
export const MODAL_SUBMIT = 5;

/** "You must send an initial response within 3 seconds"; "tokens are valid for 15 minutes". */
const ACKNOWLEDGE_WITHIN_MS = 3_000;
const TOKEN_VALID_MS = 15 * 60_000;

/** Event that ends the wait for an interaction's outcome. */
export type Happening =
  | { kind: 'acknowledged'; callback: number }
  | { kind: 'expired' }
  /** The first answer (or the message that was pressed) was edited with the interaction's token. */
  | { kind: 'edited'; message: StoredMessage }
  /** The first answer was deleted with the interaction's token. */
  | { kind: 'withdrawn' }
  | { kind: 'followed-up'; message: StoredMessage };

interface Beginning {
  type: typeof COMMAND | typeof COMPONENT | typeof AUTOCOMPLETE | typeof MODAL_SUBMIT;
  user: User;
  channel: Channel;
  /** The message whose component was used, also that which led to a form. */
  message?: StoredMessage | undefined;
}

/** Something that a person did and the bot has to answer. */
export class Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: Beginning['type'];
  readonly user: User;
  readonly channel: Channel;
  readonly message: StoredMessage | undefined;
  /** Time in ms of `performance.now()`, as `acknowledgedAt`: whole milliseconds are too coarse for measurements. */
  readonly beganAt = performance.now();
  acknowledgedAt: number | undefined;
  expired = false;
  /** The message that `@original` means. */
  original: StoredMessage | undefined;
  /** Messages that were made with its token. */
  readonly made = new Set<string>();
  choices: Choice[] = [];
  modal: Modal | undefined;
  readonly #watchers = new Set<(happening: Happening) => void>();

  constructor(id: string, { type, user, channel, message }: Beginning) {
    this.id = id;
    this.token = Buffer.from(`interaction:${id}:${randomBytes(48).toString('hex')}`).toString('base64url');
    this.type = type;
    this.user = user;
    this.channel = channel;
    this.message = message;
  }

  /** @returns ends the watching */
  watch(watcher: (happening: Happening) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  tell(happening: Happening): void {
    for (const watcher of [...this.#watchers]) watcher(happening);
  }
}

/** All interactions that the bot may still answer. */
export class Interactions {
  readonly #byToken = new Map<string, Interaction>();
  readonly #deadlines = new Map<Interaction, NodeJS.Timeout>();
  readonly #ids: Snowflakes;
  readonly #patienceMs: number;

  constructor(ids: Snowflakes, patienceMs = ACKNOWLEDGE_WITHIN_MS) {
    this.#ids = ids;
    this.#patienceMs = patienceMs;
  }

  /** Begins an interaction; its three seconds run from here. */
  begin(beginning: Beginning): Interaction {
    this.#forgetOld();
    const interaction = new Interaction(this.#ids.next(), beginning);
    this.#byToken.set(interaction.token, interaction);
    this.#deadlines.set(
      interaction,
      setTimeout(() => this.#expire(interaction), this.#patienceMs),
    );
    return interaction;
  }

  /** @returns the interaction that waits for its first answer @throws {ApiError} 10062, 40060 */
  waiting(id: string, token: string): Interaction {
    const interaction = this.#byToken.get(token);
    if (!interaction || interaction.id !== id || interaction.expired) throw unknownInteraction();
    if (interaction.acknowledgedAt !== undefined) throw alreadyAcknowledged();
    return interaction;
  }

  acknowledge(interaction: Interaction, callback: number): void {
    clearTimeout(this.#deadlines.get(interaction));
    this.#deadlines.delete(interaction);
    interaction.acknowledgedAt = performance.now();
    interaction.tell({ kind: 'acknowledged', callback });
  }

  /** @returns an interaction that has been answered, for more answers @throws {ApiError} 10015, 50027 */
  answered(token: string): Interaction {
    const interaction = this.#byToken.get(token);
    if (!interaction || interaction.acknowledgedAt === undefined) throw unknownWebhook();
    if (performance.now() - interaction.beganAt > TOKEN_VALID_MS) throw invalidWebhookToken();
    return interaction;
  }

  close(): void {
    for (const interaction of this.#deadlines.keys()) this.#expire(interaction);
  }

  #expire(interaction: Interaction): void {
    clearTimeout(this.#deadlines.get(interaction));
    this.#deadlines.delete(interaction);
    interaction.expired = true;
    interaction.tell({ kind: 'expired' });
  }

  /** Keeps them twice as long as they are valid, to tell an old token from a wrong one. */
  #forgetOld(): void {
    for (const [token, { beganAt }] of this.#byToken) {
      if (performance.now() - beganAt < 2 * TOKEN_VALID_MS) return;
      this.#byToken.delete(token);
    }
  }
}
