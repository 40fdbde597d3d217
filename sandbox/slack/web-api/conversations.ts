import { type Channel, isKnownToBot, peopleIn } from '../channels.ts';
import type { Team } from '../directory.ts';
import type { Json } from '../json.ts';
import { Refusal } from '../refusal.ts';
import { page } from './arguments.ts';
import { assertOpen, assertScope, assertScopeFor, type Call, channelOf, type Methods } from './call.ts';

const READ = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
/** Scope that it takes to list each type of conversation. */
const TYPES: Record<string, string> = {
  public_channel: 'channels:read',
  private_channel: 'groups:read',
  mpim: 'mpim:read',
  im: 'im:read',
};
const TYPE_OF = { public: 'public_channel', private: 'private_channel', direct: 'im' } as const;

/** Seeds tell no date of creation. */
const CREATED = 1_700_000_000;

export const conversationMethods: Methods = {
  'conversations.info': { tier: 3, scopes: READ, run: info },
  'conversations.list': { tier: 2, scopes: READ, run: list },
  'users.conversations': { tier: 3, scopes: READ, run: listOwn },
  'conversations.members': { tier: 4, scopes: READ, run: members },
  'conversations.open': { tier: 3, scopes: ['im:write', 'mpim:write'], run: open },
  'conversations.join': { tier: 3, scopes: ['channels:join'], run: join },
};

/** https://docs.slack.dev/reference/methods/conversations.info */
function info(call: Call): Json {
  const channel = channelOf(call);
  assertScopeFor(call, channel.kind, 'read');
  const shown = channelJson(channel);
  if (!call.args.flag('include_num_members')) return { channel: shown };
  return { channel: { ...shown, num_members: membersOf(channel).length } };
}

/** https://docs.slack.dev/reference/methods/users.conversations: those that the bot is in */
function listOwn(call: Call): Json {
  return listed(call, ({ botIn }) => botIn);
}

/** https://docs.slack.dev/reference/methods/conversations.list */
function list(call: Call): Json {
  return listed(call, isKnownToBot);
}

function listed(call: Call, wants: (channel: Channel) => boolean): Json {
  const { team, args } = call;
  const types = args.list('types');
  if (types.some((type) => !Object.hasOwn(TYPES, type))) throw new Refusal('invalid_types');
  const wanted = types.length === 0 ? ['public_channel'] : types;
  for (const type of wanted) assertScope(call, [TYPES[type] ?? '']);
  const all = args.flag('exclude_archived') ? team.channels.filter(({ archived }) => !archived) : team.channels;
  const seen = all.filter((channel) => wants(channel) && wanted.includes(TYPE_OF[channel.kind]));
  const { items, next } = page(seen, args, { size: 100, max: 1000, keyOf: ({ id }) => id });
  return { channels: items.map(channelJson), response_metadata: { next_cursor: next } };
}

/** https://docs.slack.dev/reference/methods/conversations.members */
function members(call: Call): Json {
  const channel = channelOf(call);
  assertScopeFor(call, channel.kind, 'read');
  const ids = membersOf(channel);
  const { items, next } = page(ids, call.args, { size: 100, max: 1000, keyOf: (id) => id });
  return { members: items, response_metadata: { next_cursor: next } };
}

/** https://docs.slack.dev/reference/methods/conversations.open; groups of people are not part of this Slack. */
function open(call: Call): Json {
  const { world, team, args } = call;
  const users = args.list('users');
  if (args.text('channel') === undefined && users.length === 0) throw new Refusal('users_list_not_supplied');
  if (users.length > 1) throw new Refusal('method_not_supported_for_channel_type');
  if (users[0] === team.botUser) throw new Refusal('cannot_dm_bot');
  const person = users[0] === undefined ? undefined : world.directory.personById(team, users[0]);
  if (users.length > 0 && person === undefined) throw new Refusal('user_not_found');
  const before = team.channels.length;
  const channel = person === undefined ? channelOf(call) : world.directory.directWith(person);
  const known = team.channels.length === before ? { no_op: true, already_open: true } : {};
  return { ...known, channel: args.flag('return_im') ? channelJson(channel) : { id: channel.id } };
}

/** https://docs.slack.dev/reference/methods/conversations.join */
function join(call: Call): Json {
  const channel = channelOf(call);
  if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type');
  assertOpen(channel);
  if (!channel.botIn) {
    call.world.directory.changeChannel(channel, { bot: true });
    call.world.changed('channel', call.team, { channel: channel.id });
    return { channel: channelJson(channel) };
  }
  const warning = 'already_in_channel';
  return { channel: channelJson(channel), warning, response_metadata: { warnings: [warning] } };
}

function membersOf(channel: Channel): string[] {
  return [...peopleIn(channel).map(({ id }) => id), ...(channel.botIn ? [channel.team.botUser] : [])];
}

function channelJson(channel: Channel): Json {
  const { id, team, user } = channel;
  const shared = {
    id,
    created: CREATED,
    is_archived: channel.archived,
    is_org_shared: false,
    context_team_id: team.id,
  };
  if (user !== undefined) {
    return { ...shared, is_im: true, updated: CREATED * 1000, user: user.id, is_user_deleted: false, priority: 0 };
  }
  return {
    ...shared,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_general: isGeneral(team, channel),
    is_shared: false,
    is_ext_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    pending_connected_team_ids: [],
    shared_team_ids: [team.id],
    parent_conversation: null,
    unlinked: 0,
    updated: CREATED * 1000,
    creator: team.people[0]?.id ?? '',
    is_member: channel.botIn,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    previous_names: [],
  };
}

function isGeneral(team: Team, channel: Channel): boolean {
  return team.channels.find(({ kind }) => kind === 'public') === channel;
}
