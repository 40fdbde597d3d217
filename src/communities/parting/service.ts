import { formerOf, partAnnouncements } from '../../announcements/parting/service.ts';
import {
  type AnnouncementCounts,
  countParting as countAnnouncements,
  lockAnnouncements,
} from '../../announcements/parting/store.ts';
import { UserError } from '../../chat/user-error.ts';
import type { Tx } from '../../database/transaction.ts';
import { partMeetups } from '../../meetups/parting/service.ts';
import { countParting, type PartingCounts } from '../../meetups/parting/store.ts';
import { approvalOffMessage } from '../approval-off/kinds.ts';
import { namesOf } from '../card.ts';
import type { Context } from '../context.ts';
import { recordChanges } from '../history/store.ts';
import { endLinkCodes } from '../linking/store.ts';
import { endExceptions, type SpaceOfCommunity, spacesOf } from '../store.ts';
import { openedBy } from './rules.ts';
import { endWishesOf, holdSpace, partSpace } from './store.ts';

/** Effects of parting the caller's space from the others, expected or done. */
export interface Parting extends PartingCounts, AnnouncementCounts {
  space: SpaceOfCommunity;
  /** The spaces that stay together. */
  others: SpaceOfCommunity[];
  /** Spaces where everybody can organise afterwards, because the place that had chosen who may is on the other side. */
  opened: SpaceOfCommunity[];
}

/** @returns what parting would do now @throws {UserError} when the caller's space is linked with no other */
export function getParting(context: Context): Promise<Parting> {
  return partingOf(context, context.db.prisma, context.space);
}

async function partingOf({ now }: Context, tx: Tx, space: SpaceOfCommunity): Promise<Parting> {
  const others = (await spacesOf(tx, space.community.id)).filter(({ id }) => id !== space.id);
  if (others.length === 0) throw new UserError('not-linked');
  const leaving = { community: space.community.id, spaceId: space.id };
  return {
    space,
    others,
    opened: openedBy(space, others),
    ...(await countParting(tx, { ...leaving, now })),
    ...(await countAnnouncements(tx, leaving)),
  };
}

/**
 * Parts the caller's space from the others of its community: it stands alone, with the meetups that were made in it.
 * What is still to come is no longer shown on the other side, and answers from there end.
 * @throws {UserError} when it is linked with no other
 */
export async function partFromOthers(context: Context): Promise<Parting> {
  const now = new Date(context.now);
  const absent = await formerOf(context, context.space.community.id);
  return context.change(async (tx) => {
    await lockAnnouncements(tx, context.space.community.id);
    const space = await holdSpace(tx, context.space);
    const from = space.community.id;
    const parting = await partingOf(context, tx, space);
    const before = namesOf(await spacesOf(tx, from), context.language);
    const to = await partSpace(tx, space, { stays: parting.others[0]?.name ?? space.name, now });
    const answers = await partMeetups(context, tx, { spaceId: space.id, from, to });
    const questions = await partAnnouncements(context, tx, { spaceId: space.id, from, to, absent });
    await endLinkCodes(tx, from, now);
    await endExceptions(tx, from);
    await context.outbox.changed(tx, approvalOffMessage, ...(await endWishesOf(tx, space.id)));
    const written = { setting: 'spaces' as const, before };
    await recordChanges(context, tx, [{ ...written, after: namesOf(parting.others, context.language) }]);
    const alone = { ...context, space: { ...space, community: { ...space.community, id: to } } };
    await recordChanges(alone, tx, [{ ...written, after: space.name }]);
    return { ...parting, ...questions, answers };
  });
}
