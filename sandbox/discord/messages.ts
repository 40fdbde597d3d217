import type { Journal } from '../contract.ts';
import type { Component } from './components.ts';
import type { Json } from './objects.ts';
import { byAge } from './snowflakes.ts';

/** Flags of messages: https://docs.discord.com/developers/resources/message#message-object-message-flags */
export const CROSSPOSTED = 1 << 0;
export const SUPPRESS_EMBEDS = 1 << 2;
export const EPHEMERAL = 1 << 6;
export const LOADING = 1 << 7;
export const SUPPRESS_NOTIFICATIONS = 1 << 12;
export const COMPONENTS_V2 = 1 << 15;

/** "The past few minutes" of the documentation; the true length is not published. */
const NONCE_WINDOW_MS = 180_000;
/** Private messages are gone when a client restarts; a person keeps the last of them. */
const PRIVATE_KEPT = 200;

export interface Attachment {
  id: string;
  filename: string;
  size: number;
  content_type: string;
  url: string;
  proxy_url: string;
  description?: string;
}

export interface StoredMessage {
  id: string;
  channelId: string;
  authorId: string;
  type: number;
  flags: number;
  tts: boolean;
  content: string;
  embeds: Json[];
  components: Component[];
  attachments: Attachment[];
  mentions: string[];
  mentionRoles: string[];
  mentionEveryone: boolean;
  /** Keys of those whom it notified when it was posted. */
  pinged: string[];
  nonce?: string | number;
  /** The message that it answers. */
  reference?: { channelId: string; messageId: string };
  /** Of a message that answers an interaction. */
  interaction?: Json;
  /** Id of the one user who sees it. */
  onlyFor?: string;
  /** By the machine's clock, as its id. */
  createdAt: number;
  changedAt?: number;
  /** By the sandbox's clock. */
  postedAt: number;
  editedAt?: number;
}

/** All messages. Those for all are in the journal, those for one person are not. */
export class Messages {
  readonly #byId = new Map<string, StoredMessage>();
  /** Messages for all by channel, oldest first. */
  readonly #byChannel = new Map<string, StoredMessage[]>();
  /** Messages for one person by the person's id, oldest first. */
  readonly #private = new Map<string, StoredMessage[]>();
  readonly #byNonce = new Map<string, StoredMessage>();
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
    const kept = journal.load().filter(({ kind }) => kind === 'discord.message');
    for (const message of kept.map(({ value }) => value as StoredMessage).sort(byAge)) this.#add(message);
  }

  get(id: string): StoredMessage | undefined {
    return this.#byId.get(id);
  }

  add(message: StoredMessage): void {
    this.#add(message);
    this.keep(message);
  }

  /** Writes down a message that has changed. */
  keep(message: StoredMessage): void {
    if (message.onlyFor === undefined) this.#journal.write('discord.message', message.id, message);
  }

  remove(message: StoredMessage): void {
    this.#byId.delete(message.id);
    const list = this.#listOf(message);
    list.splice(list.indexOf(message), 1);
    if (message.onlyFor === undefined) this.#journal.write('discord.message', message.id, undefined);
  }

  /** @returns what everyone in a channel sees, oldest first */
  inChannel(channelId: string): readonly StoredMessage[] {
    return this.#byChannel.get(channelId) ?? [];
  }

  /** @returns what one person alone sees in a channel, oldest first */
  onlyFor(userId: string, channelId: string): StoredMessage[] {
    return (this.#private.get(userId) ?? []).filter((message) => message.channelId === channelId);
  }

  last(channelId: string): string | null {
    return this.inChannel(channelId).at(-1)?.id ?? null;
  }

  /** @returns the message that an author posted with a nonce within the past few minutes, if it is still there */
  withNonce(authorId: string, nonce: string | number): StoredMessage | undefined {
    const message = this.#byNonce.get(nonceKey(authorId, nonce));
    const young = message && Date.now() - message.createdAt < NONCE_WINDOW_MS;
    return young && this.#byId.has(message.id) ? message : undefined;
  }

  /** As after some minutes: from here on the same nonce posts anew. */
  forgetNonces(): void {
    this.#byNonce.clear();
  }

  #add(message: StoredMessage): void {
    this.#byId.set(message.id, message);
    const list = this.#listOf(message);
    list.push(message);
    if (message.onlyFor !== undefined && list.length > PRIVATE_KEPT) {
      const oldest = list.shift();
      if (oldest) this.#byId.delete(oldest.id);
    }
    if (message.nonce !== undefined) this.#byNonce.set(nonceKey(message.authorId, message.nonce), message);
  }

  #listOf({ onlyFor, channelId }: StoredMessage): StoredMessage[] {
    const lists = onlyFor === undefined ? this.#byChannel : this.#private;
    const key = onlyFor ?? channelId;
    const list = lists.get(key) ?? [];
    lists.set(key, list);
    return list;
  }
}

function nonceKey(authorId: string, nonce: string | number): string {
  return `${authorId}/${nonce}`;
}
