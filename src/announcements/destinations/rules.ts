import type { SpaceOfCommunity } from '../../communities/store.ts';
import { type Candidate, targetsOf } from '../rules.ts';

/** So many other communities are named; the rest is a number. */
export const NAMED_MAX = 5;

/** A space of the author's own community, with the channel where an announcement comes, or why none comes. */
export interface OwnPlace {
  space: Pick<SpaceOfCommunity, 'id' | 'name' | 'platform' | 'externalId'>;
  /** The platform's own id; null where it does not go. */
  channel: string | null;
  obstacle: 'no-channel' | 'gone' | null;
}

/** Other communities: how many they are, and the ids of the first of them. */
export interface Others {
  count: number;
  first: readonly string[];
}

/** Places where an announcement goes beside the author's own community, and where nothing comes that would be welcome. */
export interface Elsewhere {
  reached: Others;
  asked: Others;
  /** Those without any channel, and those where some spaces have none. */
  nowhere: Others;
  partly: Others;
  /** Those whose spaces the bot was all taken out of. */
  gone: Others;
}

/** @param spaces all those of a community, also those that the bot was taken out of */
export function ownPlaces(spaces: readonly SpaceOfCommunity[]): OwnPlace[] {
  return spaces.map((space) => {
    const chosen = space.announcementChannel ?? space.meetupChannel;
    const obstacle = space.goneAt ? 'gone' : chosen === null ? 'no-channel' : null;
    return { space, channel: obstacle ? null : chosen, obstacle };
  });
}

/** @param own the author's community */
export function elsewhere(candidates: readonly Candidate[], own: string): Elsewhere {
  const willing = candidates.filter(({ community, accepts }) => community !== own && accepts !== 'nothing');
  const reachable = willing.filter((one) => targetsOf(one).length > 0);
  return {
    reached: othersOf(reachable.filter(({ accepts }) => accepts === 'everything')),
    asked: othersOf(reachable.filter(({ accepts }) => accepts === 'ask')),
    nowhere: othersOf(willing.filter((one) => one.spaces.length > 0 && targetsOf(one).length === 0)),
    partly: othersOf(reachable.filter(({ spaces }) => spaces.some(({ channel }) => channel === null))),
    gone: othersOf(willing.filter(({ spaces }) => spaces.length === 0)),
  };
}

const othersOf = (candidates: readonly Candidate[]): Others => ({
  count: candidates.length,
  first: candidates.slice(0, NAMED_MAX).map(({ community }) => community),
});
