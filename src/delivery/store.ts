import { randomUUID } from 'node:crypto';
import type { MessageRef, SendFailure } from '../chat/platform.ts';
import type { Tx } from '../database/transaction.ts';
import type { NewDelivery, NewPlacement } from './outbox.ts';

/** A job in the queue was lost when nobody has looked at a delivery for so long: then the sweep makes a new one. */
const QUEUE_PATIENCE_MS = 30_000;

/** The time of day and the machine's own time, both in ms. */
interface Times {
  now: number;
  machine: number;
}

/** Writes deliveries whose key is new, in one statement. @returns the ids of those written */
export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[], times: Times): Promise<string[]> {
  if (deliveries.length === 0) return [];
  const rows = deliveries.map(({ to, details = {}, priority = 'urgent', crosspost = false, ...rest }) => ({
    ...rest,
    details,
    priority,
    crosspost,
    ...to,
  }));
  const inserted = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "Delivery" ("spaceId", kind, "subjectId", details, channel, "accountId", "placementId", key, priority, crosspost,
                            "wakeAt", "createdAt")
    SELECT "spaceId", kind, "subjectId", details, channel, "accountId", "placementId", key, priority, crosspost,
           ${new Date(times.machine + QUEUE_PATIENCE_MS)}, ${new Date(times.now)}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row(
      "spaceId" uuid, kind text, "subjectId" uuid, details jsonb, channel text, "accountId" uuid, "placementId" uuid, key text,
      priority "DeliveryPriority", crosspost boolean)
    ON CONFLICT (key) DO NOTHING
    RETURNING id`;
  return inserted.map((row) => row.id);
}

/** Writes placements and the deliveries that post them. @returns the ids of the deliveries */
export async function insertPlacements(tx: Tx, placements: readonly NewPlacement[], times: Times): Promise<string[]> {
  const rows = placements.map((placement) => ({ id: randomUUID(), ...placement }));
  if (rows.length === 0) return [];
  const wakeAt = new Date(times.machine);
  await tx.placement.createMany({
    data: rows.map(({ id, spaceId, kind, subjectId, to }) => ({
      id,
      spaceId,
      kind,
      subjectId,
      // The channel of somebody's direct messages is known when the card is there.
      channel: 'channel' in to ? to.channel : '',
      wakeAt,
    })),
  });
  const deliveries = rows.map(({ id, key, ...rest }) => ({ ...rest, key: key ?? `placement:${id}`, placementId: id }));
  const inserted = await insertDeliveries(tx, deliveries, times);
  if (inserted.length < rows.length)
    await tx.placement.deleteMany({ where: { id: { in: rows.map(({ id }) => id) }, delivery: null } });
  return inserted;
}

/** Counts a change for each live card of the subject. @returns how many there are */
export function markChanged(tx: Tx, kind: string, subjectId: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Placement" SET changes = changes + 1 WHERE kind = ${kind} AND "subjectId" = ${subjectId}::uuid AND NOT gone`;
}

/** A delivery that this worker alone may send until `wakeAt`. */
export interface ClaimedDelivery {
  id: string;
  kind: string;
  subjectId: string;
  details: Record<string, string | number>;
  key: string;
  attempts: number;
  /** When an earlier attempt began that may have left the message there; null when there surely is none. */
  triedBefore: Date | null;
  firstTriedAt: Date;
  placementId: string | null;
  /** How many changes the live card had when it was claimed. */
  changes: number | null;
  channel: string | null;
  spaceId: string;
  platform: string;
  spaceExternalId: string;
  accountId: string | null;
  accountExternalId: string | null;
  accountLanguage: string | null;
}

/**
 * Takes a delivery for sending. One conditional statement, so that of two workers with the same job one gets it.
 * @param leaseMs for so long nobody else takes it: longer than any attempt can last
 * @returns null when it is done, or another worker has it
 */
export async function claimDelivery(
  db: Tx,
  id: string,
  machine: number,
  leaseMs: number,
): Promise<ClaimedDelivery | null> {
  const [row] = await db.$queryRaw<ClaimedDelivery[]>`
    WITH before AS (
      SELECT id, "firstTriedAt" FROM "Delivery"
      WHERE id = ${id}::uuid
        AND (state = 'pending' OR (state = 'sending' AND "wakeAt" <= ${new Date(machine)}))
      FOR UPDATE SKIP LOCKED
    ), claimed AS (
      UPDATE "Delivery" d
      SET state = 'sending', attempts = attempts + 1, "wakeAt" = ${new Date(machine + leaseMs)},
          "firstTriedAt" = COALESCE(d."firstTriedAt", ${new Date(machine)})
      FROM before WHERE d.id = before.id
      RETURNING d.*, before."firstTriedAt" AS "triedBefore"
    )
    SELECT c.id, c.kind, c."subjectId", c.details, c.key, c.attempts, c."triedBefore", c."firstTriedAt", c."placementId",
           p.changes, c.channel, c."spaceId", s.platform, s."externalId" AS "spaceExternalId", c."accountId",
           a."externalId" AS "accountExternalId", a.language AS "accountLanguage"
    FROM claimed c
    JOIN "Space" s ON s.id = c."spaceId"
    LEFT JOIN "Account" a ON a.id = c."accountId"
    LEFT JOIN "Placement" p ON p.id = c."placementId"`;
  return row ?? null;
}

