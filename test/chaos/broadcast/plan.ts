import { drawFault, drawHappening, drawProcesses, drawStepCount, longestLateness, PLATFORMS } from '../draws.ts';
import type { ApiFault, Plan } from '../plan.ts';
import type { Chance } from '../random.ts';
import { REQUESTS } from '../requests.ts';

/** Number of channels that a broadcast goes to. */
export const BROADCAST_CHANNELS = 60;

/** Later than a bot waits for an answer: Discord knows by the nonce that it has posted again meanwhile. */
const TOO_LATE_MS = { least: 10_500, most: 13_000 };

const ALLOWS = {
  kills: [{ kind: 'kill at a post', after: { discord: 30, slack: 15 } }],
  tables: ['Delivery', 'Placement', 'Announcement', 'Space', 'HandledCall', 'Pace', 'Lease'],
} as const;

/** Draws what goes wrong with a broadcast. */
export function drawBroadcast(chance: Chance): Omit<Plan, 'story' | 'seed'> {
  const processes = drawProcesses(chance);
  const steps = Array.from({ length: drawStepCount(chance) }, () => ({
    at: {
      copies: chance.happens(0.35) ? 0 : chance.between(1, BROADCAST_CHANNELS - 5),
      thenMs: chance.between(0, chance.one([20, 120, 600])),
    },
    does: drawHappening(chance, processes, ALLOWS),
  }));
  const lateMs = longestLateness(
    steps.map(({ does }) => does),
    processes,
  );
  const forgetful = chance.happens(0.4);
  return {
    processes,
    forgetful,
    lateSecond: processes === 2 && chance.happens(0.4),
    closed: chance.happens(0.3) ? [chance.between(1, BROADCAST_CHANNELS - 1)] : [],
    faults: [
      ...Array.from({ length: chance.between(1, 5) }, () => drawPostFault(chance, lateMs)),
      ...(!forgetful && chance.happens(0.25) ? [drawTooLate(chance)] : []),
    ],
    steps,
  };
}

function drawPostFault(chance: Chance, lateMs: number): ApiFault {
  const platform = chance.one(PLATFORMS);
  const looks = chance.happens(0.2);
  const times = looks ? chance.between(1, 2) : chance.between(1, 4);
  const after = looks ? 0 : chance.between(0, platform === 'discord' ? 36 : 16);
  return drawFault(chance, { platform, request: looks ? 'look' : 'post', times, after, lateMs });
}

function drawTooLate(chance: Chance): ApiFault {
  const after = chance.between(0, 36);
  const forMs = chance.between(TOO_LATE_MS.least, TOO_LATE_MS.most);
  const on = REQUESTS.post.discord;
  return { platform: 'discord', on, times: chance.between(1, 3), after, does: { kind: 'hold' }, forMs };
}
