import type { Call, Member } from '../../chat/call.ts';
import type { Right } from '../../chat/command.ts';
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

/** Request of a call: by which right, and with which arguments of a button. */
export interface Asked {
  args: Record<string, string>;
  right: Right;
}

/**
 * Finds the space of a call from direct messages that belong to no space (Discord), and asks the platform what the
 * caller may do there. What was shown for a space acts in that space. A guess is good enough only for what anyone may
 * do.
 * @throws {UserError} when there is no such space, or nobody knows which one is meant
 */
export async function placeDirectCall(db: Database, platform: Platform, call: Call, asked: Asked): Promise<Placed> {
  const { args, right } = asked;
  // Somebody may be told of a meetup, and say that they cannot come, after they have left.
  if (args.space !== undefined) return placeIn(await findSpaceById(db.prisma, args.space), platform, call);
  if (call.shownFor !== undefined) {
    const placed = await placeIn(await findSpaceById(db.prisma, call.shownFor), platform, call);
    if (placed.member.outside) throw new UserError('not-in-space');
    return placed;
  }
  if (right !== 'anyone') throw new UserError('which-space');
  for (const space of await likelySpaces(db.prisma, call.account)) {
    const placed = await placeIn(space, platform, call);
    if (!placed.member.outside) return placed;
  }
  throw new UserError('no-space-here');
}

/** @throws {UserError} when it is no space of the platform */
async function placeIn(space: SpaceOfCommunity | null, platform: Platform, call: Call): Promise<Placed> {
  if (space?.platform !== call.space.platform) throw new UserError('unknown');
  const { language } = await call.member();
  return { space, member: { ...(await platform.member(space.externalId, call.account.id)), language } };
}
