import { randomUUIDv7 } from 'node:crypto';
import type { Tx } from '../database/transaction.ts';
import type { NewDelivery, NewPlacement } from './outbox.ts';

/** The time of day and the machine's own time, both in ms. */
interface Times {
  now: number;
  machine: number;
}

/** Writes deliveries whose key is new, in one statement. @returns how many were */
export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[], times: Times): Promise<number> {
  if (deliveries.length === 0) return 0;
  const rows = deliveries.map(({ to, details = {}, priority = 'urgent', crosspost = false, ...rest }) => ({
    // Ids that grow are written to one place of an index, not all over it.
    id: randomUUIDv7(),
    ...rest,
    details,
    priority,
    crosspost,
    ...to,
  }));
  return tx.$executeRaw`
    INSERT INTO "Delivery" (id, "spaceId", kind, "subjectId", details, channel, "accountId", "placementId", key, priority, crosspost,
                            "wakeAt", "createdAt")
    SELECT id, "spaceId", kind, "subjectId", details, channel, "accountId", "placementId", key, priority, crosspost,
           ${new Date(times.machine)}, ${new Date(times.now)}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row(
      id uuid, "spaceId" uuid, kind text, "subjectId" uuid, details jsonb, channel text, "accountId" uuid, "placementId" uuid, key text,
      priority "DeliveryPriority", crosspost boolean)
    ON CONFLICT (key) DO NOTHING`;
}

/** Writes placements and the deliveries that post them. @returns how many */
export async function insertPlacements(tx: Tx, placements: readonly NewPlacement[], times: Times): Promise<number> {
  const rows = placements.map((placement) => ({ id: randomUUIDv7(), ...placement }));
  if (rows.length === 0) return 0;
  // The channel of somebody's direct messages is known when the card is there.
  const placed = rows.map(({ to, ...rest }) => ({ ...rest, channel: 'channel' in to ? to.channel : '' }));
  await tx.$executeRaw`
    INSERT INTO "Placement" (id, "spaceId", kind, "subjectId", channel, "wakeAt")
    SELECT id, "spaceId", kind, "subjectId", channel, ${new Date(times.machine)}
    FROM jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) AS row(
      id uuid, "spaceId" uuid, kind text, "subjectId" uuid, channel text)`;
  const deliveries = rows.map(({ id, key, ...rest }) => ({ ...rest, key: key ?? `placement:${id}`, placementId: id }));
  const inserted = await insertDeliveries(tx, deliveries, times);
  if (inserted < rows.length)
    await tx.placement.deleteMany({ where: { id: { in: rows.map(({ id }) => id) }, delivery: null } });
  return inserted;
}

/** After the first refusal of an edit; also the least time between two tries at a card that is refused, in ms. */
export const FIRST_REFUSAL_PAUSE_MS = 5_000;
/** What is refused so often in a row, about two weeks, waits for the next change of its subject. */
const REFUSALS_MAX = 60;

/**
 * Counts a change for each live card of the subjects. Those that the platform refused to edit are tried again soon.
 * @param machine ms, by the machine's clock
 * @returns how many there are
 */
