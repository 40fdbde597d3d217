import type { AccountRef } from '../../chat/text.ts';
import { asCommunityId, type CommunityId } from '../../communities/ids.ts';
import type { Tx } from '../../database/transaction.ts';
import { promotedMessage, unreachedMessage } from '../kinds.ts';

/** A person who has a place, and could not be told something about it. */
export interface Unreached {
  deliveryId: string;
  occurrenceId: string;
  community: CommunityId;
  accountId: string;
  personId: string;
  reason: 'account-gone' | 'direct-messages-closed';
}

/**
 * @returns people with a place at what is still ahead, whose account is gone; and those who moved up and take no direct
 * messages, of whom the organiser has not been told. Who has answered since is there after all. At most 20.
 */
export async function unreached(db: Tx, kinds: readonly string[]): Promise<Unreached[]> {
  const rows = await db.$queryRaw<(Omit<Unreached, 'community'> & { community: string })[]>`
    SELECT DISTINCT ON (o.id, r."personId") d.id AS "deliveryId", o.id AS "occurrenceId",
           o."communityId" AS community, r."accountId", r."personId", d.reason
    FROM "Occurrence" o
    JOIN "Delivery" d ON d.kind = ANY(${kinds}::text[]) AND d."subjectId" = o.id AND d.state = 'failed'
    JOIN "Rsvp" r ON r."occurrenceId" = o.id AND r."accountId" = d."accountId" AND r.answer = 'going'
      AND r."answeredAt" <= d."doneAt"
    WHERE o."closesAt" IS NOT NULL AND (
      d.reason = 'account-gone'
      OR d.reason = 'direct-messages-closed' AND d.kind = ${promotedMessage.kind} AND NOT EXISTS (
        SELECT 1 FROM "Delivery" t WHERE t.key = ${unreachedMessage.kind} || ':' || d.id))
    ORDER BY o.id, r."personId", d.reason LIMIT 20`;
  return rows.map((row) => ({ ...row, community: asCommunityId(row.community) }));
}

/** Takes a person off the lists of an occurrence. @returns false when they were not on one (any more) */
export async function deleteAnswer(tx: Tx, occurrence: string, personId: string): Promise<boolean> {
  const { count } = await tx.rsvp.deleteMany({ where: { occurrenceId: occurrence, personId, answer: 'going' } });
  return count > 0;
}

/** A person who moved up and could not be told, while they still have the place. */
export interface Promoted {
  meetupId: string;
  occurrenceId: string;
  personId: string;
  account: AccountRef;
  /** The space where they answered. */
  space: { id: string; name: string };
}

/**
 * @param deliveryId of the message that did not get through
 * @returns null when there is none, they have no place any more, have answered since, or moved up once more since
 */
export async function findPromoted(db: Tx, deliveryId: string): Promise<Promoted | null> {
  const delivery = await db.delivery.findFirst({
    where: { id: deliveryId, kind: promotedMessage.kind, state: 'failed' },
    orderBy: { id: 'asc' },
  });
  if (!delivery?.accountId || !delivery.doneAt) return null;
  const { subjectId: occurrenceId, accountId, doneAt } = delivery;
  // Ids grow.
  const later = { kind: promotedMessage.kind, subjectId: occurrenceId, accountId, id: { gt: deliveryId } };
  if ((await db.delivery.count({ where: later })) > 0) return null;
  const rsvp = await db.rsvp.findFirst({
    orderBy: { place: 'asc' },
    where: { occurrenceId, accountId, answer: 'going', answeredAt: { lte: doneAt } },
    include: { account: true, space: { select: { id: true, name: true } }, occurrence: { select: { meetupId: true } } },
  });
  if (!rsvp) return null;
  const { platform, tenant, externalId: id } = rsvp.account;
  const { occurrence, personId, space } = rsvp;
  return { meetupId: occurrence.meetupId, occurrenceId, personId, account: { platform, tenant, id }, space };
}
