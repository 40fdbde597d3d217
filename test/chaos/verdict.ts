import type { World } from './world.ts';

/** Outcome of a run. */
export interface Verdict {
  /** Sentences about what is wrong; none: all is well. */
  wrong: string[];
  copies: number;
  doubles: number;
  missing: number;
  /** Undecided where the channel could be looked at: what may happen to one in 10,000. */
  unknown: number;
  /** Undecided because the channel is closed to the bot, so that nobody can look. */
  hidden: number;
  failed: number;
  /** Answers 429 that nobody injected. */
  limited: number;
  /** Deliveries that took more than one attempt. */
  repeated: number;
}

/** The verdict on a run that came to nothing. */
export const NOTHING: Verdict = {
  wrong: [],
  copies: 0,
  doubles: 0,
  missing: 0,
  unknown: 0,
  hidden: 0,
  failed: 0,
  limited: 0,
  repeated: 0,
};

/** Counts the answers 429 that no fault gave. */
export function countLimited({ sandbox }: World): number {
  const requests = [...sandbox.discord.requests(), ...sandbox.slack.requests()];
  return requests.filter(({ status, fault }) => status === 429 && fault === undefined).length;
}
