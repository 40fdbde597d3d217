import {
  type APIInteraction,
  ApplicationCommandOptionType,
  type Client,
  Events,
  GatewayDispatchEvents,
  type GatewayMessageCreateDispatchData,
  InteractionType,
  type REST,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Call, Member } from '../chat/call.ts';
import type { Receiver } from '../chat/platform.ts';
import { Recent } from '../chat/recent.ts';
import { answer, within } from './answer.ts';
import { LateForms } from './late-forms.ts';
import { callOf } from './receive.ts';
import { Reply } from './reply.ts';
import type { Requests } from './requests.ts';
import { callOfMessage, isForUs, replyTo } from './written.ts';

/** Longest wait for proposals: while somebody types they must be there within Discord's three seconds. */
const SUGGEST_WITHIN_MS = 2_500;
/** Longest time that `stop` waits for answers that are under way. */
export const STOP_WITHIN_MS = 4_000;

/** Time (ms) within which one person is shown the help once. */
const HELP_PAUSE_MS = 60_000;

export interface ListenOptions {
  /** Makes every request once. */
  sending: REST;
  /** Repeats a request whose answer is lost. */
  lookUps: REST;
  /** For what is posted without an interaction. */
  requests: Requests;
  /** @returns what somebody may do in a server, asked anew */
  member: (space: string, account: string) => Promise<Member>;
  log: Logger;
}

/** Takes the gateway's events to the receiver; knows what is under way. */
export class Listening {
  readonly #options: ListenOptions;
  readonly #receiver: Receiver;
  readonly #forms = new LateForms();
  readonly #heard = new Recent<true>();
  /** By channel and author: who was helped lately. */
  readonly #helped = new Recent<true>(HELP_PAUSE_MS);
  readonly #running = new Set<Promise<void>>();
  #stopping = false;

  constructor(options: ListenOptions, receiver: Receiver) {
    this.#options = options;
    this.#receiver = receiver;
  }

  /** Hears what a client is told, from before it connects. */
  listen(client: Client): void {
    client.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: APIInteraction | null) => {
      if (interaction && !this.#stopping) this.#run('answering', this.#receive(interaction, client));
    });
    client.ws.on(GatewayDispatchEvents.MessageCreate, (message: GatewayMessageCreateDispatchData | null) => {
      if (message && !this.#stopping) this.#run('answering a message', this.#hear(message, client.user?.id));
    });
    client.on(Events.GuildCreate, ({ id }) => this.#tell(id, true));
    // Not sent for a server that is only out of reach for a while.
    client.on(Events.GuildDelete, ({ id }) => this.#tell(id, false));
  }

  /** Takes nothing more, and resolves when what is under way is done, or after a while. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await within(Promise.allSettled(this.#running), STOP_WITHIN_MS);
  }

  async #receive(interaction: APIInteraction, client: Client): Promise<void> {
    const { sending, lookUps, log } = this.#options;
    const receivedAt = Date.now();
    // A gateway that resumes may tell again what we know: the copy is answered by what answers the first.
    if (this.#heard.remember(interaction.id, () => true))
      return log.info({ interaction: interaction.id }, 'discord: delivered again');
    const reply = new Reply(interaction, { sending, lookUps, log });
    const call = callOf(interaction, { receivedAt, ownerOf: (guild) => client.guilds.cache.get(guild)?.ownerId });
    if (!call) return log.warn({ interaction: interaction.id, type: interaction.type }, 'discord: unknown interaction');
    const late = call.kind === 'action' ? this.#forms.find(call.id) : undefined;
    if (late) return reply.showForm(late);
    if (call.kind === 'suggest') return this.#suggest(call, reply, asksNumber(interaction));
    await answer(reply, this.#receiver.receive(call), { forms: this.#forms, log, age: () => Date.now() - receivedAt });
  }

  /** Answers whoever writes to us, once in a while: who goes on writing has the help before them. */
  async #hear(message: GatewayMessageCreateDispatchData, me: string | undefined): Promise<void> {
    const { requests, member } = this.#options;
    if (me === undefined || !isForUs(message, me) || this.#heard.remember(message.id, () => true)) return;
    const call = callOfMessage(message, { receivedAt: Date.now(), member });
    const helped = this.#helped.remember(`${message.channel_id} ${message.author.id}`, () => true);
    // A code that all can read ends at once.
    if (helped && !(call.kind === 'said' && call.codes.length > 0)) return;
    const given = this.#receiver.receive(call);
    const result = await given.result;
    if (result.type !== 'card' && result.type !== 'private') return;
    await replyTo(requests, message, result.card);
    await given.shown?.();
  }

  async #suggest(call: Call, reply: Reply, asNumbers: boolean): Promise<void> {
    const options = await within(this.#receiver.suggest(call), SUGGEST_WITHIN_MS);
    await reply.suggest(options ?? [], asNumbers);
  }

  #tell(space: string, present: boolean): void {
    this.#run('telling of a server', this.#receiver.spaceChanged('discord', space, present));
  }

  /** Keeps count of what is under way, and keeps an error in it from ending the process. */
  #run(what: string, work: Promise<void>): void {
    const done: Promise<void> = work
      .catch((error: unknown) => this.#options.log.error({ err: error }, `discord: ${what} failed`))
      .finally(() => this.#running.delete(done));
    this.#running.add(done);
  }
}

/** The option that is being typed takes numbers: what is proposed for it must be numbers too. */
function asksNumber(interaction: APIInteraction): boolean {
  if (interaction.type !== InteractionType.ApplicationCommandAutocomplete) return false;
  const options = interaction.data.options.flatMap((one) => ('options' in one ? (one.options ?? []) : [one]));
  return options.some(
    (one) => 'focused' in one && one.focused === true && one.type !== ApplicationCommandOptionType.String,
  );
}
