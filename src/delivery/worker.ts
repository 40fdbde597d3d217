import type { PgBoss } from 'pg-boss';
import { type DeliveryOptions, deliver } from './deliver.ts';
import { refreshCards } from './live-cards.ts';
import { QUEUES } from './outbox.ts';
import { staleSubjects, wakeDeliveries } from './store.ts';

/** While notifications arrive, polling is only there for one that got lost. */
const POLLING = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 5 };

/** Takes work from the queue until the queue is stopped. */
export async function workOn(boss: PgBoss, options: DeliveryOptions): Promise<void> {
  await boss.work<{ id: string }>(
    QUEUES.deliveries,
    { ...POLLING, batchSize: 20, localConcurrency: 2 },
    async (jobs) => {
      await settle(jobs.map((job) => deliver(options, job.data.id)));
    },
  );
  await boss.work<{ kind: string; subjectId: string }>(QUEUES.cards, { ...POLLING, batchSize: 20 }, async (jobs) => {
    await settle(jobs.map((job) => refreshCards(options, job.data)));
  });

  /** One that fails must not fail the batch: each keeps its own row, which the sweep finds again. */
  async function settle(work: Promise<void>[]): Promise<void> {
    for (const result of await Promise.allSettled(work))
      if (result.status === 'rejected') options.log.error({ err: result.reason }, 'delivery failed');
  }
}

/** Makes jobs for deliveries and cards whose time has come or whose job was lost. Part of the sweep. */
export async function sweepDeliveries(boss: PgBoss, { db, clock }: DeliveryOptions): Promise<void> {
  const machine = clock.machine();
  const ids = await wakeDeliveries(db.prisma, machine);
  if (ids.length > 0)
    await boss.insert(
      QUEUES.deliveries,
      ids.map((id) => ({ data: { id } })),
    );
  for (const subject of await staleSubjects(db.prisma, machine))
    await boss.send(QUEUES.cards, subject, { singletonKey: `${subject.kind}:${subject.subjectId}` });
}
