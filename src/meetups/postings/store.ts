import type { SendFailure } from '../../chat/platform.ts';
import type { Tx } from '../../database/transaction.ts';
import { CARD_KIND } from '../kinds.ts';

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
  space: { id: string; name: string; platform: string; meetupChannel: string | null };
}

/** @returns null when there is no such delivery, or it is not lost */
export async function findLostCard(db: Tx, deliveryId: string): Promise<LostCard | null> {
  const row = await db.delivery.findFirst({
    where: { id: deliveryId, kind: CARD_KIND, state: { in: ['failed', 'unknown'] } },
    include: { space: { select: { id: true, name: true, platform: true, meetupChannel: true } } },
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
  return (await db.delivery.count({ where: { id: deliveryId, kind: CARD_KIND, state: 'sent' } })) > 0;
}

/** Who has to hear of a published meetup's card, through the space where they made it. */
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
    where: {
      kind: CARD_KIND,
      subjectId: occurrence,
      spaceId,
      gone: false,
      delivery: { state: { in: ['pending', 'sent'] } },
    },
    select: { id: true },
  });
  return row !== null;
}
