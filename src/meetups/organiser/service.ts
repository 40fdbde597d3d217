import type { Database } from '../../database/client.ts';
import { transaction } from '../../database/transaction.ts';
import type { Outbox } from '../../delivery/outbox.ts';
import type { Clock } from '../../time/clock.ts';
import { withdrawnMessage } from '../kinds.ts';
import { takeWithdrawals } from './store.ts';

/** Tells organisers of those who gave up their places close to the start, several in one message. Part of the sweep. */
export async function sweepWithdrawals(options: { db: Database; outbox: Outbox; clock: Clock }): Promise<void> {
  const until = options.clock.now();
  await transaction(options.db, async (tx) => {
    const due = await takeWithdrawals(tx, until);
    await options.outbox.send(
      tx,
      due.map(({ occurrenceId, ...organiser }) => {
        const key = `${withdrawnMessage.kind}:${occurrenceId}:${until}`;
        return withdrawnMessage.to(organiser, occurrenceId, { until }, { key });
      }),
    );
  });
}
