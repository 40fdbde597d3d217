import {
  type APIInteraction,
  type APIMessage,
  DiscordAPIError,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  type REST,
  Routes,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Card, Option } from '../chat/card.ts';
import type { Form } from '../chat/form.ts';
import { shorten } from '../chat/shorten.ts';
import { logged } from './errors.ts';
import { markerIn } from './identity.ts';
import { renderCard } from './render/card.ts';
import { renderForm } from './render/form.ts';
import { SUGGESTION_TEXT_MAX, SUGGESTIONS_MAX } from './render/limits.ts';

export interface ReplyOptions {
  /** Makes every request once. */
  sending: REST;
  /** Repeats a request whose answer is lost. */
  lookUps: REST;
  log: Logger;
}

/** The interaction is not there (any more): more than three seconds, or fifteen minutes, have gone. */
const GONE = new Set<number | string>([10062, 10015, 50027]);
/** Another answer was first: ours that we thought was lost, or another process's. */
const ANSWERED = 40060;

function isAnswered(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === ANSWERED;
}

/**
 * The ways to answer one interaction. None rejects because Discord would not take an answer: that is logged, by code.
 * @see https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object
 */
export class Reply {
  readonly #interaction: APIInteraction;
  readonly #options: ReplyOptions;
  /** Somebody else has answered: what stands there is theirs, and not ours to change. */
  #taken = false;

  constructor(interaction: APIInteraction, options: ReplyOptions) {
    this.#interaction = interaction;
    this.#options = options;
  }

  /** It came from a message of ours, which can be replaced. */
  get onMessage(): boolean {
    return 'message' in this.#interaction && this.#interaction.message !== undefined;
  }

  /** BCP 47, of the person, when Discord says it. */
  get language(): string | undefined {
    return 'locale' in this.#interaction ? this.#interaction.locale : undefined;
  }

  /** A form cannot be the answer to a form. */
  get canShowForm(): boolean {
    return this.#interaction.type !== InteractionType.ModalSubmit;
  }

  /** A new message, as the first answer. */
  async show(card: Card, privately: boolean): Promise<void> {
    await this.#respond({ type: InteractionResponseType.ChannelMessageWithSource, data: message(card, privately) });
  }

  /** Replaces the message that was pressed, as the first answer. */
  async update(card: Card): Promise<void> {
    await this.#respond({ type: InteractionResponseType.UpdateMessage, data: this.#replacement(card) });
  }

  async showForm(form: Form): Promise<void> {
    await this.#respond({ type: InteractionResponseType.Modal, data: renderForm(form) });
  }

  /** Says that a new message will come. Of its flags Discord honours this one alone. */
  async defer(privately: boolean): Promise<void> {
    const data = privately ? { flags: MessageFlags.Ephemeral } : {};
    await this.#respond({ type: InteractionResponseType.DeferredChannelMessageWithSource, data });
  }

  /** Says that the message that was pressed may change; nothing is seen of it. */
  async deferUpdate(): Promise<void> {
    await this.#respond({ type: InteractionResponseType.DeferredMessageUpdate });
  }

  /** @param asNumbers the option takes numbers, so what is proposed must be numbers too */
  async suggest(options: readonly Option[], asNumbers: boolean): Promise<void> {
    const fits = ({ value, label }: Option) =>
      label.trim() !== '' && value.length <= SUGGESTION_TEXT_MAX && !(asNumbers && Number.isNaN(Number(value)));
    const choices = options.filter(fits).slice(0, SUGGESTIONS_MAX);
    const leftOut = options.length - choices.length;
    if (leftOut > 0) this.#options.log.warn({ leftOut }, 'discord: proposals that Discord would refuse');
    const data = {
      choices: choices.map(({ value, label }) => ({
        name: shorten(label, SUGGESTION_TEXT_MAX),
        value: asNumbers ? Number(value) : value,
      })),
    };
    await this.#respond({ type: InteractionResponseType.ApplicationCommandAutocompleteResult, data });
  }

  /** Fills the message that `defer` promised, or replaces the one that was pressed after `deferUpdate`. */
  async edit(card: Card): Promise<void> {
    const body = this.#replacement(card);
    await this.#amend('edit', () => this.#options.lookUps.patch(this.#original, { body, auth: false }));
  }

  /** Takes back what `defer` promised. */
  async withdraw(): Promise<void> {
    await this.#amend('withdraw', () => this.#options.lookUps.delete(this.#original, { auth: false }));
  }

  /** A further message, for the person alone. */
  async follow(card: Card): Promise<void> {
    const { application_id: application, token } = this.#interaction;
    const body = message(card, true);
    await this.#amend('follow', () =>
      this.#options.sending.post(Routes.webhook(application, token), { body, auth: false }),
    );
  }

  /**
   * Says something to the person alone for a while.
   * @returns its id, to take it back by; undefined when it was not taken
   */
  async note(words: string): Promise<string | undefined> {
    const { application_id: application, token } = this.#interaction;
    const body = message({ body: [{ type: 'text', text: words }] }, true);
    let id: string | undefined;
    await this.#amend('note', async () => {
      const sent = await this.#options.sending.post(Routes.webhook(application, token), { body, auth: false });
      id = (sent as Partial<APIMessage>).id;
    });
    return id;
  }

  async takeBack(note: string): Promise<void> {
    const { application_id: application, token } = this.#interaction;
    const route = Routes.webhookMessage(application, token, note);
    await this.#amend('take back', () => this.#options.lookUps.delete(route, { auth: false }));
  }

  get #original() {
    return Routes.webhookMessage(this.#interaction.application_id, this.#interaction.token, '@original');
  }

  /** A message that a delivery left keeps its marker, so that it can still be found. */
  #replacement(card: Card) {
    return renderCard(
      card,
      'message' in this.#interaction && this.#interaction.message ? markerIn(this.#interaction.message) : undefined,
    );
  }

  /**
   * An answer that was lost is given once more: when the first got through after all, Discord says so, and what follows
   * is still ours. When Discord says so at the first try, another copy of the interaction was answered.
   */
  async #respond(body: object): Promise<void> {
    const { id, token } = this.#interaction;
    const respond = () => this.#options.sending.post(Routes.interactionCallback(id, token), { body, auth: false });
    await this.#tell('respond', () =>
      respond().catch((error: unknown) => {
        this.#taken = isAnswered(error);
        if (error instanceof DiscordAPIError) throw error;
        return respond();
      }),
    );
  }

  /** Changes what was answered, unless that is not ours. */
  async #amend(what: string, ask: () => Promise<unknown>): Promise<void> {
    if (!this.#taken) await this.#tell(what, ask);
  }

  async #tell(what: string, ask: () => Promise<unknown>): Promise<void> {
    try {
      await ask();
    } catch (error) {
      const about = { interaction: this.#interaction.id, what, ...logged(error) };
      const code = error instanceof DiscordAPIError ? error.code : undefined;
      if (isAnswered(error)) this.#options.log.debug(about, 'discord: answered already');
      else if (code !== undefined && GONE.has(code)) this.#options.log.warn(about, 'discord: too late to answer');
      else this.#options.log.error(about, 'discord: answer not taken');
    }
  }
}

function message(card: Card, privately: boolean) {
  const payload = renderCard(card);
  return privately ? { ...payload, flags: payload.flags | MessageFlags.Ephemeral } : payload;
}
