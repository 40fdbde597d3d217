import type { Json } from '../json.ts';
import { type Message, messageJson } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import { type Arguments, page } from './arguments.ts';
import { assertMember, assertScopeFor, type Call, channelOf, type Methods } from './call.ts';

const HISTORY = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];

export const historyMethods: Methods = {
  'conversations.history': { tier: 3, scopes: HISTORY, run: history },
  'conversations.replies': { tier: 3, scopes: HISTORY, run: replies },
};

/**
 * Newest first; replies stand in their thread only. Metadata comes when asked for.
 * See https://docs.slack.dev/reference/methods/conversations.history
 */
function history(call: Call): Json {
  assertLimit(call, 'conversations.history');
  const channel = channelOf(call);
  assertScopeFor(call, channel.kind, 'history');
  assertMember(channel);
  const all = call.world.messages.in(channel);
  const roots = all.filter(({ threadTs }) => threadTs === undefined);
  const answers = all.filter(({ threadTs }) => threadTs !== undefined);
  const within = roots.filter(windowOf(call.args)).reverse();
  const { items, next } = page(within, call.args, { ...sizes(call, 100, 999), keyOf: ({ ts }) => ts });
  return {
    messages: items.map((message) => ({ ...shown(call, message), ...threadOf(message, answers) })),
    has_more: next !== '',
    pin_count: 0,
    channel_actions_ts: null,
    channel_actions_count: 0,
    ...(next === '' ? {} : { response_metadata: { next_cursor: next } }),
  };
}

/** The parent first, then its replies, oldest first: https://docs.slack.dev/reference/methods/conversations.replies */
function replies(call: Call): Json {
  assertLimit(call, 'conversations.replies');
  const channel = channelOf(call);
  assertScopeFor(call, channel.kind, 'history');
  assertMember(channel);
  const asked = call.world.messages.find(channel, call.args.required('ts'));
  if (asked === undefined) throw new Refusal('thread_not_found');
  const rootTs = asked.threadTs ?? asked.ts;
  const all = call.world.messages.in(channel);
  const answers = all.filter(({ threadTs }) => threadTs === rootTs);
  const thread = [...all.filter(({ ts }) => ts === rootTs), ...answers.filter(windowOf(call.args))];
  const { items, next } = page(thread, call.args, { ...sizes(call, 1000, 1000), keyOf: ({ ts }) => ts });
  return {
    messages: items.map((message) => ({ ...shown(call, message), ...threadOf(message, answers) })),
    has_more: next !== '',
    ...(next === '' ? {} : { response_metadata: { next_cursor: next } }),
  };
}

/** @throws {Refusal} ratelimited */
function assertLimit({ world, team }: Call, method: string): void {
  const { history: limit } = world.settings;
  if (limit === undefined) return;
  const seconds = world.historyLimits.take(`${method}/${team.id}`, { burst: 1, perMinute: 60_000 / limit.everyMs });
  if (seconds !== undefined) throw new Refusal('ratelimited', {}, { status: 429, retryAfter: seconds });
}

/** "The maximum and default values for the limit parameter" are one then. */
function sizes({ world }: Call, size: number, max: number): { size: number; max: number } {
  const { history: limit } = world.settings;
  return limit === undefined ? { size, max } : { size: limit.most, max: limit.most };
}

/**
 * @returns whether a message is between `oldest` and `latest`
 * @throws {Refusal} invalid_ts_oldest, invalid_ts_latest
 */
function windowOf(args: Arguments): (message: Message) => boolean {
  const [from, to] = [args.text('oldest'), args.text('latest')];
  const oldest = microsOf(from ?? '0', 'invalid_ts_oldest');
  const latest = to === undefined ? undefined : microsOf(to, 'invalid_ts_latest');
  const inclusive = args.flag('inclusive') && (from !== undefined || to !== undefined);
  return ({ ts }) => {
    const at = microsOf(ts, 'internal_error');
    if (at === oldest || at === latest) return inclusive;
    return at > oldest && (latest === undefined || at < latest);
  };
}

/** Compared as whole numbers: a double does not hold sixteen digits to the last. */
function microsOf(ts: string, error: string): bigint {
  const match = /^(\d{1,12})(?:\.(\d{1,9}))?$/.exec(ts);
  if (match === null) throw new Refusal(error);
  return BigInt(match[1] ?? 0) * 1_000_000n + BigInt((match[2] ?? '').slice(0, 6).padEnd(6, '0'));
}

function shown({ world, team, args }: Call, message: Message): Json {
  const metadata =
    message.metadata !== undefined && args.flag('include_all_metadata') ? { metadata: message.metadata } : {};
  return { ...messageJson(message, team, world.directory.application), ...metadata };
}

function threadOf(message: Message, all: readonly Message[]): Json {
  const answers = all.filter(({ threadTs }) => threadTs === message.ts);
  if (answers.length === 0) return {};
  const users = [...new Set(answers.map(({ user }) => user))];
  return {
    thread_ts: message.ts,
    reply_count: answers.length,
    reply_users_count: users.length,
    latest_reply: answers.at(-1)?.ts,
    reply_users: users,
    is_locked: false,
    subscribed: false,
  };
}
