import { inTime } from '../../chat/in-time.ts';
import { SendError } from '../../chat/platform.ts';
import type { Context } from '../../communities/context.ts';
import { namesOfCommunities, spacesOf } from '../../communities/store.ts';
import type { Candidate } from '../rules.ts';
import type { Announcement } from '../store.ts';
import type { Destinations } from './card.ts';
import { elsewhere, type Others, type OwnPlace, ownPlaces } from './rules.ts';

/** Longest wait for a name after a press on the draft, in ms: without it the place is named alone. */
const NAME_PATIENCE_MS = 1_500;

/** @returns where an announcement of the caller's community goes as things are, by the names that people know */
export async function destinationsOf(
  context: Context,
  { community }: Announcement,
  candidates: readonly Candidate[],
): Promise<Destinations> {
  const { prisma } = context.db;
  const places = ownPlaces(await spacesOf(prisma, community.id));
  const other = elsewhere(candidates, community.id);
  const named = Object.values<Others>({ ...other }).flatMap(({ first }) => first);
  const [own, names] = await Promise.all([
    Promise.all(places.map(async (place) => ({ ...place, channelName: await channelName(context, place) }))),
    namesOfCommunities(prisma, [...new Set(named)]),
  ]);
  return { own, elsewhere: other, names };
}

/**
 * A channel of another space is no mention there; its name is asked of its platform. Null where it does not tell just
 * now.
 */
export async function channelName(
  context: Context,
  { space, channel }: Pick<OwnPlace, 'space' | 'channel'>,
): Promise<string | null> {
  if (channel === null || space.id === context.space.id) return null;
  try {
    return await inTime(
      context.channelName(space, channel),
      NAME_PATIENCE_MS,
      () => new SendError({ kind: 'not-sent' }),
    );
  } catch (error) {
    if (error instanceof SendError) return null;
    throw error;
  }
}
