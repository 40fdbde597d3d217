import type { Json } from '../json.ts';
import { Refusal } from '../refusal.ts';
import { assertMember, assertOpen, type Call, channelOf, type Methods } from './call.ts';

export const reactionMethods: Methods = {
  'reactions.add': { tier: 3, scopes: ['reactions:write'], run: add },
};

/** https://docs.slack.dev/reference/methods/reactions.add */
function add(call: Call): Json {
  const { world, team, args } = call;
  const channel = channelOf(call);
  assertOpen(channel);
  assertMember(channel);
  const message = world.messages.find(channel, args.required('timestamp'));
  if (message === undefined) throw new Refusal('message_not_found');
  const name = args.required('name').replaceAll(':', '');
  if (!/^[\w+'-]+$/.test(name)) throw new Refusal('invalid_name');
  const users = message.reactions?.[name] ?? [];
  if (users.includes(team.botUser)) throw new Refusal('already_reacted');
  message.reactions = { ...message.reactions, [name]: [...users, team.botUser] };
  world.messages.put(message);
  world.changed('reaction', team, { channel: channel.id });
  return {};
}
