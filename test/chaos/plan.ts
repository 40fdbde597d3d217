import type { Fault } from '../../src/sandbox/contract.ts';
import { Chance } from './random.ts';

export type PlatformName = 'discord' | 'slack';

/** When something happens: so many ms after so many copies have arrived. */
export interface Moment {
  copies: number;
  thenMs: number;
}

/** A fault of a platform's API; a request that is held is let go after `forMs`. */
export interface ApiFault extends Required<Pick<Fault, 'platform' | 'on' | 'times' | 'after' | 'does'>> {
  forMs?: number;
}

/** What happens to the bots, their connections, or their database. */
export type Happening =
  | { kind: 'kill'; bots: readonly number[]; downMs: number }
  /** Kills when a post is under way: before its work is done, or after. A request that is held is done when the bot is dead. */
  | { kind: 'kill at a post'; platform: PlatformName; after: number; does: 'hold' | 'lose' | 'drop'; forMs: number }
  | { kind: 'drop connections'; platform: PlatformName }
  | { kind: 'restart database'; downMs: number }
  | { kind: 'cut database' }
  /** Somebody holds a lock on a table for a while, as a migration does. */
  | { kind: 'stall database'; table: string; forMs: number; ends: 'gently' | 'with a cut' | 'with a kill' };

export interface Step {
  at: Moment;
  does: Happening;
}

/** All that goes wrong in a run. */
export interface Plan {
  seed: number;
  processes: 1 | 2;
  /** The second process comes when the broadcast has begun. */
  lateSecond: boolean;
  /** Discord forgets nonces at once instead of after some minutes: what was posted must be found without them. */
  forgetful: boolean;
  /** Numbers of channels that the bot is not let into. */
  closed: readonly number[];
  faults: readonly ApiFault[];
  steps: readonly Step[];
}

const PLATFORMS = ['discord', 'slack'] as const;
export const POSTS = { discord: '^POST /channels/\\d+/messages$', slack: '^chat\\.postMessage$' } as const;
const LOOKS = { discord: '^GET /channels/\\d+/messages$', slack: '^conversations\\.history$' } as const;
const TABLES = ['Delivery', 'Placement', 'Announcement', 'Space', 'HandledCall', 'Pace', 'Lease'] as const;

/**
 * For a request of a bot that was killed: it settles within 5 s (see takeover.ts), or nobody could ever tell whether it
 * is still to come.
 */
const LATE_MS = 4_500;
/** For a request of a bot that lives: less than the 10 s after which it gives up. */
const VERY_LATE_MS = 7_000;
/** Later than that: Discord knows by the nonce that the bot has posted again meanwhile. */
const TOO_LATE_MS = { least: 10_500, most: 13_000 };

/** @param channels how many there are */
export function makePlan(seed: number, channels: number): Plan {
  const chance = new Chance(seed);
  const processes = chance.happens(0.4) ? 2 : 1;
  const steps = Array.from(
    {
      length: chance.weighted([
        [1, 0],
        [4, 1],
        [3, 2],
        [1, 3],
      ] as const),
    },
    () => ({
      at: {
        copies: chance.happens(0.35) ? 0 : chance.between(1, channels - 5),
        thenMs: chance.between(0, chance.one([20, 120, 600])),
      },
      does: makeHappening(chance, processes),
    }),
  );
  const deadly = steps.filter(({ does }) => kills(does));
  const oneLives = deadly.every(({ does }) => does.kind === 'kill' && does.bots.length < processes);
  // While one process lives, what the others had under way is waited for much longer.
  const late = deadly.length === 0 || (deadly.length === 1 && oneLives) ? VERY_LATE_MS : LATE_MS;
  const forgetful = chance.happens(0.4);
  return {
    seed,
    processes,
    forgetful,
    lateSecond: processes === 2 && chance.happens(0.4),
    closed: chance.happens(0.3) ? [chance.between(1, channels - 1)] : [],
    faults: [
      ...Array.from({ length: chance.between(1, 5) }, () => makeFault(chance, late)),
      ...(!forgetful && chance.happens(0.25) ? [tooLate(chance)] : []),
    ],
    steps,
  };
}

function kills(does: Happening): boolean {
  return does.kind.startsWith('kill') || (does.kind === 'stall database' && does.ends === 'with a kill');
}

function makeHappening(chance: Chance, processes: 1 | 2): Happening {
  const platform = chance.one(PLATFORMS);
  return chance.weighted<() => Happening>([
    [4, () => ({ kind: 'kill', bots: whoDies(chance, processes), downMs: chance.between(0, 800) })],
    [
      4,
      () => ({
        kind: 'kill at a post',
        platform,
        after: chance.between(0, platform === 'discord' ? 30 : 15),
        does: chance.one(['hold', 'lose', 'drop']),
        forMs: chance.between(0, LATE_MS),
      }),
    ],
    [2, () => ({ kind: 'drop connections', platform })],
    [2, () => ({ kind: 'restart database', downMs: chance.between(0, 1_500) })],
    [2, () => ({ kind: 'cut database' })],
    [
      3,
      () => ({
        kind: 'stall database',
        table: chance.one(TABLES),
        forMs: chance.between(100, 1_200),
        ends: chance.one(['gently', 'with a cut', 'with a cut', 'with a kill']),
      }),
    ],
  ])();
}

/** Mostly all: the leases of one that died while another lives last half a minute. */
function whoDies(chance: Chance, processes: 1 | 2): readonly number[] {
  if (processes === 1) return [0];
  return chance.weighted([
    [3, [0, 1]],
    [1, [0]],
    [1, [1]],
  ] as const);
}

function makeFault(chance: Chance, late: number): ApiFault {
  const platform = chance.one(PLATFORMS);
  const looks = chance.happens(0.2);
  const times = looks ? chance.between(1, 2) : chance.between(1, 4);
  const after = looks ? 0 : chance.between(0, platform === 'discord' ? 36 : 16);
  const common = { platform, on: (looks ? LOOKS : POSTS)[platform], times, after };
  return chance.weighted<() => ApiFault>([
    [4, () => ({ ...common, does: { kind: 'lose' } })],
    [3, () => ({ ...common, does: { kind: 'lose', ...serverError(chance, platform) } })],
    [2, () => ({ ...common, does: { kind: 'drop' } })],
    [2, () => ({ ...common, does: { kind: 'refuse', ...serverError(chance, platform) } })],
    [2, () => ({ ...common, does: { kind: 'refuse', status: 429, retryAfterMs: chance.between(200, 2_000) } })],
    [2, () => ({ ...common, does: { kind: 'delay', ms: chance.between(50, late) } })],
    [2, () => ({ ...common, does: { kind: 'hold' }, forMs: chance.between(50, late) })],
  ])();
}

function tooLate(chance: Chance): ApiFault {
  const after = chance.between(0, 36);
  const forMs = chance.between(TOO_LATE_MS.least, TOO_LATE_MS.most);
  return { platform: 'discord', on: POSTS.discord, times: chance.between(1, 3), after, does: { kind: 'hold' }, forMs };
}

function serverError(chance: Chance, platform: PlatformName): { status?: number; error?: string } {
  if (platform === 'discord' || chance.happens(0.3)) return { status: chance.one([500, 502, 503]) };
  return { error: chance.one(['internal_error', 'fatal_error']) };
}
