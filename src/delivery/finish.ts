import type { MessageRef, SendFailure } from '../chat/platform.ts';
import type { Database } from '../database/client.ts';
import { type Tx, transaction } from '../database/transaction.ts';
import type { ClaimedDelivery } from './claim.ts';

/** Outcome of one attempt. */
export type Ending =
  /** Without a fingerprint it was found, and shows what was true at an earlier attempt. `said`: see `Occasion.note`. */
  | { state: 'sent'; ref: MessageRef; fingerprint: string | null; said?: Record<string, number> }
  | { state: 'failed' | 'unknown' | 'dropped'; reason?: SendFailure; detail?: string }
  /**
   * Tried again. `uncertainSince` is null when no attempt so far can have left the message there. `waited`: nothing was
   * tried, so it is not counted among the attempts after which we give up. `uncertainUntil`: this attempt is one of
   * those that can, and was over then. `searched`: how far the message was looked for.
   */
  | {
      state: 'pending';
      wakeAt: number;
      uncertainSince: Date | null;
      waited: boolean;
      uncertainUntil?: Date;
      searched?: string;
    };

export interface Attempt {
  delivery: ClaimedDelivery;
  ending: Ending;
}

/** A delivery that has reached its end. */
export interface Settled {
  id: string;
  kind: string;
  subjectId: string;
  details: Record<string, string | number>;
  state: 'sent' | 'failed' | 'unknown' | 'dropped';
  /** The reason for its failure. */
  reason?: SendFailure;
  /** The account whose direct messages it was for. */
  accountId: string | null;
}

/**
 * Writes what came of attempts, all in one transaction. Attempts whose lease went to somebody else meanwhile are left
 * to them. Doing it twice changes nothing more.
 * @param settled called with those that have reached their end
 */
export async function finishAttempts(
  db: Database,
  attempts: readonly Attempt[],
  times: { now: number; machine: number },
  settled?: (tx: Tx, ended: readonly Settled[]) => Promise<void>,
): Promise<void> {
  const rows = attempts.map(({ delivery, ending }) => ({
    ...rowOf(ending),
    id: delivery.id,
    attempts: delivery.attempts,
  }));
  await transaction(db, async (tx) => {
    const written = await writeEndings(tx, rows, times);
    const ours = attempts.filter(({ delivery }) => written.has(delivery.id));
    await tieCards(tx, ours.flatMap(postedCard), times);
    const ended = ours.flatMap(settledOf);
    if (ended.length > 0) await settled?.(tx, ended);
  });
}

function rowOf(ending: Ending) {
  if (ending.state === 'pending')
    return {
      state: ending.state,
      wakeAt: new Date(ending.wakeAt),
      firstTriedAt: ending.uncertainSince,
      waits: ending.waited ? 1 : 0,
      lastTriedAt: ending.uncertainUntil,
      searched: ending.searched,
    };
  if (ending.state !== 'sent') return ending;
  return { state: ending.state, sentChannel: ending.ref.channel, sentMessage: ending.ref.message, said: ending.said };
}

/** `state::text`: else the planner reads all that are pending, and not those few by their ids. */
async function writeEndings(
  tx: Tx,
  rows: readonly object[],
  times: { now: number; machine: number },
): Promise<Set<string>> {
  const [written] = await tx.$queryRaw<[{ ids: string[] }]>`
    WITH written AS (
      UPDATE "Delivery" d
      SET state = row.state, attempts = row.attempts, reason = row.reason, detail = row.detail,
          "doneAt" = CASE WHEN row.state <> 'pending' THEN ${new Date(times.now)}::timestamptz END,
          "sentChannel" = row."sentChannel", "sentMessage" = row."sentMessage",
          details = d.details || COALESCE(row.said, '{}'),
          "wakeAt" = COALESCE(row."wakeAt", d."wakeAt"), waits = d.waits + COALESCE(row.waits, 0),
          "firstTriedAt" = CASE WHEN row.state = 'pending' THEN row."firstTriedAt" ELSE d."firstTriedAt" END,
          "lastTriedAt" = CASE WHEN row."firstTriedAt" IS NOT NULL THEN COALESCE(row."lastTriedAt", d."lastTriedAt") END,
          searched = CASE WHEN row."lastTriedAt" IS NULL AND row."firstTriedAt" IS NOT NULL
                          THEN COALESCE(row.searched, d.searched) END,
          "crosspostAt" = CASE WHEN row.state = 'sent' AND d.crosspost THEN ${new Date(times.machine)}::timestamptz END
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row(
        id uuid, attempts int, state "DeliveryState", reason text, detail text, "sentChannel" text, "sentMessage" text,
        "wakeAt" timestamptz, "firstTriedAt" timestamptz, waits int, "lastTriedAt" timestamptz, searched text, said jsonb)
      WHERE d.id = row.id AND d.attempts = row.attempts - 1 AND d.state::text = 'pending'
      RETURNING d.id
    )
    SELECT COALESCE(json_agg(id), '[]') AS ids FROM written`;
  return new Set(written.ids);
}

/** A live card that came to be. Without a fingerprint what it shows is not known. */
interface PostedCard extends Pick<MessageRef, 'channel' | 'message'> {
  id: string;
  fingerprint: string | null;
  /** Number of changes that the card had when it was drawn. */
  changes: number | null;
}

function postedCard({ delivery, ending }: Attempt): PostedCard[] {
  if (ending.state !== 'sent' || !delivery.placementId) return [];
  const { channel, message } = ending.ref;
  return [{ id: delivery.placementId, channel, message, fingerprint: ending.fingerprint, changes: delivery.changes }];
}

/** The live cards that came to be are tied to their messages. */
export async function tieCards(
  tx: Tx,
  cards: readonly PostedCard[],
  times: { now: number; machine: number },
): Promise<void> {
  const rows = cards.map(({ changes, ...card }) => ({ ...card, shown: shownBy(changes, card) }));
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE "Placement" p
    SET channel = row.channel, message = row.message, fingerprint = row.fingerprint, shown = row.shown,
        "editedAt" = ${new Date(times.now)}, "wakeAt" = ${new Date(times.machine)}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row(
      id uuid, channel text, message text, fingerprint text, shown int)
    WHERE p.id = row.id`;
}

/** Fewer changes than there ever were: a card that was found is drawn anew. */
const NOT_KNOWN = -1;

function shownBy(changes: number | null, { fingerprint }: Pick<PostedCard, 'fingerprint'>): number {
  return fingerprint === null ? NOT_KNOWN : (changes ?? 0);
}

function settledOf({ delivery, ending }: Attempt): Settled[] {
  if (ending.state === 'pending') return [];
  const { id, kind, subjectId, accountId } = delivery;
  const sent = ending.state === 'sent';
  const details = { ...delivery.details, ...(sent && ending.said) };
  return [{ id, kind, subjectId, accountId, details, state: ending.state, ...(!sent && { reason: ending.reason }) }];
}
