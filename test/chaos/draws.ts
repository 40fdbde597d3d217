import type { ApiFault, Happening, KillAtRequest, PlatformName } from './plan.ts';
import type { Chance } from './random.ts';
import { REQUESTS, type RequestName } from './requests.ts';

export const PLATFORMS = ['discord', 'slack'] as const;

/**
 * For a request of a bot that was killed: it settles within 5 s (see takeover.ts), or nobody could ever tell whether it
 * is still to come.
 */
export const LATE_MS = 4_500;
/** For a request of a bot that lives: less than the 10 s after which it gives up. */
const VERY_LATE_MS = 7_000;

/** Draws how many processes there are. */
export function drawProcesses(chance: Chance): 1 | 2 {
  return chance.happens(0.4) ? 2 : 1;
}

/** Draws how many steps there are. */
export function drawStepCount(chance: Chance): number {
  return chance.weighted([
    [1, 0],
    [4, 1],
    [3, 2],
    [1, 3],
  ] as const);
}

/** @returns whether a process dies of it */
export function isDeadly(does: Happening): boolean {
  return does.kind.startsWith('kill') || (does.kind === 'stall database' && does.ends === 'with a kill');
}

/**
 * @returns how late requests may come, ms. While one process lives, what the others had under way is waited for much
 * longer
 */
export function longestLateness(happenings: readonly Happening[], processes: 1 | 2): number {
  const deadly = happenings.filter(isDeadly);
  const oneLives = deadly.every((does) => does.kind === 'kill' && does.bots.length < processes);
  return deadly.length === 0 || (deadly.length === 1 && oneLives) ? VERY_LATE_MS : LATE_MS;
}

/**
 * Draws what happens to bots, connections or database.
 * @param allows the requests at which a bot may be killed, with how many of each are let through at most
 * @param tables those that may be locked
 */
export function drawHappening(
  chance: Chance,
  processes: 1 | 2,
  allows: { kills: readonly [KillChoice, ...KillChoice[]]; tables: readonly [string, ...string[]] },
): Happening {
  const platform = chance.one(PLATFORMS);
  return chance.weighted<() => Happening>([
    [4, () => ({ kind: 'kill', bots: whoDies(chance, processes), downMs: chance.between(0, 800) })],
    [4, () => drawKill(chance, platform, allows.kills.length === 1 ? allows.kills[0] : chance.one(allows.kills))],
    [2, () => ({ kind: 'drop connections', platform })],
    [2, () => ({ kind: 'restart database', downMs: chance.between(0, 1_500) })],
    [2, () => ({ kind: 'cut database' })],
    [
      3,
      () => ({
        kind: 'stall database',
        table: chance.one(allows.tables),
        forMs: chance.between(100, 1_200),
        ends: chance.one(['gently', 'with a cut', 'with a cut', 'with a kill']),
      }),
    ],
  ])();
}

/** A kind of kill, and after how many such requests at most. */
export interface KillChoice {
  kind: KillAtRequest['kind'];
  after: Readonly<Record<PlatformName, number>>;
}

/** Draws a kill while a request is under way. */
export function drawKill(chance: Chance, platform: PlatformName, { kind, after }: KillChoice): KillAtRequest {
  return {
    kind,
    platform,
    after: chance.between(0, after[platform]),
    does: chance.one(['hold', 'lose', 'drop']),
    forMs: chance.between(0, LATE_MS),
  };
}

/** Mostly all: the leases of one that died while another lives last more than half a minute. */
function whoDies(chance: Chance, processes: 1 | 2): readonly number[] {
  if (processes === 1) return [0];
  return chance.weighted([
    [3, [0, 1]],
    [1, [0]],
    [1, [1]],
  ] as const);
}

/** The place where a fault strikes, and how late a request may come (ms). */
export interface FaultPlace {
  platform: PlatformName;
  request: RequestName;
  times: number;
  after: number;
  lateMs: number;
}

/** Draws what a fault does. */
export function drawFault(chance: Chance, { platform, request, times, after, lateMs }: FaultPlace): ApiFault {
  const common = { platform, on: REQUESTS[request][platform], times, after };
  return chance.weighted<() => ApiFault>([
    [4, () => ({ ...common, does: { kind: 'lose' } })],
    [3, () => ({ ...common, does: { kind: 'lose', ...serverError(chance, platform) } })],
    [2, () => ({ ...common, does: { kind: 'drop' } })],
    [2, () => ({ ...common, does: { kind: 'refuse', ...serverError(chance, platform) } })],
    [2, () => ({ ...common, does: { kind: 'refuse', status: 429, retryAfterMs: chance.between(200, 2_000) } })],
    [2, () => ({ ...common, does: { kind: 'delay', ms: chance.between(50, lateMs) } })],
    [2, () => ({ ...common, does: { kind: 'hold' }, forMs: chance.between(50, lateMs) })],
  ])();
}

function serverError(chance: Chance, platform: PlatformName): { status?: number; error?: string } {
  if (platform === 'discord' || chance.happens(0.3)) return { status: chance.one([500, 502, 503]) };
  return { error: chance.one(['internal_error', 'fatal_error']) };
}
