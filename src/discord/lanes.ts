import { type REST, RESTEvents } from 'discord.js';
import type { Lane, SendAction, Target } from '../chat/platform.ts';

/**
 * Discord lets a bot make 50 requests a second, https://docs.discord.com/developers/topics/rate-limits#global-rate-limit.
 * Answers to interactions do not count.
 */
const WINDOW = { count: 50, ms: 1_000 };
/**
 * So much longer we take for as many: requests come unevenly over the network. With 15 ms, one process kept to the limit
 * and two that shared it did not.
 */
const MARGIN_MS = 41;
export const REQUESTS_PER_SECOND = (WINDOW.count * 1_000) / (WINDOW.ms + MARGIN_MS);

/**
 * What Discord is observed to allow in one channel, for each kind of request: 5 in 5 s, counted from the first. It says
 * so in its answers only. Three at once and two in the 5 s that follow are five in any such window.
 */
const IN_CHANNEL = { burst: 3, everyMs: 2_600 };

/** The opening of direct messages goes before each. */
const COST = { post: 1, 'look and post': 2, edit: 1, delete: 1 } as const;
const OPENING = 1;

const ALL = 'discord';

/** `Platform.lanes`. What discord.js has learned from the headers of answers goes before: it gives such sends back. */
export function lanesOf(perSecond: number, action: SendAction, target: Target): readonly Lane[] {
  const cost = COST[action] + ('account' in target ? OPENING : 0);
  const all: Lane = { key: ALL, burst: 1, everyMs: 1000 / perSecond, cost, window: windowOf(perSecond) };
  const place = 'account' in target ? `with ${target.account}` : target.channel;
  const route = action === 'look and post' ? 'post' : action;
  return [all, { key: `${ALL} ${route} ${place}`, ...IN_CHANNEL, cost: 1 }];
}

/** A bot that Discord lets do more is counted in a larger window. */
function windowOf(perSecond: number): Lane['window'] {
  return { ...WINDOW, count: Math.max(WINDOW.count, Math.ceil(perSecond)) };
}

/** Counts what discord.js asks by itself and what is looked up. @returns `Platform.unplanned` */
export function countUnplanned(rest: REST, perSecond: number): () => Pick<Lane, 'key' | 'everyMs' | 'cost'>[] {
  let count = 0;
  rest.on(RESTEvents.Response, () => {
    count += 1;
  });
  return () => {
    const cost = count;
    count = 0;
    return cost > 0 ? [{ key: ALL, everyMs: 1000 / perSecond, cost }] : [];
  };
}
