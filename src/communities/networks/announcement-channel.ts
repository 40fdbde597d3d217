import { inTime } from '../../chat/in-time.ts';
import { SendError } from '../../chat/platform.ts';
import type { Context } from '../context.ts';
import { recordChanges } from '../history/store.ts';
import { changeSpace, findSpaceById, type SpaceOfCommunity, spacesOf } from '../store.ts';

/** Names of channels made for announcements, an earlier one preferred. */
const NAMES = ['opslag', 'opslagstavle', 'nyheder', 'nyt', 'announcements', 'announcement', 'news'] as const;

/** Time in ms for which whoever writes waits for another place's platform: a channel that it names later is chosen next time. */
const PATIENCE_MS = 1_500;

/** A channel that was chosen without anybody asking for it. */
export interface FoundChannel {
  space: SpaceOfCommunity;
  /** The platform's own id. */
  channel: string;
}

/**
 * Chooses the channels that are made for announcements, in all places of the caller's community where nobody has chosen one:
 * they do not belong among meetups. Whoever calls is told, for nobody asked for it.
 * @returns those that were chosen now; none of a place whose platform does not tell just now
 */
export async function chooseAnnouncementChannels(context: Context): Promise<FoundChannel[]> {
  const spaces = await spacesOf(context.db.prisma, context.space.community.id);
  const open = spaces.filter(({ announcementChannel, goneAt }) => announcementChannel === null && goneAt === null);
  const found = await Promise.all(open.map(async (space) => ({ space, channel: await findPostable(context, space) })));
  const wanted = found.filter((one): one is FoundChannel => one.channel !== null);
  const better = wanted.filter(({ space, channel }) => channel !== space.meetupChannel);
  if (better.length === 0) return [];
  return context.change(async (tx) => {
    const chosen: FoundChannel[] = [];
    for (const one of better) {
      const now = await findSpaceById(tx, one.space.id);
      const same = now?.community.id === one.space.community.id;
      if (!now || !same || now.announcementChannel !== null) continue;
      await changeSpace(tx, { id: now.id, community: now.community.id }, { announcementChannel: one.channel });
      const setting = { setting: 'announcement-channel' as const, before: null };
      const elsewhere = now.id === context.space.id ? {} : { about: now.name };
      await recordChanges(context, tx, [{ ...setting, ...elsewhere, after: one.channel }]);
      chosen.push(one);
    }
    return chosen;
  });
}

async function findPostable(context: Context, space: SpaceOfCommunity): Promise<string | null> {
  const there = context.at(space);
  if (!there) return null;
  const look = async () => {
    const channel = await there.findNamed(NAMES);
    return channel !== null && (await there.cannotPost(channel)) === null ? channel : null;
  };
  try {
    if (space.id === context.space.id) return await look();
    return await inTime(look(), PATIENCE_MS, () => new SendError({ kind: 'not-sent' }));
  } catch (error) {
    if (error instanceof SendError) return null;
    throw error;
  }
}
