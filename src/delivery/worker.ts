import type { PgBoss } from 'pg-boss';
import { passOn } from './crosspost.ts';
import type { DeliveryOptions } from './deliver.ts';
import { Gate } from './gate.ts';
import { requeueAbandoned } from './leases.ts';
import { refreshCards } from './live-cards.ts';
import { QUEUES } from './outbox.ts';
import { Pump } from './pump.ts';
import { staleSubjects } from './store.ts';

/** While notifications arrive, polling is only there for one that got lost. */
const POLLING = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 5 };

/** What sends and edits. */
export interface Worker {
  /** Finds what is due although no job in the queue says so: its time has come, or its worker died. Part of the sweep. */
  sweep(): Promise<void>;
  /** Takes nothing more, and lets what is under way finish. */
  stop(): Promise<void>;
}

/** Takes work until it is stopped. @param boss started, with the queues made */
export async function startWorker(boss: PgBoss, options: DeliveryOptions): Promise<Worker> {
  const { db, clock, log } = options;
  const gate = new Gate(clock);
  const pumps = [...options.platforms.values()].map((platform) => new Pump(options, platform, gate));
  const wake = () => {
    for (const pump of pumps) pump.wake();
  };
  await boss.work(QUEUES.deliveries, { ...POLLING, batchSize: 100 }, async () => wake());
  await boss.work<{ kind: string; subjectId: string }>(QUEUES.cards, { ...POLLING, batchSize: 20 }, async (jobs) => {
    // One that fails must not fail the batch: each keeps its own row, which the sweep finds again.
    for (const result of await Promise.allSettled(jobs.map((job) => refreshCards(options, gate, job.data))))
      if (result.status === 'rejected') log.error({ err: result.reason }, 'cards not edited');
  });
  return {
    async sweep() {
      const machine = clock.machine();
      await requeueAbandoned(db.prisma, machine);
      wake();
      await passOn(options, gate);
      for (const subject of await staleSubjects(db.prisma, machine))
        await boss.send(QUEUES.cards, subject, { singletonKey: `${subject.kind}:${subject.subjectId}` });
    },
    async stop() {
      await Promise.all(pumps.map((pump) => pump.stop()));
    },
  };
}