/** It arrived. With a placement, the live card is tied to its message. */
export async function finishSent(
  tx: Tx,
  delivery: ClaimedDelivery,
  ref: MessageRef,
  fingerprint: string,
  times: Times,
): Promise<void> {
  await tx.delivery.update({
    where: { id: delivery.id },
    data: { state: 'sent', doneAt: new Date(times.now), sentChannel: ref.channel, sentMessage: ref.message },
  });
  if (!delivery.placementId) return;
  await tx.placement.update({
    where: { id: delivery.placementId },
    data: {
      channel: ref.channel,
      message: ref.message,
      fingerprint,
      shown: delivery.changes ?? 0,
      editedAt: new Date(times.now),
      wakeAt: new Date(times.machine),
    },
  });
}

/** How a delivery ends that did not arrive, or of which nobody knows. */
export interface Unsent {
  state: 'failed' | 'unknown' | 'dropped';
  reason?: SendFailure;
  detail?: string;
}

/** It ends without having arrived, or without anybody knowing. */
export async function finishUnsent(db: Tx, id: string, end: Unsent, now: number): Promise<void> {
  await db.delivery.update({ where: { id }, data: { ...end, doneAt: new Date(now) } });
}

/** It is tried again. @param uncertainSince null when no attempt so far can have left the message there */
export async function postpone(db: Tx, id: string, wakeAt: number, uncertainSince: Date | null): Promise<void> {
  await db.delivery.update({
    where: { id },
    data: { state: 'pending', wakeAt: new Date(wakeAt), firstTriedAt: uncertainSince },
  });
}

/** @returns ids of deliveries that nobody looks after: their time has come, or their worker died; at most 500 */
export async function wakeDeliveries(tx: Tx, machine: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH due AS (
      SELECT id, state FROM "Delivery"
      WHERE state IN ('pending', 'sending') AND "wakeAt" <= ${new Date(machine)}
      ORDER BY "wakeAt" LIMIT 500 FOR UPDATE SKIP LOCKED
    ), moved AS (
      -- The row of a dead worker keeps its state and time, so that claiming it knows that its lease is over.
      UPDATE "Delivery" d SET "wakeAt" = ${new Date(machine + QUEUE_PATIENCE_MS)}
      FROM due WHERE d.id = due.id AND due.state = 'pending'
    )
    SELECT id FROM due`;
  return rows.map((row) => row.id);
}

/** A live card that this worker alone may edit until its `wakeAt`. */
export interface ClaimedPlacement {
  id: string;
  kind: string;
  subjectId: string;
  spaceId: string;
  platform: string;
  spaceExternalId: string;
  channel: string;
  message: string;
  changes: number;
  fingerprint: string | null;
  /** Whose direct messages it hangs in, and the language they read. */
  accountId: string | null;
  accountLanguage: string | null;
}

/** Takes the live cards of a subject that no longer show the truth and may be edited now. */
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
        AND shown < changes AND message IS NOT NULL AND NOT gone AND "wakeAt" <= ${new Date(machine)}
      FOR UPDATE SKIP LOCKED
    )
    UPDATE "Placement" p SET "wakeAt" = ${new Date(machine + leaseMs)}
    FROM stale
    JOIN "Placement" q ON q.id = stale.id
    JOIN "Space" s ON s.id = q."spaceId"
    LEFT JOIN "Delivery" d ON d."placementId" = q.id
    LEFT JOIN "Account" a ON a.id = d."accountId"
    WHERE p.id = stale.id
    RETURNING p.id, p.kind, p."subjectId", p."spaceId", s.platform, s."externalId" AS "spaceExternalId", p.channel, p.message,
              p.changes, p.fingerprint, a.id AS "accountId", a.language AS "accountLanguage"`;
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
      fingerprint: shown.fingerprint,
      editedAt: new Date(shown.now),
      wakeAt: new Date(shown.wakeAt),
    },
  });
}

export async function postponeEdit(db: Tx, id: string, wakeAt: number): Promise<void> {
  await db.placement.update({ where: { id }, data: { wakeAt: new Date(wakeAt) } });
}

/** The message or its channel is gone: the card is left alone from now on. */
export async function abandonPlacement(db: Tx, id: string): Promise<void> {
  await db.placement.update({ where: { id }, data: { gone: true } });
}

/** @returns subjects whose cards are to be edited now, at most 200 */
export function staleSubjects(db: Tx, machine: number): Promise<{ kind: string; subjectId: string }[]> {
  return db.$queryRaw<{ kind: string; subjectId: string }[]>`
    SELECT DISTINCT kind, "subjectId" FROM "Placement"
    WHERE shown < changes AND message IS NOT NULL AND NOT gone AND "wakeAt" <= ${new Date(machine)}
    LIMIT 200`;
}

/** Ends the leases of processes that are gone. @param wakeAt when what they had under way may be looked at */
export async function releaseLeases(db: Tx, wakeAt: number): Promise<void> {
  const until = new Date(wakeAt);
  await db.delivery.updateMany({ where: { state: 'sending', wakeAt: { gt: until } }, data: { wakeAt: until } });
  await db.placement.updateMany({ where: { gone: false, wakeAt: { gt: until } }, data: { wakeAt: until } });
}
