import { type APIMessage, type GatewayMessageCreateDispatchData, MessageType, Routes } from 'discord.js';
import type { Call, Member } from '../chat/call.ts';
import type { Card } from '../chat/card.ts';
import { codesIn } from '../chat/codes.ts';
import { writesForHelp } from '../chat/lost.ts';
import { SendError } from '../chat/platform.ts';
import { markerOf, nonceOf } from './identity.ts';
import { renderNew } from './render/card.ts';
import type { Requests } from './requests.ts';
import { post } from './send.ts';

type Written = Pick<
  GatewayMessageCreateDispatchData,
  'id' | 'type' | 'channel_id' | 'guild_id' | 'author' | 'webhook_id' | 'content' | 'mentions'
>;

/** A mention of a person or a role. https://docs.discord.com/developers/reference#message-formatting */
const MENTION = /<@[!&]?\d+>/g;

/** Other kinds are what Discord itself says: somebody joined, a message was pinned. */
const BY_PEOPLE: readonly MessageType[] = [MessageType.Default, MessageType.Reply];

/**
 * @param me our own id
 * @returns whether a person wrote to us: in direct messages, or naming us in a channel. An answer to a message of ours
 * counts as a mention for Discord and not for us: people answer each other below a card. Nor do we answer any bot.
 */
export function isForUs(message: Written, me: string): boolean {
  const { type, author, webhook_id: webhook, guild_id: guild } = message;
  if (!BY_PEOPLE.includes(type) || webhook !== undefined || author?.bot || author?.system || !author?.id) return false;
  if (author.id === me) return false;
  if (guild === undefined) return true;
  return message.mentions.some(({ id }) => id === me) && new RegExp(`<@!?${me}>`).test(message.content);
}

/** @param surroundings `member`: asks what somebody may do in a server. `receivedAt`: ms, by the machine's clock */
export function callOfMessage(
  message: Written,
  { receivedAt, member }: { receivedAt: number; member: (space: string, account: string) => Promise<Member> },
): Call {
  const { id, guild_id: space = '', channel_id: channel, author } = message;
  let asked: Promise<Member> | undefined;
  return {
    callId: id,
    space: { platform: 'discord', id: space },
    channel,
    account: { platform: 'discord', tenant: '', id: author.id },
    member: () => {
      asked ??= space === '' ? Promise.resolve({ mayManage: false, roles: [] }) : member(space, author.id);
      return asked;
    },
    receivedAt,
    kind: 'said',
    codes: space === '' ? [] : codesIn(message.content),
    asksForHelp: writesForHelp(message.content.replace(MENTION, ' ')),
  };
}

/**
 * Answers a message, once: under a nonce that Discord enforces, so that a lost answer may be repeated. Where we may not
 * write, its author is told directly.
 * @throws {SendError} when neither was taken
 */
export async function replyTo(requests: Requests, message: Written, card: Card): Promise<void> {
  const key = `help ${message.id}`;
  const body = {
    ...renderNew(card, markerOf(key)),
    nonce: nonceOf(key),
    enforce_nonce: true,
    message_reference: { message_id: message.id, fail_if_not_exists: false },
  };
  const reply = () =>
    requests<APIMessage>(false, (rest) => rest.post(Routes.channelMessages(message.channel_id), { body }));
  try {
    await reply().catch((error: unknown) => (mayHaveArrived(error) ? reply() : Promise.reject(error)));
  } catch (error) {
    if (message.guild_id === undefined || !isRefused(error)) throw error;
    await post(requests, { space: message.guild_id, account: message.author.id }, card, key);
  }
}

const mayHaveArrived = (error: unknown) => error instanceof SendError && error.outcome.kind === 'unknown';
const isRefused = (error: unknown) => error instanceof SendError && error.outcome.kind === 'never';
