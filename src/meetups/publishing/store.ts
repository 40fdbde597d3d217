import type { MessageRef, SendFailure } from '../../chat/platform.ts';
import type { CommunityId } from '../../communities/ids.ts';
import type { Tx } from '../../database/transaction.ts';
import { cardMessage } from '../kinds.ts';

/**
 * Holds a community until the end of the transaction: whoever decides where its cards go (publishing, choosing a channel,
 * linking) waits here, so that no card is missed and none is posted twice.
 */
export async function lockPostings(tx: Tx, community: CommunityId): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Community" WHERE id = ${community}::uuid FOR NO KEY UPDATE`;
}

/** A card that is to be posted in a space's channel for meetups. */
export interface MissingCard {
  occurrenceId: string;
  spaceId: string;
  /** The platform's own id. */
  channel: string;
  /**
   * Number of times that a card of it was posted in this space before: only the last one stays. Null when there is
   * none.
   */
  again: number | null;
}

/** Spaces in which cards may be missing, and why. */
export interface Sharing {
  /** Those without a channel for meetups, or without the bot, have no missing cards. */
  spaces: readonly string[];
  /**
   * A channel was chosen: a card in another channel of the same space does not count. Otherwise any card that there ever
   * was does, so that what somebody deleted is not posted anew.
   */
  moving?: boolean;
  /** The space that was just linked with the others: between it and them, cards of an earlier link do not count. */
  linked?: string;
}

/**
 * @returns the cards of what is published and not over by `now` that hang in no channel yet, the last meetup first: the
 * next one then stands lowest in its channel
 */
export function missingCards(tx: Tx, { spaces, moving = false, linked }: Sharing, now: number): Promise<MissingCard[]> {
  return tx.$queryRaw<MissingCard[]>`
    SELECT o.id AS "occurrenceId", s.id AS "spaceId", s."meetupChannel" AS channel, before.again
    FROM "Space" s
    JOIN "Occurrence" o ON o."communityId" = s."communityId" AND o."closesAt" > ${new Date(now)}
    JOIN "Meetup" m ON m.id = o."meetupId" AND m.state = 'published'
    CROSS JOIN LATERAL (
      SELECT max(COALESCE((d.details->>'again')::int, 0)) AS again,
             count(*) FILTER (WHERE NOT p.gone AND p.channel = s."meetupChannel") AS there,
             count(*) FILTER (WHERE NOT p.gone) AS anywhere
      FROM "Placement" p JOIN "Delivery" d ON d."placementId" = p.id AND d.state::text IN ('pending', 'sent', 'unknown')
      WHERE p.kind = ${cardMessage.kind} AND p."subjectId" = o.id AND p."spaceId" = s.id
    ) before
    WHERE s.id = ANY(${spaces}::uuid[]) AND s."meetupChannel" IS NOT NULL AND s."goneAt" IS NULL
      AND (before.again IS NULL OR ${moving} AND before.there = 0
           OR before.anywhere = 0 AND (s.id = ${linked ?? null}::uuid) <> (m."spaceId" = ${linked ?? null}::uuid))
    ORDER BY o."startsAt" DESC, o.id`;
}

/** @returns the channel in which the newest card of what is still to come hangs in a space, or null */
export async function channelOfCards(tx: Tx, spaceId: string, now: number): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ channel: string }[]>`
    SELECT p.channel FROM "Placement" p
    JOIN "Occurrence" o ON o.id = p."subjectId" AND o."closesAt" > ${new Date(now)}
    WHERE p.kind = ${cardMessage.kind} AND p."spaceId" = ${spaceId}::uuid AND p.message IS NOT NULL AND NOT p.gone
    ORDER BY p.id DESC LIMIT 1`;
  return row?.channel ?? null;
}

/** State of a card so far. */
export interface PostedCard {
  spaceId: string;
  state: 'pending' | 'sent' | 'failed' | 'unknown' | 'dropped';
  reason: SendFailure | null;
  /** Once it is there. */
  message: MessageRef | null;
}

/** @returns the newest card of an occurrence in each space */
export async function postedCards(db: Tx, occurrence: string): Promise<PostedCard[]> {
  const rows = await db.placement.findMany({
    where: { kind: cardMessage.kind, subjectId: occurrence, gone: false },
    orderBy: { id: 'asc' },
    include: { delivery: true, space: { select: { externalId: true } } },
  });
  const newest = new Map(rows.map((row) => [row.spaceId, row]));
  return [...newest.values()].flatMap(({ spaceId, channel, message, delivery, space }) => {
    if (!delivery) return [];
    // Written from that list; it is text in the database.
    const reason = delivery.reason as SendFailure | null;
    const ref = message === null ? null : { space: space.externalId, channel, message };
    return [{ spaceId, state: delivery.state, reason, message: ref }];
  });
}
