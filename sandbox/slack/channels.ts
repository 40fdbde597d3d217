import type { Seed } from '../contract.ts';
import { slackId } from '../ids.ts';
import type { Person, Team } from './directory.ts';

export interface Channel {
  id: string;
  name: string;
  team: Team;
  kind: 'public' | 'private' | 'direct';
  /** With whom the bot speaks in direct messages. */
  user?: Person;
  /** Two people who write to each other in direct messages. The bot sees nothing of them. */
  between?: readonly [Person, Person];
  /** Keys of the people in a private channel; left out where all of the workspace are. */
  members?: readonly string[];
  /**
   * True when the bot is a member. Into a public channel it can go by itself, into a private one it must be invited.
   */
  botIn: boolean;
  archived: boolean;
}

type SeedChannel = Seed['slack']['teams'][number]['channels'][number];

export function seededChannel({ bot = false, archived = false, ...seed }: SeedChannel, team: Team): Channel {
  return { ...seed, team, botIn: bot, archived };
}

/** The direct messages of a person and the bot. */
export function directChannel(person: Person): Channel {
  const { team } = person;
  const id = `D${person.id.slice(1)}`;
  return { id, name: 'directmessage', team, kind: 'direct', user: person, botIn: true, archived: false };
}

/** The direct messages of two people, which are the same from both sides. */
export function channelBetween(one: Person, other: Person): Channel {
  const between = one.key < other.key ? ([one, other] as const) : ([other, one] as const);
  const id = slackId('D', one.team.id, ...between.map(({ key }) => key));
  return { id, name: 'directmessage', team: one.team, kind: 'direct', between, botIn: false, archived: false };
}

export function peopleIn({ team, user, between, members }: Channel): Person[] {
  if (user !== undefined) return [user];
  if (between !== undefined) return [...between];
  return members === undefined ? team.people : team.people.filter(({ key }) => members.includes(key));
}

/** @returns whether the bot can know that there is such a channel */
export function isKnownToBot({ kind, botIn }: Channel): boolean {
  return kind === 'public' || botIn;
}
