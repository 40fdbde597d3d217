import { type Channel, peopleIn } from '../channels.ts';
import { assertShowable, contentOf } from '../content.ts';
import type { Json } from '../json.ts';
import { type Message, messageJson } from '../messages.ts';
import { change, post, remove } from '../publish.ts';
import { PER_CHANNEL, PER_WORKSPACE } from '../rate-limits.ts';
import { Refusal } from '../refusal.ts';
import { addressOf } from './apps.ts';
import { assertMember, assertOpen, type Call, channelOf, type Methods, userOf } from './call.ts';

/** Texts of an edit and of a message for one person: https://docs.slack.dev/reference/methods/chat.update/#errors */
const UPDATED_TEXT_MAX = 4_000;
const EPHEMERAL_TEXT_MAX = 40_000;

export const chatMethods: Methods = {
  'chat.postMessage': {
    tier: 'many',
    scopes: ['chat:write'],
    limits: ({ team, args }) => [
      [`posts/${team.id}/${args.text('channel')}`, PER_CHANNEL],
      [`posts/${team.id}`, PER_WORKSPACE],
    ],
    run: postMessage,
  },
  'chat.postEphemeral': { tier: 4, scopes: ['chat:write'], run: postEphemeral },
  'chat.update': { tier: 3, scopes: ['chat:write'], run: update },
  'chat.delete': { tier: 3, scopes: ['chat:write'], run: deleteMessage },
  'chat.getPermalink': { tier: 'many', run: getPermalink },
};

/** https://docs.slack.dev/reference/methods/chat.postMessage */
function postMessage(call: Call): Json {
  const channel = destinationOf(call);
  assertOpen(channel);
  if (!mayPostAsStranger(call)) assertMember(channel);
  const content = contentOf(call.args.fields);
  assertShowable(content);
  const threadTs = threadOf(call, channel);
  const message = post(call.world, { channel, content, ...(threadTs === undefined ? {} : { threadTs }) });
  return { channel: channel.id, ts: message.ts, message: shown(call, message) };
}

/** https://docs.slack.dev/reference/scopes/chat.write.public: in public channels, and with no other method */
function mayPostAsStranger({ world, team }: Call): boolean {
  return world.settings.scopes(team.id)?.includes('chat:write.public') ?? true;
}

/**
 * A channel by id or name, or a person by id: then it goes to their direct messages with the app.
 * @throws {Refusal} channel_not_found, messages_tab_disabled when the person takes no direct messages
 */
function destinationOf(call: Call): Channel {
  const { world, team, args } = call;
  const named = args.text('channel') ?? '';
  const person = world.directory.personById(team, named);
  const byName = team.channels.find(({ kind, name }) => kind === 'public' && name === named.replace(/^#/, ''));
  const channel = person === undefined ? (byName ?? channelOf(call)) : world.directory.directWith(person);
  const closed = channel.user !== undefined && !world.settings.messagesTab.enabled;
  if (closed || channel.user?.directMessagesClosed === true) throw new Refusal('messages_tab_disabled');
  return channel;
}

/** @throws {Refusal} thread_not_found */
function threadOf({ world, args }: Call, channel: Channel): string | undefined {
  const ts = args.text('thread_ts');
  if (ts === undefined) return undefined;
  const parent = world.messages.find(channel, ts);
  if (parent === undefined) throw new Refusal('thread_not_found');
  return parent.threadTs ?? parent.ts;
}

/** https://docs.slack.dev/reference/methods/chat.postEphemeral */
function postEphemeral(call: Call): Json {
  const channel = channelOf(call);
  assertOpen(channel);
  assertMember(channel);
  const person = userOf(call);
  if (!peopleIn(channel).includes(person)) throw new Refusal('user_not_in_channel');
  if ((call.args.text('text') ?? '').length > EPHEMERAL_TEXT_MAX) throw new Refusal('msg_too_long');
  const content = contentOf(call.args.fields);
  assertShowable(content);
  const threadTs = call.args.text('thread_ts');
  const draft = { channel, content, onlyFor: person, ...(threadTs === undefined ? {} : { threadTs }) };
  return { message_ts: post(call.world, draft).ts };
}

/** https://docs.slack.dev/reference/methods/chat.update */
function update(call: Call): Json {
  const channel = channelOf(call);
  const message = ownMessage(call, channel, 'cant_update_message');
  if ((call.args.text('text') ?? '').length > UPDATED_TEXT_MAX) throw new Refusal('msg_too_long');
  const content = contentOf(call.args.fields);
  if (content.text === undefined && content.blocks === undefined && content.attachments === undefined) {
    throw new Refusal('no_text');
  }
  change(call.world, message, content);
  return { channel: channel.id, ts: message.ts, text: message.text, message: shown(call, message) };
}

/** https://docs.slack.dev/reference/methods/chat.delete */
function deleteMessage(call: Call): Json {
  const channel = channelOf(call);
  const message = ownMessage(call, channel, 'cant_delete_message');
  remove(call.world, message);
  return { channel: channel.id, ts: message.ts };
}

/** https://docs.slack.dev/reference/methods/chat.getPermalink */
function getPermalink(call: Call): Json {
  const channel = channelOf(call);
  const message = call.world.messages.find(channel, call.args.required('message_ts'));
  if (message === undefined) throw new Refusal('message_not_found');
  const permalink = `${addressOf(call.team)}archives/${channel.id}/p${message.ts.replace('.', '')}`;
  return { channel: channel.id, permalink };
}

/** @throws {Refusal} message_not_found, also for messages that one person sees, and `notOwn` */
function ownMessage(call: Call, channel: Channel, notOwn: string): Message {
  const message = call.world.messages.find(channel, call.args.required('ts'));
  if (message === undefined) throw new Refusal('message_not_found');
  if (!message.fromBot) throw new Refusal(notOwn);
  return message;
}

function shown({ world, team }: Call, message: Message): Json {
  const metadata = message.metadata === undefined ? {} : { metadata: message.metadata };
  return { ...messageJson(message, team, world.directory.application), ...metadata };
}
