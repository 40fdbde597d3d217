import { type Component, walk } from './components.ts';
import type { Core } from './core.ts';
import { findMentions, whoIsPinged } from './mentions.ts';
import { PLAIN, REPLY } from './message-json.ts';
import { type Attachment, LOADING, type StoredMessage } from './messages.ts';
import type { Json } from './objects.ts';
import { unknownChannel } from './rest/errors.ts';
import { refuse } from './validate/form.ts';
import type { Change, Draft } from './validate/message.ts';
import type { Channel, User } from './world.ts';

/** A file that came with a request. */
export interface Upload {
  filename: string;
  type: string;
  content: Buffer;
  description?: string;
}

export interface Post {
  channel: Channel;
  author: User;
  draft: Draft;
  files?: readonly Upload[];
  /** The parts that an answer to an interaction has more than other messages. */
  type?: number;
  interaction?: Json;
  onlyFor?: string;
  reference?: StoredMessage['reference'];
}

/**
 * Posts a message and tells all who see it.
 * @throws {ApiError} 50035 when it answers a message that is not there
 */
export function post(core: Core, { channel, author, draft, files = [], ...more }: Post): StoredMessage {
  const repliedTo = replied(core, channel, draft);
  const mentions = findMentions(core.world, draft, draft.allowed, { channel, author, repliedTo: repliedTo?.author });
  const attachments = files.map((file) => attach(core, channel, file));
  const message: StoredMessage = {
    type: repliedTo ? REPLY : PLAIN,
    ...(repliedTo ? { reference: { channelId: channel.id, messageId: repliedTo.id } } : {}),
    ...more,
    id: core.ids.next(),
    channelId: channel.id,
    authorId: author.id,
    ...{ flags: draft.flags, tts: draft.tts, content: draft.content },
    embeds: draft.embeds,
    components: withFiles(draft.components, attachments),
    attachments,
    ...mentions,
    pinged: whoIsPinged(core.world, { channel, author }, mentions, more.onlyFor),
    ...(draft.nonce === undefined ? {} : { nonce: draft.nonce }),
    createdAt: Date.now(),
    postedAt: core.clock.now(),
  };
  core.messages.add(message);
  core.events.message('MESSAGE_CREATE', message);
  changed(core, 'message', message);
  return message;
}

/**
 * Edits a message. Nobody is notified, except when the message stood as loading until now: then this is what the
 * person waited for, and Discord does not mark it as edited.
 */
export function edit(core: Core, message: StoredMessage, change: Change, files: readonly Upload[] = []): void {
  const channel = channelOf(core, message);
  const author = core.world.users.get(message.authorId) ?? core.world.bot;
  const wasLoading = (message.flags & LOADING) !== 0;
  const kept = message.attachments.filter(({ id }) => change.keptAttachments?.includes(id) ?? true);
  message.attachments = [...kept, ...files.map((file) => attach(core, channel, file))];
  message.flags = (change.flags ?? message.flags) & ~LOADING;
  message.content = change.content ?? message.content;
  message.embeds = change.embeds ?? message.embeds;
  message.components = withFiles(change.components ?? message.components, message.attachments);
  const mentions = findMentions(core.world, message, change.allowed, { channel, author });
  Object.assign(message, mentions);
  if (wasLoading) message.pinged = whoIsPinged(core.world, { channel, author }, mentions, message.onlyFor);
  else markChanged(core, message);
  core.messages.keep(message);
  core.events.message('MESSAGE_UPDATE', message);
  changed(core, 'message-updated', message);
}

/** Sets a flag without an edit. */
export function flag(core: Core, message: StoredMessage, flags: number): void {
  message.flags |= flags;
  core.messages.keep(message);
  core.events.message('MESSAGE_UPDATE', message);
  changed(core, 'message-updated', message);
}

export function remove(core: Core, message: StoredMessage): void {
  core.messages.remove(message);
  core.events.messageDeleted(message);
  changed(core, 'message-deleted', message);
}

/** @throws {ApiError} 10003 */
export function channelOf(core: Core, message: StoredMessage): Channel {
  const channel = core.world.channel(message.channelId);
  if (!channel) throw unknownChannel();
  return channel;
}

function markChanged(core: Core, message: StoredMessage): void {
  message.changedAt = Date.now();
  message.editedAt = core.clock.now();
}

function replied(core: Core, channel: Channel, { reference }: Draft): { id: string; author: User } | undefined {
  if (!reference) return undefined;
  const message = core.messages.get(reference.messageId);
  const author = message && core.world.users.get(message.authorId);
  if (message && author && message.channelId === channel.id) return { id: message.id, author };
  if (!reference.failIfNotExists) return undefined;
  refuse(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
}

function attach(core: Core, channel: Channel, file: Upload): Attachment {
  const id = core.ids.next();
  core.files.set(id, { content: file.content, type: file.type });
  const url = `${core.origin()}/discord/attachments/${channel.id}/${id}/${encodeURIComponent(file.filename)}`;
  return {
    id,
    filename: file.filename,
    size: file.content.length,
    content_type: file.type,
    url,
    proxy_url: url,
    ...(file.description === undefined ? {} : { description: file.description }),
  };
}

/** Puts the true addresses where components name a file that came with them ("attachment://name"). */
function withFiles(components: Component[], attachments: readonly Attachment[]): Component[] {
  if (attachments.length === 0) return components;
  for (const component of walk(components)) {
    const media = [component.media, component.file, ...(component.items ?? []).map((item) => item.media)];
    for (const each of media) {
      const name = each?.url.startsWith('attachment://') ? each.url.slice('attachment://'.length) : undefined;
      const found = attachments.find(({ filename }) => filename === name);
      if (each && found) each.url = found.url;
    }
  }
  return components;
}

function changed(core: Core, kind: string, message: StoredMessage): void {
  const as = message.onlyFor === undefined ? undefined : core.world.users.get(message.onlyFor)?.key;
  core.changed(kind, { channel: channelOf(core, message), as });
}
