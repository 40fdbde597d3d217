import type { Fault } from '@samling/sandbox/contract.ts';
import { drawBroadcast } from './broadcast/plan.ts';
import { drawGathering } from './gathering/plan.ts';
import { Chance } from './random.ts';

export type PlatformName = 'discord' | 'slack';
export type StoryName = 'broadcast' | 'gathering';

/** Time at which something happens: so many ms after so many messages have arrived. */
export interface Moment {
  copies: number;
  thenMs: number;
}

/** A fault of a platform's API; a request that is held is let go after `forMs`. */
export interface ApiFault extends Required<Pick<Fault, 'platform' | 'on' | 'times' | 'after' | 'does'>> {
  forMs?: number;
}

/**
 * Kills when a request is under way: before its work is done, or after. One that is held is done when the bot is dead.
 */
export interface KillAtRequest {
  kind: 'kill at a post' | 'kill at an edit' | 'kill at a delete';
  platform: PlatformName;
  after: number;
  does: 'hold' | 'lose' | 'drop';
  forMs: number;
}

/** Something that happens to the bots, their connections, or their database. */
export type Happening =
  | { kind: 'kill'; bots: readonly number[]; downMs: number }
  | KillAtRequest
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
  story: StoryName;
  seed: number;
  processes: 1 | 2;
  /** The second process comes when the story has begun. */
  lateSecond: boolean;
  /** Discord forgets nonces at once instead of after some minutes: what was posted must be found without them. */
  forgetful: boolean;
  /** Numbers of channels that the bot is not let into. */
  closed: readonly number[];
  faults: readonly ApiFault[];
  steps: readonly Step[];
  /** Happening at the time when reminders become due. Of a gathering. */
  atReminders?: Happening | undefined;
}

const DRAWS = { broadcast: drawBroadcast, gathering: drawGathering } as const;

/** Draws what goes wrong. The same story and seed give the same plan on every machine. */
export function makePlan(story: StoryName, seed: number): Plan {
  return { story, seed, ...DRAWS[story](new Chance(seed)) };
}
