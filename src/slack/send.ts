import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Card } from '../chat/card.ts';
import {
  type MessageRef,
  type Notifiable,
  SendError,
  type SendFailure,
  type SendOutcome,
  type SpaceDescription,
  type Target,
} from '../chat/platform.ts';
import type { Clients, Self } from './connect.ts';
import type { Directory } from './directory.ts';
import { codeOf, sendError } from './failures.ts';
import { askPatiently } from './patience.ts';
import { renderCard } from './render/card.ts';

/** Names a delivery in a message's metadata, which only apps see. https://docs.slack.dev/messaging/message-metadata */
const DELIVERY_EVENT = 'samling_delivery';

/** Slack's clock and ours may differ by so much. */
const CLOCK_LEEWAY_MS = 60_000;
const HISTORY_PAGE = 200;
const HISTORY_PAGES_MAX = 10;

/** Ids are opaque, of any length, and in capitals; names are in small letters. https://docs.slack.dev/reference/objects/conversation-object */
const LIKE_AN_ID = /^[A-Z][A-Z0-9]*$/;
/** https://docs.slack.dev/reference/objects/conversation-object */
const DIRECT_MESSAGES = /^D[A-Z0-9]+$/;
const CHANNELS = 'public_channel,private_channel';
/** https://docs.slack.dev/reference/methods/conversations.list */
const CHANNELS_PAGE = 200;

type History = webApi.ConversationsHistoryResponse;

export interface SenderOptions {
  clients: Clients;
  directory: Directory;
  self: Self;
  log: Logger;
}

/** Puts cards into one workspace, and finds them again. All methods throw {@link SendError}. */
export class Sender {
  readonly #clients: Clients;
  readonly #directory: Directory;
  readonly #self: Self;
  readonly #log: Logger;

  constructor({ clients, directory, self, log }: SenderOptions) {
    this.#log = log;
    this.#clients = clients;
    this.#directory = directory;
    this.#self = self;
  }

