import { Prisma } from '../database/generated/client.ts';
import type { Tx } from '../database/transaction.ts';
import { FIRST_REFUSAL_PAUSE_MS, REFUSALS_MAX, REFUSED_OFTEN } from './store.ts';

/** From when it is taken up until an edit has surely left: nobody else edits the card meanwhile. */
export const EDIT_LEASE_MS = 30_000;
/**
 * Longest time after it was taken up in which an edit may still come of which nobody knows what became: it leaves
 * within its lease, and what stands before a platform's servers keeps a request for two minutes at most. Cloudflare,
 * which stands before Discord: https://developers.cloudflare.com/fundamentals/reference/connection-limits/
 */
export const EDIT_LATE_MS = EDIT_LEASE_MS + 120_000;
/** Until a card of which something may still come is looked at again, at least. */
const FIRST_LOOK_MS = 5_000;

/** A live card that does not show the truth, or of which an edit may still come to be. */
export interface StaleCard {
  id: string;
  kind: string;
  subjectId: string;
  spaceId: string;
  platform: string;
  spaceExternalId: string;
  details: Record<string, string | number>;
  channel: string;
  message: string;
  changes: number;
  refusals: number;
  /** Number of times it was taken up. */
  attempts: number;
  /** Until then an earlier edit may still come to be. */
  unsureUntil: Date | null;
  fingerprint: string | null;
  /** The account whose direct messages it hangs in, and the language they read. */
  accountId: string | null;
  accountLanguage: string | null;
  communityId: string;
  communityLanguage: string;
  communityZone: string;
}

/** One that this worker alone may edit until its lease is over; `attempts` with this one. */
export interface ClaimedCard extends StaleCard {
  /** By the machine's clock, ms. */
  takenAt: number;
}

/** The cards `p` that may be edited now. @param machine ms, by the machine's clock */
const mayBeEdited = (machine: number) => Prisma.sql`
  (p.shown < p.changes OR p."lookAt" <= ${new Date(machine)}) AND NOT p.gone AND p.message IS NOT NULL
  AND p.refusals < ${REFUSALS_MAX} AND p."wakeAt" <= ${new Date(machine)}`;

/**
 * @returns cards of a platform that may be edited now, one of each channel, those first that have waited longest
 * @param full our ids of spaces, and the platform's of channels, where nothing more is to be edited for now
 * @param last kinds that come after all others
 */
export function dueEdits(
  db: Tx,
  wanted: {
    platform: string;
    machine: number;
    most: number;
    full: { spaces: readonly string[]; channels: readonly string[] };
    last: readonly string[];
  },
): Promise<{ id: string; space: string; channel: string }[]> {
  const { platform, machine, most, full, last } = wanted;
  return db.$queryRaw<{ id: string; space: string; channel: string }[]>`
    SELECT id, space, channel FROM (
      SELECT DISTINCT ON (p."spaceId", p.channel) p.id, p."spaceId" AS space, p.channel, p."wakeAt", p.kind
      FROM "Placement" p JOIN "Space" s ON s.id = p."spaceId"
      WHERE ${mayBeEdited(machine)} AND s.platform = ${platform}
        AND p."spaceId" <> ALL(${full.spaces}::uuid[]) AND p.channel <> ALL(${full.channels}::text[])
      ORDER BY p."spaceId", p.channel, p."wakeAt", p.id
    ) AS due
    ORDER BY kind = ANY(${last}::text[]), "wakeAt", id LIMIT ${most}`;
}

/** Holds, until the end of the transaction, those of the cards that may still be edited now. */
export function holdCards(tx: Tx, ids: readonly string[], machine: number): Promise<StaleCard[]> {
  return tx.$queryRaw<StaleCard[]>`
    SELECT p.id, p.kind, p."subjectId", p."spaceId", s.platform, s."externalId" AS "spaceExternalId",
           COALESCE(d.details, '{}') AS details, p.channel, p.message, p.changes, p.refusals, p.attempts, p."unsureUntil",
           p.fingerprint, a.id AS "accountId", a.language AS "accountLanguage",
           c.id AS "communityId", c.language AS "communityLanguage", c.zone AS "communityZone"
    FROM "Placement" p
    JOIN "Space" s ON s.id = p."spaceId"
    JOIN "Community" c ON c.id = s."communityId"
    LEFT JOIN "Delivery" d ON d."placementId" = p.id
    LEFT JOIN "Account" a ON a.id = d."accountId"
    WHERE p.id = ANY(${ids}::uuid[]) AND ${mayBeEdited(machine)}
    ORDER BY p."wakeAt", p.id
    FOR UPDATE OF p SKIP LOCKED`;
}

/**
 * Takes up cards that are held. That an edit may be under way is written before it leaves: whoever comes after a
 * process that died over it knows.
 */
