import { assertInitialChannels } from './blocks/initial-channels.ts';
import { escapedAmpersands, normalised } from './blocks/normalise.ts';
import type { Channel } from './channels.ts';
import type { Content } from './content.ts';
import type { Person } from './directory.ts';
import { type Json, objectsOf } from './json.ts';
import { pingedBy } from './mentions.ts';
import type { Message } from './messages.ts';
import type { World } from './world.ts';

export interface Draft {
  channel: Channel;
  content: Content;
  /** The author; the bot when left out. */
  author?: Person;
  onlyFor?: Person;
  threadTs?: string;
  /** The interaction that it answers. */
  interaction?: string | undefined;
}

/** Shown in notifications for blocks that came without a text. */
const NO_TEXT = "This content can't be displayed.";

/**
 * Puts a message into a channel, notifies whom it mentions, and tells those who wait for an answer.
 * @throws {Refusal} invalid_blocks
 */
export function post(world: World, draft: Draft): Message {
  const { channel, content, author, onlyFor } = draft;
  assertInitialChannels(allBlocks(content), channel.team, 'invalid_blocks');
  const ts = world.messages.nextTs();
  const said = { text: content.text ?? '', blocks: content.blocks, attachments: content.attachments };
  const pings = onlyFor === undefined ? pingedBy({ ...said, linkNames: content.linkNames }, channel) : [];
  const message: Message = {
    ts,
    team: channel.team.id,
    channel: channel.id,
    user: author?.id ?? channel.team.botUser,
    fromBot: author === undefined,
    text: '',
    mrkdwn: content.mrkdwn,
    pinged: pings.filter((key) => key !== author?.key),
    postedAt: world.now(),
    ...(content.metadata === undefined ? {} : { metadata: content.metadata }),
    ...(draft.threadTs === undefined ? {} : { threadTs: draft.threadTs }),
    ...(onlyFor === undefined ? {} : { onlyFor: onlyFor.id }),
  };
  fill(message, content);
  world.messages.put(message);
  world.happenings.tell({ kind: 'message', message, interaction: draft.interaction });
  tellClients(world, 'message', message);
  return message;
}

/** Replaces what a message says. Nobody is notified by that. @throws {Refusal} invalid_blocks */
export function change(world: World, message: Message, content: Content, interaction?: string): Message {
  assertInitialChannels(allBlocks(content), world.directory.team(message.team), 'invalid_blocks');
  // Slack tells "(edited)" for a changed text, not for changed blocks: docs.slack.dev/reference/methods/chat.update
  if (content.blocks === undefined && content.text !== undefined && content.text !== message.text) {
    message.edited = { user: message.user, ts: world.messages.nextTs() };
  }
  if (content.blocks !== undefined || content.text !== undefined) fill(message, content);
  if (content.attachments !== undefined) message.attachments = content.attachments;
  if (content.metadata !== undefined) message.metadata = content.metadata;
  message.editedAt = world.now();
  for (const key of world.chosen.keys()) if (key.startsWith(`${message.ts}/`)) world.chosen.delete(key);
  world.messages.put(message);
  world.happenings.tell({ kind: 'updated', message, interaction });
  tellClients(world, 'message-changed', message);
  return message;
}

export function remove(world: World, message: Message, interaction?: string): void {
  world.messages.remove(message);
  world.happenings.tell({ kind: 'removed', message, interaction });
  tellClients(world, 'message-deleted', message);
}

function allBlocks({ blocks = [], attachments = [] }: Content): Json[] {
  return [...blocks, ...attachments.flatMap((attachment) => objectsOf(attachment.blocks))];
}

/** Blocks that are not given are taken away when a text is. */
function fill(message: Message, content: Content): void {
  const { blocks } = content;
  if (blocks !== undefined && blocks.length > 0) message.blocks = normalised(blocks, `${message.ts.slice(-6)}.`);
  else delete message.blocks;
  if (content.attachments !== undefined) message.attachments = content.attachments;
  message.text = escapedAmpersands(content.text ?? (message.blocks === undefined ? '' : NO_TEXT));
  message.mrkdwn = content.mrkdwn;
}

function tellClients(world: World, kind: string, message: Message): void {
  const team = world.directory.team(message.team);
  const only = team.people.find(({ id }) => id === message.onlyFor);
  world.changed(kind, team, { channel: message.channel, ...(only === undefined ? {} : { as: only.key }) });
}