  /**
   * A new message notifies whom it mentions, so people stand in it by name, but for the group that the card is to
   * notify; an edit makes them mentions.
   */
  async post(target: Target, card: Card, key: string): Promise<MessageRef> {
    const message = await this.#before(async () => {
      return renderCard(card, await this.#directory.drawingWithNames(card));
    });
    try {
      const { channel, ts } = await this.#clients.sends.chat.postMessage({
        channel: 'channel' in target ? target.channel : target.account,
        ...message,
        metadata: { event_type: DELIVERY_EVENT, event_payload: { key } },
        unfurl_links: false,
        unfurl_media: false,
      });
      if (!channel || !ts) throw new SendError({ kind: 'unknown' });
      return { space: target.space, channel, message: ts };
    } catch (error) {
      throw forTarget(sendError(error, false), target);
    }
  }

  async find(target: Target, key: string, since: number): Promise<MessageRef | null> {
    try {
      const channel = 'channel' in target ? target.channel : await this.#directMessages(target.account);
      const message = await this.#findIn(channel, key, since - CLOCK_LEEWAY_MS);
      return message ? { space: target.space, channel, message } : null;
    } catch (error) {
      throw forTarget(sendError(error, true), target);
    }
  }

  async edit(ref: MessageRef, card: Card): Promise<void> {
    const { channel, message: ts } = ref;
    const message = await this.#before(async () => {
      return renderCard(card, await this.#directory.drawing(card));
    });
    try {
      // Without `parse`, an edit looks for names and addresses in the text, unlike a new message.
      await this.#clients.sends.chat.update({ channel, ts, ...message, parse: 'none' });
    } catch (error) {
      throw sendError(error, false);
    }
  }

  async delete({ channel, message: ts }: MessageRef): Promise<void> {
    try {
      await this.#clients.sends.chat.delete({ channel, ts });
    } catch (error) {
      const failure = sendError(error, false);
      const gone = failure.outcome.kind === 'never' && /^(?:message|channel)-gone$/.test(failure.outcome.reason);
      if (!gone) throw failure;
    }
  }

  /** What Slack does not tell costs the name as it is written today: at the start it told one too. */
  async describeSpace(): Promise<SpaceDescription> {
    const { teamName, team: id } = this.#self;
    const told = await this.#clients.asks.team.info().catch((error: unknown) => {
      this.#log.warn({ method: 'team.info', code: codeOf(error) }, 'Slack: refused to tell');
      return undefined;
    });
    return { name: told?.team?.name || teamName || id };
  }

  async cannotPost(channel: string): Promise<SendFailure | null> {
    // To ask about them takes a scope of its own, which nothing else needs.
    if (DIRECT_MESSAGES.test(channel)) return 'no-channel';
    try {
      const { channel: found } = await askPatiently(() => this.#clients.asks.conversations.info({ channel }));
      if (!found) return 'channel-unseen';
      if (found.is_archived) return 'channel-archived';
      if (found.is_im || found.is_mpim) return 'no-channel';
      if (found.is_member) return null;
      if (found.is_private) return 'no-access';
      const { scopes } = this.#self;
      return !scopes || scopes.includes('chat:write.public') ? null : 'no-access';
    } catch (error) {
      const failure = sendError(error, true);
      if (failure.outcome.kind === 'never' && failure.outcome.reason !== 'space-gone') return failure.outcome.reason;
      throw failure;
    }
  }

  /** `Platform.findChannel`: what looks like an id is asked for, else it is looked up page by page. */
  async findChannel(typed: string): Promise<string | null> {
    if (!LIKE_AN_ID.test(typed)) return this.#listed(typed);
    try {
      await askPatiently(() => this.#clients.asks.conversations.info({ channel: typed }));
      return typed;
    } catch (error) {
      // Not told is not absent: whether it can be posted to is found out elsewhere.
      if (codeOf(error) !== 'channel_not_found') return typed;
    }
    // Somebody may write a name in capitals. Of channels that it is not in the bot hears nothing.
    return (await this.#listed(typed)) ?? (/^[CG]/.test(typed) ? typed : null);
  }

  async #listed(typed: string): Promise<string | null> {
    const name = typed.replace(/^#/, '').toLowerCase();
    try {
      let cursor: string | undefined;
      do {
        const asked = { types: CHANNELS, exclude_archived: true, limit: CHANNELS_PAGE, cursor };
        const page = await askPatiently(() => this.#clients.asks.conversations.list(asked));
        const found = page.channels?.find((channel) => channel.id === typed || channel.name === name);
        if (found?.id) return found.id;
        cursor = page.response_metadata?.next_cursor || undefined;
      } while (cursor);
      return null;
    } catch (error) {
      throw sendError(error, true);
    }
  }

  /** `Platform.findRole`. */
  async findRole(typed: string): Promise<string | null> {
    try {
      return await this.#directory.findGroup(typed);
    } catch (error) {
      throw sendError(error, true);
    }
  }

  /** `Platform.notifiable`. */
  async notifiable(role: string, account: string): Promise<Notifiable> {
    try {
      return await this.#directory.notifiable(role, account);
    } catch (error) {
      throw sendError(error, true);
    }
  }

  /** Runs what comes before the message is sent: when it fails, nothing was sent. */
  async #before<T>(prepare: () => Promise<T>): Promise<T> {
    try {
      return await prepare();
    } catch (error) {
      throw error instanceof RangeError ? never('refused', error.message, error) : sendError(error, true);
    }
  }

  async #directMessages(account: string): Promise<string> {
    const { channel } = await this.#clients.asks.conversations.open({ users: account });
    if (!channel?.id) throw new SendError({ kind: 'unknown' });
    return channel.id;
  }

  async #findIn(channel: string, key: string, since: number): Promise<string | null> {
    const oldest = (since / 1000).toFixed(6);
    let cursor: string | undefined;
    for (let page = 0; page < HISTORY_PAGES_MAX; page += 1) {
      const history = await this.#history(channel, oldest, cursor);
      const found = history.messages?.find((message) => this.#carries(message, key));
      if (found?.ts) return found.ts;
      cursor = history.response_metadata?.next_cursor || undefined;
      if (!cursor) return null;
    }
    // Too much was said meanwhile to be sure.
    throw new SendError({ kind: 'unknown' });
  }

  /** Slack shows the history of a public channel to members alone, so the bot joins it when it must look. */
  async #history(channel: string, oldest: string, cursor: string | undefined): Promise<History> {
    const { conversations } = this.#clients.asks;
    const page = () =>
      conversations.history({ channel, oldest, cursor, limit: HISTORY_PAGE, include_all_metadata: true });
    try {
      return await page();
    } catch (error) {
      if (codeOf(error) !== 'not_in_channel') throw error;
    }
    try {
      await conversations.join({ channel });
    } catch (error) {
      // Not being let in says nothing about whether the message is there.
      throw sendError(error, false).outcome.kind === 'never' ? new SendError({ kind: 'unknown' }, error) : error;
    }
    return page();
  }

  #carries(message: NonNullable<History['messages']>[number], key: string): boolean {
    const { metadata, bot_id: bot } = message;
    if (bot && this.#self.bot && bot !== this.#self.bot) return false;
    const payload: unknown = metadata?.event_payload;
    return (
      metadata?.event_type === DELIVERY_EVENT &&
      typeof payload === 'object' &&
      payload !== null &&
      'key' in payload &&
      payload.key === key
    );
  }
}

function never(reason: SendFailure, detail: string, cause?: unknown): SendError {
  return new SendError({ kind: 'never', reason, detail } satisfies SendOutcome, cause);
}

/** Slack calls a person it cannot reach a channel that is not found. */
function forTarget(error: SendError, target: Target): SendError {
  const { outcome } = error;
  if ('channel' in target || outcome.kind !== 'never' || outcome.reason !== 'channel-unseen') return error;
  return never('account-gone', outcome.detail, error.cause);
}