export async function claimCards(tx: Tx, cards: readonly ClaimedCard[]): Promise<void> {
  const [first] = cards;
  if (!first) return;
  const until = (ms: number) => new Date(first.takenAt + ms);
  await tx.$executeRaw`
    UPDATE "Placement"
    SET attempts = attempts + 1, "wakeAt" = ${until(EDIT_LEASE_MS)}, "lookAt" = ${until(EDIT_LEASE_MS)},
        "unsureUntil" = GREATEST("unsureUntil", ${until(EDIT_LATE_MS)})
    WHERE id = ANY(${cards.map(({ id }) => id)}::uuid[])`;
}

/** Cards are edited at another time. @param edits `at`: by the machine's clock, ms */
export async function postponeEdits(
  tx: Tx,
  edits: readonly { item: Pick<StaleCard, 'id'>; at: number }[],
): Promise<void> {
  if (edits.length === 0) return;
  const rows = edits.map(({ item, at }) => ({ id: item.id, at: new Date(Math.ceil(at)) }));
  await tx.$executeRaw`
    UPDATE "Placement" p SET "wakeAt" = row.at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row(id uuid, at timestamptz)
    WHERE p.id = row.id`;
}

/** Outcome of an edit; times by the machine's clock, ms. */
export type EditEnding =
  /** The card shows the truth as of its `changes`, unless an earlier edit still comes. */
  | { state: 'shown'; fingerprint: string; now: number; wakeAt: number }
  /** Surely not done. */
  | { state: 'not-done'; wakeAt: number }
  /** The platform refused: tried again after a pause, or soon when the subject has changed meanwhile. */
  | { state: 'refused'; machine: number; pauseMs: number }
  /** Nobody knows whether it is done, or will be. */
  | { state: 'unknown'; wakeAt: number };

/** Writes what came of an edit, unless somebody else has taken the card up meanwhile. */
export async function finishEdit(db: Tx, card: ClaimedCard, ending: EditEnding): Promise<void> {
  await db.$executeRaw`
    UPDATE "Placement" SET ${changesOf(card, ending)}
    WHERE id = ${card.id}::uuid AND attempts = ${card.attempts}`;
}

function changesOf(card: ClaimedCard, ending: EditEnding): Prisma.Sql {
  const before = stillUnsure(card);
  switch (ending.state) {
    case 'shown':
      return Prisma.sql`
        shown = ${card.changes}, refusals = 0, fingerprint = ${ending.fingerprint}, "editedAt" = ${new Date(ending.now)},
        "unsureUntil" = ${before}, "lookAt" = ${before && nextLook(before, ending.wakeAt)}, "wakeAt" = ${at(ending.wakeAt)}`;
    case 'not-done':
      return Prisma.sql`"unsureUntil" = ${before}, "lookAt" = ${before && at(ending.wakeAt)}, "wakeAt" = ${at(ending.wakeAt)}`;
    case 'refused': {
      const again = at(ending.machine + ending.pauseMs);
      return Prisma.sql`
        "unsureUntil" = ${before}, "lookAt" = ${before && again},
        refusals = CASE WHEN changes = ${card.changes} THEN refusals + 1 ELSE LEAST(refusals, ${REFUSED_OFTEN}) + 1 END,
        "wakeAt" = CASE WHEN changes = ${card.changes} THEN ${again}::timestamptz
                        ELSE ${at(ending.machine + FIRST_REFUSAL_PAUSE_MS)}::timestamptz END`;
    }
    case 'unknown':
      return Prisma.sql`"lookAt" = ${at(ending.wakeAt)}, "wakeAt" = ${at(ending.wakeAt)}`;
  }
}

const at = (machine: number) => new Date(Math.ceil(machine));

/** @returns until when an edit from before this one may still come to be, and undo it; null when none can any more */
function stillUnsure({ unsureUntil, takenAt }: ClaimedCard): Date | null {
  return unsureUntil && unsureUntil.getTime() > takenAt ? unsureUntil : null;
}

/**
 * Looked at in pauses that grow: what came late is put right before it has stood twice as long as it was late. The last
 * look is when nothing can come any more. A change does not wait for it.
 */
function nextLook(unsureUntil: Date, wakeAt: number): Date {
  const takenUp = unsureUntil.getTime() - EDIT_LATE_MS;
  const pause = Math.max(FIRST_LOOK_MS, wakeAt - takenUp);
  return new Date(Math.min(unsureUntil.getTime(), wakeAt + pause));
}

/** The message or its channel is gone: the card is left alone from now on. */
export async function abandonCard(db: Tx, id: string): Promise<void> {
  // None when it has been forgotten meanwhile.
  await db.placement.updateMany({ where: { id }, data: { gone: true } });
}
