import { Status } from 'discord.js';
import type { Logger } from 'pino';
import type { Card } from '../chat/card.ts';
import { drawnOnce } from '../chat/drawn-once.ts';
import type { Platform } from '../chat/platform.ts';
import { registerCommands } from './commands.ts';
import { connect, createClient, reach } from './connect.ts';
import { forgetContents } from './forget.ts';
import { countUnplanned, lanesOf, RATE } from './lanes.ts';
import { Listening } from './listen.ts';
import { excessOf, renderCard } from './render/card.ts';
import { createRequests } from './requests.ts';
import { createSendingRest } from './rest.ts';
import { notifiable } from './roles.ts';
import { crosspost, edit, find, post, remove } from './send.ts';
import type { Shard } from './shard.ts';
import {
  canBeFollowed,
  cannotPost,
  canReadHistory,
  describeSpace,
  findChannel,
  findMember,
  findRole,
  ownIdOf,
} from './spaces.ts';

export interface DiscordOptions {
  token: string;
  /** Where the API is, without its version ("http://127.0.0.1:4010/api"); Discord's own when left out. */
  apiUrl?: string;
  /**
   * For all processes together; Discord raises it for large bots. What every bot may when left out; Infinity for a server
   * that has no limits.
   */
  requestsPerSecond?: number;
  /** Which part of Discord's servers is received here; all when left out. */
  shard?: Shard;
  log: Logger;
}

/** @returns Discord behind the platform port; it connects in `start`, and posts and edits without it too */
export function createDiscord(options: DiscordOptions): Platform {
  const { token, apiUrl, log, requestsPerSecond } = options;
  const rate = requestsPerSecond === undefined ? RATE : { alone: requestsPerSecond, shared: requestsPerSecond };
  const client = createClient(options);
  const sending = createSendingRest(token, apiUrl);
  const sends = createRequests({ rest: sending, token, log });
  const lookUps = createRequests({ rest: client.rest, token, log });
  const me = ownIdOf(client, lookUps);
  const stopForgetting = forgetContents(client);
  let listening: Listening | undefined;
  return {
    name: 'discord',

    async start(receiver, commands) {
      listening = new Listening({ client, sending, log }, receiver);
      const { application } = await connect(client, options);
      try {
        // Commands are the application's, not a shard's.
        const written =
          (options.shard?.id ?? 0) === 0 && (await registerCommands(client.rest, application.id, commands));
        log.info({ guilds: client.guilds.cache.size, commandsWritten: written }, 'discord: connected');
      } catch (error) {
        await client.destroy();
        throw error;
      }
    },

    hears: () => !listening || client.ws.shards.every(({ status }) => status === Status.Ready),

    // Requests need no connection, only the token.
    startSending: async () => void (await reach(options)),

    async stop() {
      await listening?.stop();
      stopForgetting();
      await client.destroy();
      for (const rest of [sending, client.rest]) {
        rest.clearHashSweeper();
        rest.clearHandlerSweeper();
      }
    },

    lanes: (action, target) => lanesOf(rate, action, target),
    unplanned: countUnplanned(client.rest, rate),
    post: (target, card, key) => post(sends, target, card, key),
    find: (target, key, since) =>
      find(sends, target, { key, since }, (channel) => canReadHistory(me, lookUps, channel)),
    edit: (ref, card) => edit(sends, ref, card),
    delete: (ref) => remove(sends, ref),
    crosspost: (ref) => crosspost(sends, ref),
    canBeFollowed: (channel) => canBeFollowed(lookUps, channel),
    fingerprint: drawnOnce((card: Card) => JSON.stringify(renderCard(card))),
    excess: excessOf,
    describeSpace: (space) => describeSpace(client, lookUps, space),
    findChannel: (space, typed) => findChannel(lookUps, space, typed),
    findRole: (space, typed) => findRole(lookUps, space, typed),
    member: (space, account) => findMember(lookUps, space, account),
    notifiable: (place, role, account) => notifiable(lookUps, place, role, account),
    cannotPost: (space, channel) => cannotPost(me, lookUps, { space, channel }),
  };
}