export function markChanged(tx: Tx, kind: string, subjectIds: readonly string[], machine: number): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Placement"
    SET changes = changes + 1, refusals = 0,
        "wakeAt" = CASE WHEN refusals > 0 THEN LEAST("wakeAt", ${new Date(machine + FIRST_REFUSAL_PAUSE_MS)}) ELSE "wakeAt" END
    WHERE kind = ${kind} AND "subjectId" = ANY(${subjectIds}::uuid[]) AND NOT gone`;
}

/** A live card that this worker alone may edit until its `wakeAt`. */
export interface ClaimedPlacement {
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
  fingerprint: string | null;
  /** Whose direct messages it hangs in, and the language they read. */
  accountId: string | null;
  accountLanguage: string | null;
  communityId: string;
  communityLanguage: string;
  communityZone: string;
}

/** Takes live cards of a subject that no longer show the truth and may be edited now, at most 100. */
export function claimPlacements(
  db: Tx,
  subject: { kind: string; subjectId: string },
  machine: number,
  leaseMs: number,
): Promise<ClaimedPlacement[]> {
  return db.$queryRaw<ClaimedPlacement[]>`
    WITH stale AS (
      SELECT id FROM "Placement"
      WHERE kind = ${subject.kind} AND "subjectId" = ${subject.subjectId}::uuid
        AND shown < changes AND message IS NOT NULL AND NOT gone AND refusals < ${REFUSALS_MAX}
        AND "wakeAt" <= ${new Date(machine)}
      ORDER BY "wakeAt" LIMIT 100
      FOR UPDATE SKIP LOCKED
    )
    UPDATE "Placement" p SET "wakeAt" = ${new Date(machine + leaseMs)}
    FROM stale
    JOIN "Placement" q ON q.id = stale.id
    JOIN "Space" s ON s.id = q."spaceId"
    JOIN "Community" c ON c.id = s."communityId"
    LEFT JOIN "Delivery" d ON d."placementId" = q.id
    LEFT JOIN "Account" a ON a.id = d."accountId"
    WHERE p.id = stale.id
    RETURNING p.id, p.kind, p."subjectId", p."spaceId", s.platform, s."externalId" AS "spaceExternalId",
              COALESCE(d.details, '{}') AS details, p.channel, p.message,
              p.changes, p.refusals, p.fingerprint, a.id AS "accountId", a.language AS "accountLanguage",
              c.id AS "communityId", c.language AS "communityLanguage", c.zone AS "communityZone"`;
}

/** The card shows the truth as of `changes`. */
export async function finishEdited(
  db: Tx,
  placement: ClaimedPlacement,
  shown: { fingerprint: string; now: number; wakeAt: number },
): Promise<void> {
  await db.placement.update({
    where: { id: placement.id },
    data: {
      shown: placement.changes,
      refusals: 0,
      fingerprint: shown.fingerprint,
      editedAt: new Date(shown.now),
      wakeAt: new Date(shown.wakeAt),
    },
  });
}

/** They are edited at another time. @param edits `at`: by the machine's clock, ms */
export async function postponeEdits(
  db: Tx,
  edits: readonly { item: Pick<ClaimedPlacement, 'id'>; at: number }[],
): Promise<void> {
  if (edits.length === 0) return;
  const rows = edits.map(({ item, at }) => ({ id: item.id, at: new Date(Math.ceil(at)) }));
  await db.$executeRaw`
    UPDATE "Placement" p SET "wakeAt" = row.at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row(id uuid, at timestamptz)
    WHERE p.id = row.id`;
}

/**
 * The platform refused the edit: tried again after a pause, or soon when the subject has changed meanwhile.
 * @param pauseMs by the machine's clock
 */
export async function refuseEdit(
  db: Tx,
  { id, changes }: Pick<ClaimedPlacement, 'id' | 'changes'>,
  { machine, pauseMs }: { machine: number; pauseMs: number },
): Promise<void> {
  await db.$executeRaw`
    UPDATE "Placement"
    SET refusals = CASE WHEN changes = ${changes} THEN refusals + 1 ELSE 1 END,
        "wakeAt" = CASE WHEN changes = ${changes} THEN ${new Date(machine + pauseMs)}::timestamptz
                        ELSE ${new Date(machine + FIRST_REFUSAL_PAUSE_MS)}::timestamptz END
    WHERE id = ${id}::uuid`;
}

/** The message or its channel is gone: the card is left alone from now on. */
export async function abandonPlacement(db: Tx, id: string): Promise<void> {
  await db.placement.update({ where: { id }, data: { gone: true } });
}

/** @returns subjects whose cards are to be edited now, at most 200 */
export function staleSubjects(db: Tx, machine: number): Promise<{ kind: string; subjectId: string }[]> {
  return db.$queryRaw<{ kind: string; subjectId: string }[]>`
    SELECT DISTINCT kind, "subjectId" FROM "Placement"
    WHERE shown < changes AND message IS NOT NULL AND NOT gone AND refusals < ${REFUSALS_MAX}
      AND "wakeAt" <= ${new Date(machine)}
    LIMIT 200`;
}

/** Cards that workers had taken who are gone may be edited again. @param wakeAt from when on, ms by the machine's clock */
export async function releasePlacements(db: Tx, wakeAt: number): Promise<void> {
  const until = new Date(wakeAt);
  await db.placement.updateMany({ where: { gone: false, wakeAt: { gt: until } }, data: { wakeAt: until } });
}
