import type { Logger } from 'pino';
import type { Card } from '../chat/card.ts';
import { Connection, ConnectionError, keepTrying, type RetryPauses } from '../chat/connection.ts';
import { drawnOnce } from '../chat/drawn-once.ts';
import { ConfigurationError, type Platform } from '../chat/platform.ts';
import { UnknownCodes } from '../chat/unknown-codes.ts';
import { addressOf } from './address.ts';
import { within } from './answer.ts';
import { CommandList } from './command-list.ts';
import { Gateway } from './gateway.ts';
import { countUnplanned, lanesOf, RATE } from './lanes.ts';
import { Listening } from './listen.ts';
import { reach } from './reach.ts';
import { excessOf, renderCard } from './render/card.ts';
import { createRequests, TokenGuard } from './requests.ts';
import { createLookUpRest, createSendingRest } from './rest.ts';
import { notifiable } from './roles.ts';
import { crosspost, edit, find, post, remove } from './send.ts';
import type { Shard } from './shard.ts';
import {
  canBeFollowed,
  cannotPost,
  canReadHistory,
  channelName,
  describeSpace,
  findChannel,
  findMember,
  findNamed,
  findRole,
  ownIdOf,
} from './spaces.ts';

const NAME = 'discord';

export interface DiscordOptions {
  token: string;
  /** Address of the API, without its version ("http://127.0.0.1:4010/api"); Discord's own when left out. */
  apiUrl?: string;
  /**
   * For all processes together; Discord raises it for large bots. What every bot may when left out; Infinity for a
   * server that has no limits.
   */
  requestsPerSecond?: number;
  /** The part of Discord's servers that is received here; all when left out. */
  shard?: Shard;
  /** Between tries to connect; the usual ones when left out. */
  pauses?: RetryPauses;
  log: Logger;
}

/** The list of commands may take so long (ms) before we connect without it. */
const COMMANDS_PATIENCE_MS = 5_000;

/** @returns Discord behind the platform port; it connects in `start`, and posts and edits without it too */
export function createDiscord(options: DiscordOptions): Platform {
  const { token, apiUrl, log, requestsPerSecond } = options;
  const rate = requestsPerSecond === undefined ? RATE : { alone: requestsPerSecond, shared: requestsPerSecond };
  const connection = new Connection({ platform: NAME, name: 'connection', log });
  const commandList = new Connection({ platform: NAME, name: 'commands', minor: true, log });
  const unknown = new UnknownCodes(log);
  const guard = new TokenGuard(new Connection({ platform: NAME, name: 'token', log }));
  const [sending, asking] = [createSendingRest(token, apiUrl), createLookUpRest(token, apiUrl, log)];
  const sends = createRequests({ rest: sending, token, guard, unknown });
  const lookUps = createRequests({ rest: asking, token, guard, unknown });
  const stopping = new AbortController();
  let gateway: Gateway | undefined;
  let listening: Listening | undefined;
  const client = () => gateway?.client;
  const me = ownIdOf(client, lookUps);

  return {
    name: NAME,

    async start(receiver, commands) {
      const member = (space: string, account: string) => findMember(lookUps, space, account);
      const heard = new Listening({ sending, lookUps: asking, requests: sends, member, log }, receiver);
      listening = heard;
      // Commands are the application's, not a shard's.
      const list = (options.shard?.id ?? 0) === 0 ? new CommandList({ rest: asking, commands, client, log }) : null;
      gateway = new Gateway({
        ...options,
        connection,
        listen: (one) => heard.listen(one),
        beforeIdentify: async () => {
          if (list) await within(list.keepWritten(commandList, stopping.signal, options.pauses), COMMANDS_PATIENCE_MS);
        },
      });
      const problem = await gateway.start();
      if (problem?.refused) throw new ConfigurationError(problem.sentence);
    },

    // Requests need no connection, only the token.
    async startSending() {
      const problem = await keepTrying(async () => void (await reach(options)), {
        connection,
        signal: stopping.signal,
        pauses: options.pauses,
        explain: (error) => (error instanceof ConnectionError ? error.problem : { sentence: String(error) }),
      });
      if (problem?.refused) throw new ConfigurationError(problem.sentence);
    },

    hears: () => (gateway ? gateway.hears : connection.isUp),

    connections: () => [
      connection.state,
      ...[commandList.state, guard.connection.state].filter(({ state }) => state !== 'starting'),
    ],

    async stop() {
      stopping.abort();
      await listening?.stop();
      await gateway?.stop();
      for (const rest of [sending, asking]) {
        rest.clearHashSweeper();
        rest.clearHandlerSweeper();
      }
    },

    lanes: (action, target) => lanesOf(rate, action, target),
    unplanned: countUnplanned(asking, rate),
    post: (target, card, key) => post(sends, target, card, key),
    find: (target, key, sought) =>
      find(sends, target, { key, ...sought }, (channel) => canReadHistory(me, lookUps, channel)),
    edit: (ref, card) => edit(sends, ref, card),
    delete: (ref) => remove(sends, ref),
    crosspost: (ref) => crosspost(sends, ref),
    canBeFollowed: (channel) => canBeFollowed(lookUps, channel),
    addressOf,
    fingerprint: drawnOnce((card: Card) => JSON.stringify(renderCard(card))),
    excess: excessOf,
    describeSpace: (space) => describeSpace(client(), lookUps, space),
    findChannel: (space, typed) => findChannel(lookUps, space, typed),
    findNamed: (space, names) => findNamed(lookUps, space, names),
    channelName: (space, channel) => channelName(lookUps, space, channel),
    findRole: (space, typed) => findRole(lookUps, space, typed),
    member: (space, account) => findMember(lookUps, space, account),
    notifiable: (place, role, account) => notifiable(lookUps, place, role, account),
    cannotPost: (space, channel) => cannotPost(me, lookUps, { space, channel }),
  };
}
