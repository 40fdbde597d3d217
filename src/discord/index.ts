import {
  type APIInteraction,
  ApplicationCommandOptionType,
  Events,
  GatewayDispatchEvents,
  InteractionType,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Call } from '../chat/call.ts';
import type { Platform, Receiver } from '../chat/platform.ts';
import { answer, within } from './answer.ts';
import { registerCommands } from './commands.ts';
import { connect, createClient } from './connect.ts';
import { LateForms } from './late-forms.ts';
import { callOf } from './receive.ts';
import { renderCard } from './render/card.ts';
import { Reply } from './reply.ts';
import { createRequests } from './requests.ts';
import { createSendingRest } from './rest.ts';
import { edit, find, post } from './send.ts';
import { cannotPost, canReadHistory, describeSpace } from './spaces.ts';

export interface DiscordOptions {
  token: string;
  /** Where the API is, without its version ("http://127.0.0.1:4010/api"); Discord's own when left out. */
  apiUrl?: string;
  log: Logger;
}

/** What is proposed while typing must be there within Discord's three seconds. */
const SUGGEST_WITHIN_MS = 2_500;
/** How long `stop` waits for answers that are under way. */
const STOP_WITHIN_MS = 5_000;

/** @returns Discord behind the platform port; it connects in `start`, and posts and edits without it too */
export function createDiscord(options: DiscordOptions): Platform {
  const { token, apiUrl, log } = options;
  const client = createClient(options);
  const sending = createSendingRest(token, apiUrl);
  const sends = createRequests({ rest: sending, token, log });
  const lookUps = createRequests({ rest: client.rest, token, log });
  const forms = new LateForms();
  const running = new Set<Promise<void>>();
  let stopping = false;

  /** Keeps count of what is under way, and an error in it from ending the process. */
  function run(what: string, work: () => Promise<void>): void {
    const done: Promise<void> = work()
      .catch((error: unknown) => log.error({ err: error }, `discord: ${what} failed`))
      .finally(() => running.delete(done));
    running.add(done);
  }

  async function receive(receiver: Receiver, interaction: APIInteraction): Promise<void> {
    const receivedAt = Date.now();
    const reply = new Reply(interaction, { sending, lookUps: client.rest, log });
    const call = callOf(interaction, { receivedAt, ownerOf: (guild) => client.guilds.cache.get(guild)?.ownerId });
    if (!call) return log.warn({ interaction: interaction.id, type: interaction.type }, 'discord: unknown interaction');
    const late = call.kind === 'action' ? forms.find(call.id) : undefined;
    if (late) return reply.showForm(late);
    if (call.kind === 'suggest') return suggest(receiver, call, reply, asksNumber(interaction));
    await answer(reply, receiver.receive(call), { forms, log, age: () => Date.now() - receivedAt });
  }

  return {
    name: 'discord',

    async start(receiver, commands) {
      client.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: APIInteraction) => {
        if (!stopping) run('answering', () => receive(receiver, interaction));
      });
      const spaceChanged = (present: boolean) => (guild: { id: string }) =>
        run('telling of a server', () => receiver.spaceChanged('discord', guild.id, present));
      client.on(Events.GuildCreate, spaceChanged(true));
      // Not sent for a server that is only out of reach for a while.
      client.on(Events.GuildDelete, spaceChanged(false));
      const { application } = await connect(client, options);
      try {
        const written = await registerCommands(client.rest, application.id, commands);
        log.info({ guilds: client.guilds.cache.size, commandsWritten: written }, 'discord: connected');
      } catch (error) {
        await client.destroy();
        throw error;
      }
    },

    async stop() {
      stopping = true;
      await within(Promise.allSettled(running), STOP_WITHIN_MS);
      await client.destroy();
      for (const rest of [sending, client.rest]) {
        rest.clearHashSweeper();
        rest.clearHandlerSweeper();
      }
    },

    post: (target, card, key) => post(sends, target, card, key),
    find: (target, key, since) => find(sends, target, { key, since }, (channel) => canReadHistory(client, channel)),
    edit: (ref, card) => edit(sends, ref, card),
    fingerprint: (card) => JSON.stringify(renderCard(card)),
    describeSpace: (space) => describeSpace(client, lookUps, space),
    cannotPost: (space, channel) => cannotPost(client, lookUps, { space, channel }),
  };
}

async function suggest(receiver: Receiver, call: Call, reply: Reply, asNumber: boolean): Promise<void> {
  const options = await within(receiver.suggest(call), SUGGEST_WITHIN_MS);
  await reply.suggest(options ?? [], asNumber);
}

/** The option that is being typed takes numbers: what is proposed for it must be numbers too. */
function asksNumber(interaction: APIInteraction): boolean {
  if (interaction.type !== InteractionType.ApplicationCommandAutocomplete) return false;
  const flat = interaction.data.options.flatMap((one) =>
    'options' in one && one.options ? [one, ...one.options] : [one],
  );
  return flat.some(
    (one) => 'focused' in one && one.focused === true && one.type !== ApplicationCommandOptionType.String,
  );
}
