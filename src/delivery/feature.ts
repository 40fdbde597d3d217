import type pg from 'pg';
import type { Tx } from '../database/transaction.ts';
import type { Feature } from '../feature.ts';

/** Days for which it is kept that somebody was written to: that they were reminded tells that they went. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1000;

/** Messages on their way, of all features. */
export const deliveries: Feature = {
  name: 'deliveries',
  data: { account: ['Delivery.accountId'], forget: deleteSent, doubt: lookForEach },
};

async function deleteSent(db: Tx, now: number): Promise<void> {
  await db.delivery.deleteMany({
    where: { accountId: { not: null }, placementId: null, doneAt: { lt: new Date(now - KEPT_MS) } },
  });
}

/** Has each message looked for before it is sent: what was on its way may have arrived. */
async function lookForEach(session: pg.Client, now: Date) {
  const { rowCount } = await session.query(
    `UPDATE "Delivery" SET state = 'pending', "firstTriedAt" = COALESCE("firstTriedAt", "createdAt"), "lastTriedAt" = NULL,
       searched = NULL, "wakeAt" = $1
     WHERE state = 'pending'`,
    [now],
  );
  return { messages: rowCount ?? 0 };
}
