import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { asSeen } from '../chat/as-seen.ts';
import type { Card } from '../chat/card.ts';
import { inTime } from '../chat/in-time.ts';
import {
  type MessageRef,
  type Notifiable,
  SendError,
  type SendFailure,
  type SendOutcome,
  type Sought,
  type SpaceDescription,
  type Target,
} from '../chat/platform.ts';
import type { Clients, Self } from './connect.ts';
import type { Directory } from './directory.ts';
import { codeOf, sendError } from './failures.ts';
import { carriesKey, DELIVERY_EVENT } from './identity.ts';
import { askPatiently } from './patience.ts';
import type { Permissions } from './permissions.ts';
import { renderCard } from './render/card.ts';

/** Slack's clock, as far as its answers tell it, and ours may differ by so much. */
const CLOCK_LEEWAY_MS = 60_000;
const HISTORY_PAGE = 200;
/** After this time no further page is asked for in one attempt: it must be over before its lease is. */
const PAGES_WITHIN_MS = 5_000;

/** Time (ms) for what must be asked to draw a card: with the request itself it is over before the lease is. */
const DRAWING_PATIENCE_MS = 8_000;

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
  /** Permissions that the app was given, which may change while the bot runs. */
  permissions: Permissions;
  /** `SlackOptions.latePostMs`. */
  latePostMs: number;
  log: Logger;
}

/** Puts cards into one workspace, and finds them again. All methods throw {@link SendError}. */
export class Sender {
  readonly #clients: Clients;
  readonly #directory: Directory;
  readonly #self: Self;
  readonly #permissions: Permissions;
  readonly #latePostMs: number;
  readonly #log: Logger;

  constructor({ clients, directory, self, permissions, latePostMs, log }: SenderOptions) {
    this.#permissions = permissions;
    this.#latePostMs = latePostMs;
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

  async find(target: Target, key: string, sought: Sought): Promise<MessageRef | null> {
    try {
      const channel = 'channel' in target ? target.channel : await this.#directMessages(target.account);
      const message = await this.#findIn(channel, key, sought);
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

  /**
   * Describes the workspace. When Slack does not tell its name, it stays as it is written today: at the start it told
   * one too.
   */
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
      return this.#permissions.has('chat:write.public') ? null : 'no-access';
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
    const name = asSeen(typed.replace(/^#/, ''));
    for await (const channel of this.#channels())
      if (channel.id && (channel.id === typed || asSeen(channel.name ?? '') === name)) return channel.id;
    return null;
  }

  /** `Platform.findNamed`. All are looked through once: a name that is wanted more may come last. */
  async findNamed(names: readonly string[]): Promise<string | null> {
    const found = new Map<string, string>();
    for await (const { id, name } of this.#channels())
      if (id && name && names.includes(asSeen(name))) {
        if (asSeen(name) === names[0]) return id;
        found.set(asSeen(name), id);
      }
    return names.map((name) => found.get(name)).find((id) => id !== undefined) ?? null;
  }

  /** Page by page. @throws {SendError} */
  async *#channels() {
    try {
      let cursor: string | undefined;
      do {
        const asked = { types: CHANNELS, exclude_archived: true, limit: CHANNELS_PAGE, cursor };
        const page = await askPatiently(() => this.#clients.asks.conversations.list(asked));
        yield* page.channels ?? [];
        cursor = page.response_metadata?.next_cursor || undefined;
      } while (cursor);
    } catch (error) {
      throw sendError(error, true);
    }
  }

  /** `Platform.channelName`. */
  async channelName(channel: string): Promise<string | null> {
    try {
      const { channel: found } = await askPatiently(() => this.#clients.asks.conversations.info({ channel }));
      return found?.name ?? null;
    } catch (error) {
      const failure = sendError(error, true);
      if (failure.outcome.kind === 'never') return null;
      throw failure;
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

  /** Runs what comes before the message is sent: when it fails or takes too long, nothing was sent. */
  async #before<T>(prepare: () => Promise<T>): Promise<T> {
    try {
      return await inTime(prepare(), DRAWING_PATIENCE_MS, () => new SendError({ kind: 'not-sent' }));
    } catch (error) {
      throw error instanceof RangeError ? never('refused', error.message, error) : sendError(error, true);
    }
  }

  async #directMessages(account: string): Promise<string> {
    const { channel } = await this.#clients.asks.conversations.open({ users: account });
    if (!channel?.id) throw new SendError({ kind: 'unknown' });
    return channel.id;
  }

  /**
   * Reads the time in which the message can have come, from its end to its beginning. An app that is distributed
   * outside the Marketplace is shown 15 messages a minute,
   * https://docs.slack.dev/reference/methods/conversations.history: the time of the last that was read is where the
   * next attempt goes on.
   * @throws {SendError} with how far it came
   */
  async #findIn(channel: string, key: string, { since, until, searched }: Sought): Promise<string | null> {
    const { skew } = this.#clients;
    const oldest = tsOf(skew.there(since) - CLOCK_LEEWAY_MS);
    let latest =
      searched ?? (until === undefined ? undefined : tsOf(skew.there(until) + this.#latePostMs + CLOCK_LEEWAY_MS));
    const began = performance.now();
    try {
      do {
        const { messages = [], has_more: more } = await this.#history(channel, oldest, latest);
        const found = messages.find((message) => carriesKey(message, key, this.#self));
        if (found?.ts) return found.ts;
        if (!more) return null;
        const last = messages.at(-1)?.ts;
        if (!last) throw new SendError({ kind: 'not-sent' });
        latest = last;
      } while (performance.now() - began < PAGES_WITHIN_MS);
    } catch (error) {
      const { outcome, cause } = sendError(error, true);
      throw new SendError(outcome, cause, latest);
    }
    throw new SendError({ kind: 'wait', forMs: 0 }, undefined, latest);
  }

  /** Slack shows the history of a public channel to members alone, so the bot joins it when it must look. */
  async #history(channel: string, oldest: string, latest: string | undefined): Promise<History> {
    // What is not repeated takes a known time.
    const { conversations } = this.#clients.sends;
    const page = () =>
      conversations.history({ channel, oldest, latest, limit: HISTORY_PAGE, include_all_metadata: true });
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
}

/** @param at ms since the epoch, by Slack's clock */
function tsOf(at: number): string {
  return (at / 1000).toFixed(6);
}

function never(reason: SendFailure, detail: string, cause?: unknown): SendError {
  return new SendError({ kind: 'never', reason, detail } satisfies SendOutcome, cause);
}

/**
 * Slack calls a person it cannot reach a channel that is not found: somebody who left, and also living people
 * (slackapi/bolt-python#565), so it says nothing about the account.
 */
function forTarget(error: SendError, target: Target): SendError {
  const { outcome } = error;
  if ('channel' in target || outcome.kind !== 'never' || outcome.reason !== 'channel-unseen') return error;
  return never('direct-messages-closed', outcome.detail, error.cause);
}
