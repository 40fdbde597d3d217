import type { SpaceOfCommunity } from '../../communities/store.ts';

/** Destination of a meetup in one space of its community, or why it does not go there. */
export interface Destination {
  space: SpaceOfCommunity;
  /** The platform's own id; null where it does not go. */
  channel: string | null;
  /** Nobody has chosen a channel in this space: it is the one where the caller is. */
  byItself: boolean;
  obstacle: 'no-channel' | 'gone' | null;
}

/**
 * @param spaces of the meetup's community
 * @param caller where the meetup is published from: without a channel for meetups it is shown right there
 * @returns one destination for each space, that of the caller first
 */
export function destinationsOf(
  spaces: readonly SpaceOfCommunity[],
  caller: { spaceId: string; channel: string },
): Destination[] {
  const own = (space: SpaceOfCommunity) => space.id === caller.spaceId;
  const callerFirst = spaces.toSorted((one, other) => Number(own(other)) - Number(own(one)));
  return callerFirst.map((space) => {
    if (own(space)) {
      const channel = space.meetupChannel ?? caller.channel;
      return { space, channel, byItself: space.meetupChannel === null, obstacle: null };
    }
    const obstacle = space.goneAt ? 'gone' : space.meetupChannel === null ? 'no-channel' : null;
    return { space, channel: obstacle ? null : space.meetupChannel, byItself: false, obstacle };
  });
}
