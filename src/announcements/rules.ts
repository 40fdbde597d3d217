import type { Acceptance } from '../communities/networks/rules.ts';

/** A community that an announcement could reach. */
export interface Candidate {
  community: string;
  accepts: Acceptance;
  /** `channel`: null until somebody chooses one. */
  spaces: readonly { id: string; platform: string; channel: string | null; crosspost: boolean }[];
}

/** One copy of an announcement. */
export interface Target {
  community: string;
  spaceId: string;
  channel: string;
  crosspost: boolean;
}

/** People whom an announcement reaches. */
export interface Audience {
  targets: Target[];
  /** Communities that are asked first. */
  asked: string[];
  /** Number of communities that accept nothing of the topic. */
  refusing: number;
}

/** @returns the copies that a community gets when it wants the announcement */
export function targetsOf({ community, spaces }: Candidate): Target[] {
  return spaces.flatMap(({ id, channel, crosspost }) =>
    channel === null ? [] : [{ community, spaceId: id, channel, crosspost }],
  );
}

/** Leaves out whoever does not accept it, and asks nobody who could not show it. */
export function audienceOf(candidates: readonly Candidate[]): Audience {
  const willing = candidates.filter(({ accepts }) => accepts !== 'nothing');
  const asked = willing.filter(({ accepts }) => accepts === 'ask');
  return {
    targets: willing.filter(({ accepts }) => accepts === 'everything').flatMap(targetsOf),
    asked: asked.filter((one) => targetsOf(one).length > 0).map(({ community }) => community),
    refusing: candidates.length - willing.length,
  };
}

/** @returns the platforms where a copy comes, or where somebody is asked first: what is too long there is in the way */
export function platformsOf(candidates: readonly Candidate[]): Set<string> {
  const reached = candidates.filter((one) => one.accepts !== 'nothing' && targetsOf(one).length > 0);
  return new Set(
    reached.flatMap(({ accepts, spaces }) =>
      spaces.filter(({ channel }) => accepts === 'ask' || channel !== null).map(({ platform }) => platform),
    ),
  );
}

/** @returns how many communities, spaces and channels there are among the copies */
export function sizeOf(targets: readonly Target[]): { communities: number; spaces: number; channels: number } {
  const different = (key: (target: Target) => string) => new Set(targets.map(key)).size;
  return {
    communities: different(({ community }) => community),
    spaces: different(({ spaceId }) => spaceId),
    channels: different(({ spaceId, channel }) => `${spaceId} ${channel}`),
  };
}

/** The one who requires that a second person approves. */
export interface ApprovalRules {
  community: { id: string; approval: boolean };
  network: { owner: string; approval: boolean } | null;
}

/** @returns the communities on whose behalf somebody must approve, each once */
export function approvalsNeeded({ community, network }: ApprovalRules): string[] {
  const needed = [...(community.approval ? [community.id] : []), ...(network?.approval ? [network.owner] : [])];
  return [...new Set(needed)];
}

/**
 * @param author the person who wrote the text
 * @returns the communities that must approve and have not, each by somebody else than the author
 */
export function approvalsMissing(
  needed: readonly string[],
  approvals: readonly { community: string; person: string }[],
  author: string,
): string[] {
  return needed.filter((one) => !approvals.some(({ community, person }) => community === one && person !== author));
}

/** Number of copies in each state. */
export interface Tally {
  arrived: number;
  waiting: number;
  failed: number;
  unknown: number;
  dropped: number;
  /** Copies that others are taking out of their channels, and those taken out. */
  removing: number;
  removed: number;
  /** Showing an older text, because they cannot be edited; and deleted by somebody. */
  stale: number;
  lost: number;
}

export const totalOf = (tally: Tally): number => Object.values(tally).reduce((sum, one) => sum + one, 0);

/** Speed of the copies that are under way now. Times in ms since the epoch. */
export interface Pace {
  /** Time at which the oldest that still waits was to be sent. */
  since: number;
  /** Number of those that were to be sent since then and have ended, and when the last of them did. */
  done: number;
  last: number;
}

/** For so long we try at most; what would take longer is no estimate any more. */
const LEFT_MAX_S = 60 * 60;

/**
 * @param waiting so many copies
 * @param pace null when none that is under way has ended yet
 * @param now ms since the epoch
 * @returns the seconds that are left if it goes on as fast as until the last one ended; null when that cannot be known
 */
export function secondsLeft(waiting: number, pace: Pace | null, now: number): number | null {
  if (!pace || waiting === 0 || pace.last <= pace.since) return null;
  const all = ((pace.last - pace.since) / pace.done) * waiting;
  const seconds = Math.ceil((all - (now - pace.last)) / 1000);
  return seconds > 0 && seconds <= LEFT_MAX_S ? seconds : null;
}

const BAR_LENGTH = 20;

/** @returns a bar that is full only when every copy has arrived */
export function barOf(tally: Tally): string {
  const total = totalOf(tally);
  const full = total === 0 ? 0 : Math.floor((tally.arrived / total) * BAR_LENGTH);
  return '█'.repeat(full) + '░'.repeat(BAR_LENGTH - full);
}

/** @returns whether something is to wait for its time @param dueAt null: it waits for none; both in ms since the epoch */
export const isAhead = (dueAt: number | null, now: number): dueAt is number => dueAt !== null && dueAt > now;
