import { type Component, MEDIA_GALLERY } from './components.ts';
import { COMPONENTS_V2, type Messages, type StoredMessage } from './messages.ts';
import { type Json, partialMemberJson, userJson } from './objects.ts';
import type { World } from './world.ts';

export const PLAIN = 0;
export const REPLY = 19;
export const COMMAND_ANSWER = 20;

/** https://docs.discord.com/developers/resources/message#message-object, without the nonce */
export function messageJson(world: World, messages: Messages, message: StoredMessage): Json {
  const { reference } = message;
  const answered = reference && messages.get(reference.messageId);
  return {
    ...bareJson(world, message),
    ...(reference ? { message_reference: referenceJson(world, reference) } : {}),
    ...(reference && message.type === REPLY ? { referenced_message: answered ? bareJson(world, answered) : null } : {}),
  };
}

/** A message as a gateway event carries it: with the server's id and the author's membership. */
export function messageEventJson(world: World, messages: Messages, message: StoredMessage): Json {
  const channel = world.channel(message.channelId);
  const guild = channel?.guild;
  const member = guild?.members.get(message.authorId);
  return {
    ...messageJson(world, messages, message),
    channel_type: channel?.type,
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(guild ? { guild_id: guild.id } : {}),
    ...(guild && member ? { member: partialMemberJson(guild, member) } : {}),
  };
}

/**
 * Draws a message for an app without the privileged intent MESSAGE_CONTENT. It gets its own messages, those to it and
 * those that mention it have their content, others come empty
 * (https://docs.discord.com/developers/events/gateway#message-content-intent).
 */
export function withoutContent(world: World, message: StoredMessage, json: Json): Json {
  const direct = world.channel(message.channelId)?.guild === undefined;
  if (direct || message.authorId === world.bot.id || message.mentions.includes(world.bot.id)) return json;
  return { ...json, content: '', embeds: [], attachments: [], components: [] };
}

function bareJson(world: World, message: StoredMessage): Json {
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    content: message.content,
    author: userJson(world.users.get(message.authorId) ?? world.bot),
    attachments: message.attachments,
    embeds: message.embeds,
    mentions: message.mentions.flatMap((id) => {
      const user = world.users.get(id);
      return user ? [userJson(user)] : [];
    }),
    mention_roles: message.mentionRoles,
    mention_everyone: message.mentionEveryone,
    pinned: false,
    tts: message.tts,
    timestamp: iso(message.createdAt),
    edited_timestamp: message.changedAt === undefined ? null : iso(message.changedAt),
    flags: message.flags,
    components: message.flags & COMPONENTS_V2 ? message.components.map(resolved) : message.components,
    ...(message.interaction
      ? {
          application_id: world.application.id,
          webhook_id: world.application.id,
          interaction_metadata: message.interaction,
        }
      : {}),
  };
}

/** Discord adds what it found out about each picture. */
function resolved(component: Component): Component {
  const { components, accessory, media } = component;
  return {
    ...component,
    ...(components ? { components: components.map(resolved) } : {}),
    ...(accessory ? { accessory: resolved(accessory) } : {}),
    ...(media ? { media: mediaJson(media.url) } : {}),
    ...(component.type === MEDIA_GALLERY
      ? { items: component.items?.map((item) => ({ ...item, media: mediaJson(item.media.url) })) ?? [] }
      : {}),
  };
}

function mediaJson(url: string): { url: string } & Json {
  return { url, proxy_url: url, width: 0, height: 0, content_type: 'image/png' };
}

function referenceJson(world: World, { channelId, messageId }: { channelId: string; messageId: string }): Json {
  const guild = world.channel(channelId)?.guild;
  return { type: 0, channel_id: channelId, message_id: messageId, ...(guild ? { guild_id: guild.id } : {}) };
}

/** Discord writes microseconds and the offset. */
function iso(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}000+00:00`;
}
