import type { Call, Member } from '../../chat/call.ts';
import type { Platform } from '../../chat/platform.ts';
import { UserError } from '../../chat/user-error.ts';
import type { Database } from '../../database/client.ts';
import { findSpaceById, type SpaceOfCommunity } from '../store.ts';
import { likelySpaces } from './store.ts';

/** Space of a call, and what the caller may do there. */
export interface Placed {
  space: SpaceOfCommunity;
  member: Member;
}

/**
 * Finds the space of a call from direct messages that belong to no space (Discord), and asks the platform what the
 * caller may do there.
 * @param named the space that a button was sent for; without it, the caller has to be in the space that is found
 * @throws {UserError} when there is no such space
 */
export async function placeDirectCall(
  db: Database,
  platform: Platform,
  call: Call,
  named: string | undefined,
): Promise<Placed> {
  const { language } = await call.member();
  const memberOf = async (space: SpaceOfCommunity) => ({
    ...(await platform.member(space.externalId, call.account.id)),
    language,
  });
  if (named !== undefined) {
    const space = await findSpaceById(db.prisma, named);
    if (space?.platform !== call.space.platform) throw new UserError('unknown');
    return { space, member: await memberOf(space) };
  }
  for (const space of await likelySpaces(db.prisma, call.account)) {
    const member = await memberOf(space);
    if (!member.outside) return { space, member };
  }
  throw new UserError('no-space-here');
}
