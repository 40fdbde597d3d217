import type { PgBoss } from 'pg-boss';
import { runEach } from '../database/run-each.ts';
import { ClockGuard } from './clock-guard.ts';
import { crosspostPool } from './crosspost.ts';
import { type DeliveryOptions, LEASE_MS } from './deliver.ts';
import { Gate } from './gate.ts';
import { LeaseWatch } from './leases.ts';
import { cardPool } from './live-cards.ts';
import { QUEUES } from './outbox.ts';
import { Pump } from './pump.ts';

/** While notifications arrive, polling is only there for one that got lost. */
const POLLING = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 5, batchSize: 100 };

/** A worker: it sends and edits. */
export interface Worker {
  /**
   * Finds what is due although no job in the queue says so: its time has come, or its worker died. Part of the sweep.
   */
  sweep(): Promise<void>;
  /** Takes nothing more, and lets what is under way finish. */
  stop(): Promise<void>;
}

/**
 * Takes work until it is stopped. What waits for a platform is awaited by nobody: a job only says that there is
 * something, and each kind of work of each platform has room of its own.
 * @param boss started, with the queues made
 */
export async function startWorker(boss: PgBoss, options: DeliveryOptions): Promise<Worker> {
  const { db, clock, presence, log } = options;
  const gate = new Gate(clock);
  const platforms = [...options.platforms.values()];
  const pumps = platforms.map((platform) => new Pump(options, platform, gate));
  const cards = platforms.map((platform) => cardPool(options, gate, platform));
  const crossposts = crosspostPool(options, gate);
  const guard = new ClockGuard({ db, clock, log });
  const leases = new LeaseWatch(clock, LEASE_MS, presence.orphans);
  const wake = (workers: readonly { wake(): void }[]) => {
    for (const worker of workers) worker.wake();
  };
  await boss.work(QUEUES.deliveries, POLLING, async () => wake(pumps));
  await boss.work(QUEUES.cards, POLLING, async () => wake(cards));
  return {
    async sweep() {
      wake([...pumps, ...cards, crossposts]);
      await runEach([() => guard.check(), () => leases.requeueAbandoned(db.prisma)]);
    },
    async stop() {
      await Promise.all([...pumps, ...cards, crossposts].map((worker) => worker.stop()));
    },
  };
}
