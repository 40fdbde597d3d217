import type { SendFailure } from '../../chat/platform.ts';
import type { Tx } from '../../database/transaction.ts';
import { REFUSED_OFTEN } from '../../delivery/store.ts';
import { cardMessage } from '../kinds.ts';

/** A meetup's card that did not reach its channel, or of which nobody can say whether it did. */
export interface LostCard {
  deliveryId: string;
  meetupId: string;
  occurrenceId: string;
  /** false: nobody can say. */
  failed: boolean;
  reason: SendFailure;
  /** The platform's own id. */
  channel: string;
  space: { id: string; communityId: string; name: string; platform: string; meetupChannel: string | null };
}

/** @returns null when there is no such delivery, or it is not lost */
export async function findLostCard(db: Tx, deliveryId: string): Promise<LostCard | null> {
  const row = await db.delivery.findFirst({
    orderBy: { id: 'asc' },
    where: { id: deliveryId, kind: cardMessage.kind, state: { in: ['failed', 'unknown'] } },
    include: { space: { select: { id: true, communityId: true, name: true, platform: true, meetupChannel: true } } },
  });
  const occurrence = row && (await db.occurrence.findUnique({ where: { id: row.subjectId } }));
  if (!row?.channel || !occurrence) return null;
  return {
    deliveryId,
    meetupId: occurrence.meetupId,
    occurrenceId: occurrence.id,
    failed: row.state === 'failed',
    // Written from that list; it is text in the database.
    reason: (row.reason ?? 'refused') as SendFailure,
    channel: row.channel,
    space: row.space,
  };
}

/** @returns whether the card of a delivery is in its channel */
export async function hasArrived(db: Tx, deliveryId: string): Promise<boolean> {
  return (await db.delivery.count({ where: { id: deliveryId, kind: cardMessage.kind, state: 'sent' } })) > 0;
}

/** The organiser who has to hear of a published meetup's card, through the space where they made it. */
export interface Organiser {
  occurrenceId: string;
  accountId: string;
  spaceId: string;
}

/** @returns the organisers of occurrences that are published */
export async function organisersOf(tx: Tx, occurrences: readonly string[]): Promise<Organiser[]> {
  const rows = await tx.occurrence.findMany({
    where: { id: { in: [...occurrences] }, meetup: { state: 'published' } },
    select: { id: true, meetup: { select: { organiserId: true, spaceId: true } } },
  });
  return rows.map(({ id, meetup }) => ({
    occurrenceId: id,
    accountId: meetup.organiserId,
    spaceId: meetup.spaceId,
  }));
}

/** @returns whether an occurrence has a card in a space, or one on its way there */
export async function hasCard(tx: Tx, occurrence: string, spaceId: string): Promise<boolean> {
  const row = await tx.placement.findFirst({
    orderBy: { id: 'asc' },
    where: {
      kind: cardMessage.kind,
      subjectId: occurrence,
      spaceId,
      gone: false,
      delivery: { state: { in: ['pending', 'sent'] } },
    },
    select: { id: true },
  });
  return row !== null;
}

/** A card that hangs in a channel and does not show the newest, or no longer hangs there. */
export interface StaleCard {
  placementId: string;
  meetupId: string;
  occurrenceId: string;
  gone: boolean;
  /** The platform's own id. */
  channel: string;
  space: { id: string; communityId: string; name: string; meetupChannel: string | null };
}

/** @returns null when there is no such card, or it shows the newest by now, or another one was posted in its place */
export async function findStaleCard(db: Tx, placementId: string): Promise<StaleCard | null> {
  const row = await db.placement.findFirst({
    orderBy: { id: 'asc' },
    where: { id: placementId, kind: cardMessage.kind },
    include: {
      space: { select: { id: true, communityId: true, name: true, meetupChannel: true } },
      delivery: { select: { details: true } },
    },
  });
  const occurrence = row && (await db.occurrence.findUnique({ where: { id: row.subjectId } }));
  if (!occurrence || row.message === null) return null;
  const stale = row.gone || (row.shown < row.changes && row.refusals >= REFUSED_OFTEN);
  const { again = 0 } = (row.delivery?.details ?? {}) as { again?: number };
  if (!stale || again < (await timesPosted(db, occurrence.id, row.spaceId))) return null;
  const { gone, channel, space } = row;
  return { placementId, meetupId: occurrence.meetupId, occurrenceId: occurrence.id, gone, channel, space };
}

/** @returns how often an occurrence's card was posted anew in a space: only the last one stays */
export async function timesPosted(db: Tx, occurrence: string, spaceId: string): Promise<number> {
  const [row] = await db.$queryRaw<[{ again: number | null }]>`
    SELECT max((details->>'again')::int) AS again FROM "Delivery"
    WHERE kind = ${cardMessage.kind} AND "subjectId" = ${occurrence}::uuid AND "spaceId" = ${spaceId}::uuid
      AND state::text IN ('pending', 'sent')`;
  return row.again ?? 0;
}

/**
 * @returns cards of which their organisers have not been told that they cannot be edited, or are gone: of meetups that are
 * still ahead, at most 50. `shown`: what the message shows, so that each time it is stuck is told once.
 */
export function untoldCards(db: Tx, kind: string): Promise<{ id: string; occurrenceId: string; shown: number }[]> {
  return db.$queryRaw<{ id: string; occurrenceId: string; shown: number }[]>`
    SELECT p.id, p."subjectId" AS "occurrenceId", p.shown
    FROM "Placement" p JOIN "Occurrence" o ON o.id = p."subjectId" AND o."closesAt" IS NOT NULL
    WHERE p.kind = ${cardMessage.kind} AND p.message IS NOT NULL
      AND (p.gone OR p.shown < p.changes AND p.refusals >= ${REFUSED_OFTEN})
      AND NOT EXISTS (SELECT 1 FROM "Delivery" d WHERE d.key = ${kind} || ':' || p.id || ':' || p.shown)
    LIMIT 50`;
}
