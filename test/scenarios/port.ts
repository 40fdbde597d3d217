import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { startBot } from '../../src/bot.ts';
import type { Call, CallBody, Member } from '../../src/chat/call.ts';
import type { Card } from '../../src/chat/card.ts';
import { type Platform, type Receiver, type Result, SendError } from '../../src/chat/platform.ts';
import { connect, type Database } from '../../src/database/client.ts';
import { createLog } from '../../src/log.ts';
import { SettableClock } from '../../src/time/clock.ts';
import type { WebServers } from '../../src/web-servers.ts';
import { freshDatabase } from '../database/harness.ts';
import { eventually } from '../waiting.ts';

/** Somebody, and the space from which they call; "" in direct messages that belong to no space. */
export interface Caller {
  id: string;
  space: string;
}

/** The bot behind its port, where a call may say anything: what no client of a platform would send, too. */
export interface Port {
  db: Database;
  clock: SettableClock;
  /** Everything that was logged, as it was written. */
  logged: string[];
  /** @param member what the platform says of the caller: asked in the call's space, or in the one a button names */
  allows(caller: string, space: string, member: Member): void;
  does(caller: Caller, body: CallBody): Promise<Result>;
  /** The bot was taken out of a space, or put back. */
  spaceChanged(space: string, present: boolean): Promise<void>;
  /** @returns the cards that stand with somebody or in a channel, as they are now; the newest last */
  shownTo(accountOrChannel: string): string[];
  suggestions(caller: Caller, path: string[], field: string, values: Record<string, string>): Promise<string>;
  stop(): Promise<void>;
}

const NOBODY: Member = { mayManage: false, roles: [] };

/** @param first when the platform's first try to connect is over @param servers where the bot answers by HTTP */
export async function startPort(
  now: string,
  { first, servers }: { first?: Promise<void>; servers?: WebServers } = {},
): Promise<Port> {
  const clock = new SettableClock();
  clock.set(Date.parse(now));
  const logged: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged.push(String(chunk));
      done();
    },
  });
  const members = new Map<string, Member>();
  const cards: Cards = new Map();
  const memberOf = (account: string, space: string) => members.get(`${account} ${space}`) ?? NOBODY;
  let receiver: Receiver | undefined;
  const database = await freshDatabase();
  const bot = await startBot({
    databaseUrl: database.url,
    clock,
    log: createLog('trace', sink),
    platforms: [
      platform(memberOf, cards, async (given) => {
        receiver = given;
        await first;
      }),
    ],
    servers,
  });
  const db = connect(database.url);
  const callOf = ({ id, space }: Caller, body: CallBody): Call => ({
    callId: randomUUID(),
    space: { platform: 'discord', id: space },
    channel: `channel-of-${space}`,
    account: { platform: 'discord', tenant: '', id },
    member: async () => (space === '' ? NOBODY : memberOf(id, space)),
    receivedAt: Date.now(),
    ...body,
  });
  const there = () => receiver as Receiver;
  return {
    db,
    clock,
    logged,
    allows: (caller, space, member) => members.set(`${caller} ${space}`, member),
    does: (caller, body) => there().receive(callOf(caller, body)).result,
    spaceChanged: (space, present) => there().spaceChanged('discord', space, present),
    shownTo: (place) =>
      [...cards.values()].filter((one) => one.place === place).map(({ card }) => JSON.stringify(card)),
    async suggestions(caller, path, field, values) {
      return JSON.stringify(await there().suggest(callOf(caller, { kind: 'suggest', path, field, values })));
    },
    async stop() {
      await bot.stop();
      await db.close();
      await database.drop();
    },
  };
}

/** Cards that were posted and edited, by the message's id. */
type Cards = Map<string, { place: string; card: Card }>;

/** Takes every message, and knows every space, channel and role that is asked for. */
function platform(
  memberOf: (account: string, space: string) => Member,
  cards: Cards,
  start: (receiver: Receiver) => Promise<void>,
): Platform {
  let posted = 0;
  return {
    name: 'discord',
    start,
    startSending: async () => undefined,
    hears: () => true,
    connections: () => [],
    stop: async () => undefined,
    lanes: () => [],
    unplanned: () => [],
    post: async (target, card) => {
      posted += 1;
      const message = `message-${posted}`;
      cards.set(message, { place: 'channel' in target ? target.channel : target.account, card });
      const channel = 'channel' in target ? target.channel : `direct-${target.account}`;
      return { space: target.space, channel, message };
    },
    find: async () => null,
    edit: async ({ message }, card) => {
      const before = cards.get(message);
      if (before) cards.set(message, { ...before, card });
    },
    delete: async () => undefined,
    fingerprint: (card) => JSON.stringify(card),
    excess: () => 0,
    describeSpace: async (space) => ({ name: `Place ${space}` }),
    findChannel: async (space, typed) => (typed === `channel-of-${space}` ? typed : null),
    // One that is made for announcements there is in some spaces alone.
    findNamed: async (space, names) =>
      space.startsWith('board') && names.includes('opslag') ? `channel-of-${space}` : null,
    channelName: async (_space, channel) => channel,
    findRole: async (_space, typed) => typed,
    // It has such a thing, but does not tell where.
    canBeFollowed: () => Promise.reject(new SendError({ kind: 'not-sent' })),
    member: async (space, account) => memberOf(account, space),
    notifiable: async (_place, role) => ({ name: `@${role}`, people: 12 }),
    cannotPost: async (space, channel) => (channel === `channel-of-${space}` ? null : 'channel-gone'),
  };
}

/** @returns all that a person is shown, forms and errors included */
export async function wordsOf(result: Result): Promise<string> {
  if (result.type === 'invalid') return JSON.stringify([result.mistakes, await result.card()]);
  return JSON.stringify(result);
}

/** @returns the id of the button or menu of a kind on a card */
export function idIn(result: Result, action: string): string {
  const found = new RegExp(`"id":"(${action.replaceAll('.', '\\.')}(?::[^"]*)?)"`).exec(JSON.stringify(result))?.[1];
  if (!found) throw new Error(`No ${action} in ${JSON.stringify(result)}`);
  return found;
}

/** Waits until nothing is on its way any more. */
export function settled({ db }: Port): Promise<void> {
  return eventually(async () => {
    const open = await db.prisma.delivery.count({ where: { state: 'pending' } });
    const counted = await db.prisma.announcement.count({ where: { underWay: true } });
    const [stale] = await db.prisma.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM "Placement" WHERE shown < changes AND message IS NOT NULL AND NOT gone`;
    if (open + counted + (stale?.count ?? 0) > 0) throw new Error('Something is still on its way.');
  });
}
