import { type REST, RESTEvents } from 'discord.js';
import type { Lane, SendAction, Spent, Target } from '../chat/platform.ts';

/**
 * Discord lets a bot make 50 requests a second, https://docs.discord.com/developers/topics/rate-limits#global-rate-limit.
 * Answers to interactions do not count.
 */
const WINDOW = { count: 50, ms: 1_000 };
/**
 * Part by which we take longer for as many: requests come unevenly over the network. A process that is alone counts
 * what it has sent itself; with several, one that is held up for a moment sends what is late among what the others send
 * on time. With 15 ms two were answered 429 now and then.
 */
const MARGIN_MS = { alone: 10, shared: 41 };

/** Number of requests to make in a second. */
export interface Rate {
  alone: number;
  /** By all processes together. */
  shared: number;
}

/** Requests that Discord lets every bot make, less a margin. */
export const RATE: Rate = {
  alone: (WINDOW.count * 1_000) / (WINDOW.ms + MARGIN_MS.alone),
  shared: (WINDOW.count * 1_000) / (WINDOW.ms + MARGIN_MS.shared),
};

/**
 * Requests that Discord is observed to allow in one channel, for each kind of request: 5 in 5 s, counted from the
 * first. It says so in its answers only. Three at once and two in the 5 s that follow are five in any such window.
 */
const IN_CHANNEL = { burst: 3, everyMs: 2_600 };
/** And ten crossposts an hour: five at once and five in the hour that follows. */
const CROSSPOSTS = { burst: 5, everyMs: 12 * 60_000 };

/** The opening of direct messages goes before each. */
const COST = { post: 1, 'look and post': 2, edit: 1, delete: 1, crosspost: 1 } as const;
const OPENING = 1;

const ALL = 'discord';

/**
 * `Platform.lanes`. What discord.js has learned from the headers of answers goes before: it gives such sends back.
 * @param rate Infinity for a server that has no limits
 */
export function lanesOf(rate: Rate, action: SendAction, target: Target): readonly Lane[] {
  if (rate.shared === Number.POSITIVE_INFINITY) return [];
  const cost = COST[action] + ('account' in target ? OPENING : 0);
  const all: Lane = { ...sharedByAll(rate), burst: 1, cost, window: windowOf(rate.alone) };
  const place = 'account' in target ? `with ${target.account}` : target.channel;
  const route = action === 'look and post' ? 'post' : action;
  const limit = action === 'crosspost' ? CROSSPOSTS : IN_CHANNEL;
  return [all, { key: `${ALL} ${route} ${place}`, ...limit, cost: 1 }];
}

function sharedByAll({ alone, shared }: Rate): Pick<Lane, 'key' | 'everyMs' | 'sharedEveryMs'> {
  return { key: ALL, everyMs: 1000 / alone, sharedEveryMs: 1000 / shared };
}

/** A bot that Discord lets do more is counted in a larger window. */
function windowOf(perSecond: number): Lane['window'] {
  return { ...WINDOW, count: Math.max(WINDOW.count, Math.ceil(perSecond)) };
}

/** Counts what discord.js asks by itself and what is looked up. @returns `Platform.unplanned` */
export function countUnplanned(rest: REST, rate: Rate): () => Spent[] {
  let count = 0;
  rest.on(RESTEvents.Response, () => {
    count += 1;
  });
  return () => {
    const cost = count;
    count = 0;
    return cost > 0 && rate.shared < Number.POSITIVE_INFINITY ? [{ ...sharedByAll(rate), cost }] : [];
  };
}
