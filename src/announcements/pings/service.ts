import { UserError } from '../../chat/user-error.ts';
import { type Context, speak } from '../../communities/context.ts';
import { changeDraft, getDraft } from '../service.ts';
import type { Announcement } from '../store.ts';
import { offer } from './rules.ts';

/** A role or user group of the caller's space, with whom it would notify now. */
export interface OfferedPing {
  role: string;
  name: string;
  people: number;
}

/** @returns what a role would notify with the draft's copy in the caller's space @throws {UserError} */
export async function offerPing(context: Context, id: string, role: string): Promise<OfferedPing> {
  await getDraft(context, id);
  const { announcementChannel, meetupChannel } = context.space;
  const channel = announcementChannel ?? meetupChannel;
  if (channel === null) throw new UserError('ping-no-channel');
  const found = offer(await context.here.notifiable(channel, role));
  if ('people' in found) return { role, ...found };
  throw new UserError('ping-refused', { reason: speak(context).say(`announcement.ping-${found.hindrance}`) });
}

/**
 * The author says yes to so many people.
 * @returns the draft; or, when there are more by now, what is to be confirmed anew
 * @throws {UserError}
 */
export async function confirmPing(
  context: Context,
  id: string,
  { role, people }: Pick<OfferedPing, 'role' | 'people'>,
): Promise<Announcement | OfferedPing> {
  const now = await offerPing(context, id, role);
  return now.people > people ? now : changeDraft(context, id, { ping: now });
}
