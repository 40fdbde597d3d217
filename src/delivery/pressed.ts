import type { MessageRef } from '../chat/platform.ts';
import type { Database } from '../database/client.ts';
import { type Tx, transaction } from '../database/transaction.ts';
import type { Clock } from '../time/clock.ts';
import { type Settled, tieCards } from './finish.ts';

/** A message of ours that somebody pressed, and who. Ids are the platform's own. */
export interface Pressed {
  platform: string;
  channel: string;
  message: string;
  account: string;
  /** @returns whether it is the message of a delivery. @param key of the delivery */
  carries(key: string): boolean;
}

export interface PressedOptions {
  db: Database;
  clock: Clock;
  /** Called in the transaction in which a delivery is found to have arrived. Queries and the outbox only. */
  settled(tx: Tx, ended: readonly Settled[]): Promise<void>;
}

/** A delivery of which nobody knows whether it arrived. */
interface Doubtful extends Omit<Settled, 'state'> {
  key: string;
  attempts: number;
  placementId: string | null;
}

/**
 * Settles what was pressed, which has arrived: when its delivery is still in doubt, or was given up undecided, that is
 * over. A live card is tied to its message, and drawn anew.
 */
export async function settlePressed({ db, clock, settled }: PressedOptions, pressed: Pressed): Promise<void> {
  const found = (await doubtfulIn(db.prisma, pressed)).find(({ key }) => pressed.carries(key));
  if (!found) return;
  const { key: _key, attempts: _attempts, placementId, ...delivery } = found;
  const ref = { channel: pressed.channel, message: pressed.message };
  const times = { now: clock.now(), machine: clock.machine() };
  await transaction(db, async (tx) => {
    if (!(await writeArrived(tx, found, ref, times))) return;
    if (placementId) await tieCards(tx, [{ id: placementId, ...ref, fingerprint: null, changes: null }], times);
    await settled(tx, [{ ...delivery, state: 'sent' }]);
  });
}

/** Few: `Delivery_doubtful_idx` holds no others. */
function doubtfulIn(db: Tx, { platform, channel, account }: Pressed): Promise<Doubtful[]> {
  return db.$queryRaw<Doubtful[]>`
    SELECT d.id, d.kind, d."subjectId", d."accountId", d.details, d.key, d.attempts, d."placementId"
    FROM "Delivery" d
    JOIN "Space" s ON s.id = d."spaceId"
    LEFT JOIN "Account" a ON a.id = d."accountId"
    WHERE (d.state = 'unknown' OR (d.state = 'pending' AND d."firstTriedAt" IS NOT NULL))
      AND s.platform = ${platform} AND (d.channel = ${channel} OR a."externalId" = ${account})`;
}

/** @returns false when an attempt has ended meanwhile */
async function writeArrived(
  tx: Tx,
  { id, attempts }: Doubtful,
  { channel, message }: Pick<MessageRef, 'channel' | 'message'>,
  times: { now: number; machine: number },
): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE "Delivery"
    SET state = 'sent', attempts = attempts + 1, reason = NULL, detail = NULL, searched = NULL,
        "doneAt" = ${new Date(times.now)}, "sentChannel" = ${channel}, "sentMessage" = ${message},
        "crosspostAt" = CASE WHEN crosspost THEN ${new Date(times.machine)}::timestamptz END
    WHERE id = ${id}::uuid AND attempts = ${attempts} AND state IN ('pending', 'unknown')`;
  return written > 0;
}
