import { SendError } from '../../chat/platform.ts';
import type { Context } from '../context.ts';
import { recordChanges } from '../history/store.ts';
import { changeSpace, findSpaceById } from '../store.ts';

/** Names of channels made for announcements, an earlier one preferred. */
const NAMES = ['opslag', 'opslagstavle', 'nyheder', 'nyt', 'announcements', 'announcement', 'news'] as const;

/**
 * Chooses the channel that is made for announcements, where nobody has chosen one: they do not belong among meetups.
 * Whoever calls is told, for nobody asked for it.
 * @returns the channel when it was chosen now; null also where the platform does not tell just now
 */
export async function chooseAnnouncementChannel(context: Context): Promise<string | null> {
  const { db, here, space } = context;
  const before = await findSpaceById(db.prisma, space.id);
  if (!before || before.announcementChannel !== null) return null;
  const channel = await findPostable(here);
  if (channel === null || channel === before.meetupChannel) return null;
  return context.change(async (tx) => {
    const now = await findSpaceById(tx, space.id);
    if (!now || now.announcementChannel !== null) return null;
    await changeSpace(tx, { id: space.id, community: now.community.id }, { announcementChannel: channel });
    await recordChanges(context, tx, [{ setting: 'announcement-channel', before: null, after: channel }]);
    return channel;
  });
}

async function findPostable(here: Context['here']): Promise<string | null> {
  try {
    const channel = await here.findNamed(NAMES);
    return channel !== null && (await here.cannotPost(channel)) === null ? channel : null;
  } catch (error) {
    if (error instanceof SendError) return null;
    throw error;
  }
}
