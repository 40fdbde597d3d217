import type { Lane, SendAction, Target } from '../chat/platform.ts';

/** "Several hundred messages per minute" in a workspace, https://docs.slack.dev/apis/web-api/rate-limits/ */
export const MESSAGES_PER_MINUTE = 290;
/** "Bursts for short periods" are allowed, of no stated size. */
const WORKSPACE_BURST = 200;
/** One message per second and channel, with short bursts: the same page. */
const IN_CHANNEL = { burst: 3, everyMs: 1_050 };
/** chat.update, chat.delete and conversations.history are of tier 3: 50 a minute and more, each by itself. */
const TIER_3 = { burst: 20, everyMs: 1_250 };

const METHODS = { edit: 'chat.update', delete: 'chat.delete' } as const;

/** `Platform.lanes` @param perMinute Infinity for a server that has no limits */
export function lanesOf(perMinute: number, action: SendAction, target: Target): readonly Lane[] {
  if (perMinute === Number.POSITIVE_INFINITY || action === 'crosspost') return [];
  const space = `slack ${target.space}`;
  if (action === 'edit' || action === 'delete') return [{ key: `${space} ${METHODS[action]}`, ...TIER_3, cost: 1 }];
  const place = 'account' in target ? target.account : target.channel;
  const posting: Lane[] = [
    { key: space, burst: WORKSPACE_BURST, everyMs: 60_000 / perMinute, cost: 1 },
    { key: `${space} ${place}`, ...IN_CHANNEL, cost: 1 },
  ];
  if (action === 'look and post') posting.push({ key: `${space} conversations.history`, ...TIER_3, cost: 1 });
  return posting;
}
