import {
  drawFault,
  drawHappening,
  drawKill,
  drawProcesses,
  drawStepCount,
  isDeadly,
  type KillChoice,
  longestLateness,
  PLATFORMS,
} from '../draws.ts';
import type { ApiFault, Happening, Plan } from '../plan.ts';
import type { Chance } from '../random.ts';
import { REQUESTS } from '../requests.ts';

/** About so many messages arrive in a gathering, answers to presses included. */
const MESSAGES = 60;

const KILL_AT_POST: KillChoice = { kind: 'kill at a post', after: { discord: 4, slack: 4 } };
const ALLOWS = {
  kills: [
    KILL_AT_POST,
    { kind: 'kill at an edit', after: { discord: 6, slack: 6 } },
    { kind: 'kill at a delete', after: { discord: 1, slack: 1 } },
  ],
  tables: ['Delivery', 'Placement', 'Occurrence', 'Rsvp', 'Reminder', 'HandledCall', 'Lease'],
} as const;

/** Draws what goes wrong with a gathering. */
export function drawGathering(chance: Chance): Omit<Plan, 'story' | 'seed'> {
  const processes = drawProcesses(chance);
  const steps = Array.from({ length: drawStepCount(chance) }, () => ({
    at: {
      copies: chance.happens(0.2) ? 0 : chance.between(1, MESSAGES),
      thenMs: chance.between(0, chance.one([20, 120, 600])),
    },
    does: drawHappening(chance, processes, ALLOWS),
  }));
  const atReminders = chance.happens(0.5) ? drawAtReminders(chance) : undefined;
  const happenings = [...steps.map(({ does }) => does), ...(atReminders ? [atReminders] : [])];
  const lateMs = longestLateness(happenings, processes);
  return {
    processes,
    forgetful: chance.happens(0.3),
    lateSecond: processes === 2 && chance.happens(0.3),
    closed: [],
    faults: [
      ...Array.from({ length: chance.between(2, 6) }, () => drawGatheringFault(chance, lateMs)),
      ...(happenings.some(isDeadly) || chance.happens(0.6) ? [] : [drawTooLateEdit(chance)]),
    ],
    steps,
    atReminders,
  };
}

/** Draws what happens when reminders become due: mostly a kill while one is written or sent. */
function drawAtReminders(chance: Chance): Happening {
  return chance.weighted<() => Happening>([
    [2, () => drawKill(chance, chance.one(PLATFORMS), KILL_AT_POST)],
    [2, () => ({ kind: 'kill', bots: [0, 1], downMs: chance.between(0, 400) })],
    [2, () => ({ kind: 'cut database' })],
    [1, () => ({ kind: 'stall database', table: 'Delivery', forMs: chance.between(300, 1_500), ends: 'with a kill' })],
  ])();
}

/** Largest number of requests that are let through before one is struck. */
const AFTER = { edit: 8, post: 8, delete: 1, look: 0, answer: 10, 'open direct messages': 2 } as const;

function drawGatheringFault(chance: Chance, lateMs: number): ApiFault {
  const platform = chance.one(PLATFORMS);
  const request = chance.weighted([
    [5, 'edit'],
    [3, 'post'],
    [2, 'delete'],
    [1, 'look'],
    [1, 'answer'],
    [1, 'open direct messages'],
  ] as const);
  const after = chance.between(0, AFTER[request]);
  return drawFault(chance, { platform, request, times: chance.between(1, 3), after, lateMs });
}

/** Later than a bot waits for an answer, and for its next attempt: it has made a newer edit meanwhile. */
const TOO_LATE_MS = { least: 16_000, most: 20_000 };

function drawTooLateEdit(chance: Chance): ApiFault {
  const platform = chance.one(PLATFORMS);
  const on = REQUESTS.edit[platform];
  const forMs = chance.between(TOO_LATE_MS.least, TOO_LATE_MS.most);
  return { platform, on, times: 1, after: chance.between(0, AFTER.edit), does: { kind: 'hold' }, forMs };
}
