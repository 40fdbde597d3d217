import { asSeen } from '../../chat/as-seen.ts';

/** Treatment of announcements from a network by a community; the strictest last. */
export const ACCEPTANCES = ['everything', 'ask', 'nothing'] as const;
export type Acceptance = (typeof ACCEPTANCES)[number];

/** A member's choices in a network. */
export interface Accepts {
  /** For every topic and target group without a choice of its own. */
  accepts: Acceptance;
  /** By the id of the topic or target group. */
  choices: Readonly<Record<string, Acceptance>>;
}

/** Subject of an announcement, and for whom: ids. */
export interface Subject {
  /** Null when its topic was taken off the list. */
  topic: string | null;
  /** Null: for everyone, which nobody can have chosen anything for. */
  group: string | null;
}

/**
 * Of what a member chose for the topic and for the target group, the stricter wins; without either, what holds for all.
 */
export function acceptanceOf({ accepts, choices }: Accepts, { topic, group }: Subject): Acceptance {
  const chosen = [topic, group].map((one) => (one === null ? undefined : choices[one]));
  return ACCEPTANCES.findLast((one) => chosen.includes(one)) ?? accepts;
}

/**
 * @param approves whether the community wants its own announcements approved
 * @returns whether anybody of it is asked: to accept what comes, or to approve
 */
export function asksAnybody({
  approves,
  community,
  membership,
}: {
  approves: boolean;
  community: string;
  membership: (Accepts & { network: { owner: string; approval: boolean } }) | null;
}): boolean {
  if (approves || !membership) return approves;
  const { accepts, choices, network } = membership;
  if (network.approval && network.owner === community) return true;
  return [accepts, ...Object.values(choices)].includes('ask');
}

/** The most of each kind that fit a menu on both platforms, together with one's own community, or with everyone. */
export const TOPICS_MAX = 20;
export const TOPIC_NAME_MAX = 60;

/**
 * @param typed one topic or target group on each line
 * @returns the names as they are kept: trimmed, each once however it is written, without empty lines
 */
export function readTopics(typed: string): string[] {
  const names = typed
    .split('\n')
    .map((line) => line.normalize('NFC').trim().replace(/\s+/g, ' '))
    .filter((line) => line !== '');
  return names.filter((name, index) => names.findIndex((other) => asSeen(other) === asSeen(name)) === index);
}

/** Marks that tell a network apart from another of the same name. */
interface Named {
  id: string;
  name: string;
  ownerName: string;
}

/**
 * @param networks of one community
 * @returns by id, what each is called there: its name; where several have that, with who owns it; else with a number
 * too
 */
export function namesApart(networks: readonly Named[]): Map<string, string> {
  const shared = (one: Named) => networks.some((other) => other !== one && asSeen(other.name) === asSeen(one.name));
  const taken = new Set(networks.filter((one) => !shared(one)).map(({ name }) => asSeen(name)));
  const free = (label: string, nth = 1): string => {
    const numbered = nth === 1 ? label : `${label} ${nth}`;
    if (taken.has(asSeen(numbered))) return free(label, nth + 1);
    taken.add(asSeen(numbered));
    return numbered;
  };
  return new Map(networks.map((one) => [one.id, shared(one) ? free(`${one.name} (${one.ownerName})`) : one.name]));
}
