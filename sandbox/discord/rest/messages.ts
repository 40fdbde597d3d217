import type { Core } from '../core.ts';
import { MESSAGE_CONTENT } from '../gateway/intents.ts';
import { messageJson, withoutContent } from '../message-json.ts';
import { CROSSPOSTED, type StoredMessage } from '../messages.ts';
import type { Json } from '../objects.ts';
import { MANAGE_MESSAGES, SEND_MESSAGES } from '../permissions.ts';
import { edit, flag, post, remove } from '../posting.ts';
import { isSnowflake } from '../snowflakes.ts';
import { Fields, FormErrors, refuse } from '../validate/form.ts';
import { readChange, readDraft } from '../validate/message.ts';
import { ANNOUNCEMENT, type Channel } from '../world.ts';
import { channelFor, mayReadHistory, mustMay, mustReach } from './access.ts';
import { alreadyCrossposted, authoredByAnother, missingAccess, unknownMessage, wrongChannelType } from './errors.ts';
import { OldEdits } from './old-edits.ts';
import type { Call, Reply, Route } from './router.ts';

const LIST_DEFAULT = 50;
const LIST_MAX = 100;
const HOUR_MS = 3_600_000;

/**
 * Messages in channels. The limits are those commonly observed; Discord publishes none.
 * @param limited false lifts the limit on edits of old messages
 */
export function messageRoutes(limited: boolean): Route[] {
  const oldEdits = limited ? new OldEdits() : undefined;
  const one = '/channels/:channel/messages/:message';
  const fiveInFive = { count: 5, perMs: 5000 };
  return [
    { method: 'GET', path: '/channels/:channel/messages', limit: { count: 10, perMs: 5000 }, does: list },
    { method: 'POST', path: '/channels/:channel/messages', limit: fiveInFive, does: create },
    { method: 'GET', path: one, limit: { count: 10, perMs: 5000 }, does: getOne },
    { method: 'PATCH', path: one, limit: fiveInFive, does: (call) => change(call, oldEdits) },
    { method: 'DELETE', path: one, limit: { count: 5, perMs: 1000 }, does: destroy },
    { method: 'POST', path: `${one}/crosspost`, limit: { count: 10, perMs: HOUR_MS }, does: crosspost },
    { method: 'POST', path: '/channels/:channel/typing', limit: fiveInFive, does: typing },
  ];
}

function create({ core, params, body, files }: Call): Reply {
  const channel = channelFor(core, params.channel);
  mustReach(core, channel);
  const draft = readDraft(body, 'channel', [], files.length);
  const again =
    draft.enforceNonce && draft.nonce !== undefined
      ? core.messages.withNonce(core.world.bot.id, draft.nonce)
      : undefined;
  const message = again ?? post(core, { channel, author: core.world.bot, draft, files });
  const nonce = draft.nonce === undefined ? {} : { nonce: draft.nonce };
  return { status: 200, body: { ...messageJson(core.world, core.messages, message), ...nonce } };
}

function getOne({ core, params }: Call): Reply {
  const channel = channelFor(core, params.channel);
  if (!mayReadHistory(core, channel)) throw missingAccess();
  return { status: 200, body: seen(core, messageIn(core, channel, params.message)) };
}

/** Newest first; `before`, `after` and `around` exclude one another. */
function list({ core, params, query }: Call): Reply {
  const channel = channelFor(core, params.channel);
  const { limit, before, after, around } = readQuery(query);
  if (!mayReadHistory(core, channel)) return { status: 200, body: [] };
  const all = core.messages.inChannel(channel.id);
  const older = (id: string) => all.filter((message) => BigInt(message.id) < BigInt(id));
  const newer = (id: string) => all.filter((message) => BigInt(message.id) > BigInt(id));
  let chosen: readonly StoredMessage[];
  if (around !== undefined) {
    const half = Math.floor(limit / 2);
    const middle = all.filter(({ id }) => id === around);
    chosen = [...last(older(around), half), ...middle, ...newer(around).slice(0, half)];
  } else if (after !== undefined) chosen = newer(after).slice(0, limit);
  else chosen = last(before === undefined ? all : older(before), limit);
  return { status: 200, body: chosen.map((message) => seen(core, message)).reverse() };
}

function change({ core, params, body, files }: Call, oldEdits: OldEdits | undefined): Reply {
  const channel = channelFor(core, params.channel);
  const message = messageIn(core, channel, params.message);
  if (message.authorId !== core.world.bot.id) throw authoredByAnother();
  const wanted = readChange(body, message, 'channel', [], files.length);
  if (core.clock.now() - message.postedAt > HOUR_MS) oldEdits?.take(channel.id);
  edit(core, message, wanted, files);
  return { status: 200, body: messageJson(core.world, core.messages, message) };
}

function destroy({ core, params }: Call): Reply {
  const channel = channelFor(core, params.channel);
  const message = messageIn(core, channel, params.message);
  if (message.authorId !== core.world.bot.id) mustMay(core, channel, MANAGE_MESSAGES);
  remove(core, message);
  return { status: 204 };
}

function crosspost({ core, params }: Call): Reply {
  const channel = channelFor(core, params.channel);
  if (channel.type !== ANNOUNCEMENT) throw wrongChannelType();
  const message = messageIn(core, channel, params.message);
  mustMay(core, channel, message.authorId === core.world.bot.id ? SEND_MESSAGES : MANAGE_MESSAGES);
  if (message.flags & CROSSPOSTED) throw alreadyCrossposted();
  flag(core, message, CROSSPOSTED);
  return { status: 200, body: messageJson(core.world, core.messages, message) };
}

function typing({ core, params }: Call): Reply {
  mustReach(core, channelFor(core, params.channel));
  return { status: 204 };
}

/** Messages for one person are not in the channel for the bot. @throws {ApiError} 10008 */
function messageIn(core: Core, channel: Channel, id: string | undefined): StoredMessage {
  const message = core.messages.get(id ?? '');
  if (!message || message.channelId !== channel.id || message.onlyFor !== undefined) throw unknownMessage();
  return message;
}

function seen(core: Core, message: StoredMessage): Json {
  const json = messageJson(core.world, core.messages, message);
  return core.privileged & MESSAGE_CONTENT ? json : withoutContent(core.world, message, json);
}

function readQuery(query: URLSearchParams): { limit: number; before?: string; after?: string; around?: string } {
  const fields = new Fields(new FormErrors(), [], Object.fromEntries(query));
  const limit = fields.integer('limit', { min: 1, max: LIST_MAX }) ?? LIST_DEFAULT;
  fields.errors.throwIfAny();
  const places = ['before', 'after', 'around'].filter((name) => query.has(name));
  for (const name of places) {
    const value = query.get(name) ?? '';
    if (!isSnowflake(value)) refuse([name], 'NUMBER_TYPE_COERCE', `Value "${value}" is not snowflake.`);
  }
  return { limit, ...Object.fromEntries(places.slice(0, 1).map((name) => [name, query.get(name) ?? ''])) };
}

function last<Item>(items: readonly Item[], count: number): readonly Item[] {
  return count === 0 ? [] : items.slice(-count);
}
