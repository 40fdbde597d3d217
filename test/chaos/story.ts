import type { Seed } from '@samling/sandbox/contract.ts';
import { broadcast } from './broadcast/story.ts';
import { gathering } from './gathering/story.ts';
import type { Mischief } from './mischief.ts';
import type { Plan, StoryName } from './plan.ts';
import type { Verdict } from './verdict.ts';
import type { World } from './world.ts';

/** The things that people do in a run while things go wrong, and how it is judged. */
export interface Story {
  /** Makes the spaces and people that the run needs. */
  seed(plan: Plan): Seed;
  tell(world: World, plan: Plan): Telling;
}

/** A story in one world. */
export interface Telling {
  /** Brings the world to where things begin to go wrong. */
  prepare(): Promise<void>;
  /** Lets people act. Resolves when they have. @throws Error when they cannot get it done in time */
  perform(mischief: Mischief): Promise<void>;
  /**
   * @param letGo when the last request was let go that was held: what it may have done is then looked at, too
   * @returns whether nothing is on its way any more
   */
  isQuiet(letGo?: Date): Promise<boolean>;
  judge(): Promise<Verdict>;
}

export const STORIES: Readonly<Record<StoryName, Story>> = { broadcast, gathering };
