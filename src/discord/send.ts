import { type APIDMChannel, type APIMessage, Routes, SnowflakeUtil } from 'discord.js';
import type { Card } from '../chat/card.ts';
import { type MessageRef, SendError, type Sought, type Target } from '../chat/platform.ts';
import { markerIn, markerOf, nonceOf } from './identity.ts';
import { renderCard, renderNew } from './render/card.ts';
import type { Requests } from './requests.ts';

/** Our clock and Discord's may differ so much. */
const CLOCK_MARGIN_MS = 60_000;
/** The most that Discord gives. https://docs.discord.com/developers/resources/message#get-channel-messages */
const PAGE = 100;
/** After this time no further page is asked for in one attempt: it must be over before its lease is. */
const PAGES_WITHIN_MS = 5_000;

/** `Platform.post`: once, under a nonce that Discord enforces for some minutes. */
export async function post(requests: Requests, target: Target, card: Card, key: string): Promise<MessageRef> {
  const body = { ...renderNew(card, markerOf(key)), nonce: nonceOf(key), enforce_nonce: true };
  const channel = await channelOf(requests, target);
  const message = await requests<APIMessage>(false, (rest) => rest.post(Routes.channelMessages(channel), { body }));
  return { space: target.space, channel, message: message.id };
}

/** `Platform.edit`. One that is repeated changes nothing more; but the first may come after it. */
export async function edit(requests: Requests, ref: MessageRef, card: Card): Promise<void> {
  const body = renderCard(card);
  await requests(false, (rest) => rest.patch(Routes.channelMessage(ref.channel, ref.message), { body }));
}

/** `Platform.delete`. */
export async function remove(requests: Requests, ref: MessageRef): Promise<void> {
  try {
    await requests(false, (rest) => rest.delete(Routes.channelMessage(ref.channel, ref.message)));
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

function isGone(error: unknown): boolean {
  if (!(error instanceof SendError) || error.outcome.kind !== 'never') return false;
  return ['message-gone', 'channel-gone', 'space-gone'].includes(error.outcome.reason);
}

/** "Cannot execute action on this channel type": not an announcement channel. */
const NOT_FOLLOWED = '50024';
/** Passed on already, or of a kind that is not. */
const NOTHING_TO_PASS_ON = new Set(['40033', '50068']);

/** `Platform.crosspost`. Discord is observed to allow ten an hour in a channel; more are given back to the caller. */
export async function crosspost(requests: Requests, ref: MessageRef): Promise<boolean> {
  try {
    await requests(true, (rest) => rest.post(Routes.channelMessageCrosspost(ref.channel, ref.message)));
    return true;
  } catch (error) {
    const code = error instanceof SendError && error.outcome.kind === 'never' ? error.outcome.detail : '';
    if (code === NOT_FOLLOWED) return false;
    if (NOTHING_TO_PASS_ON.has(code)) return true;
    throw error;
  }
}

/**
 * `Platform.find`: reads the channel backwards, from now to when the first attempt began, for a message that carries
 * the key's marker. The newest page is always read, so that clocks that differ do no harm; the last message that was
 * read is where a further attempt goes on.
 * @param canRead whether what the channel holds is shown to us: without that right Discord shows an empty channel
 */
export async function find(
  requests: Requests,
  target: Target,
  { key, since, searched }: Sought & { key: string },
  canRead: (channel: string) => Promise<boolean>,
): Promise<MessageRef | null> {
  const channel = await channelOf(requests, target);
  const oldest = since - CLOCK_MARGIN_MS;
  const began = performance.now();
  let before = searched;
  try {
    do {
      const query = new URLSearchParams({ limit: String(PAGE), ...(before && { before }) });
      const messages = await requests<APIMessage[]>(true, (rest) =>
        rest.get(Routes.channelMessages(channel), { query }),
      );
      const found = messages.find((message) => isDelivery(message, key));
      if (found) return { space: target.space, channel, message: found.id };
      if (messages.length === 0 && !before && !(await canRead(channel))) throw new SendError({ kind: 'unknown' });
      const last = messages.at(-1)?.id;
      if (messages.length < PAGE || !last || SnowflakeUtil.timestampFrom(last) < oldest) return null;
      before = last;
    } while (performance.now() - began < PAGES_WITHIN_MS);
  } catch (error) {
    throw error instanceof SendError ? new SendError(error.outcome, error.cause, before) : error;
  }
  throw new SendError({ kind: 'wait', forMs: 0 }, undefined, before);
}

function isDelivery(message: APIMessage, key: string): boolean {
  return markerIn(message) === markerOf(key);
}

/** Opening the direct messages that are open already gives the same channel again. */
async function channelOf(requests: Requests, target: Target): Promise<string> {
  if ('channel' in target) return target.channel;
  const body = { recipient_id: target.account };
  const channel = await requests<APIDMChannel>(true, (rest) => rest.post(Routes.userChannels(), { body }));
  return channel.id;
}
