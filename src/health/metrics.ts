import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../database/client.ts';
import { backlogOf, countByState } from '../delivery/backlog.ts';
import type { Clock } from '../time/clock.ts';
import type { Condition } from './routes.ts';

export interface MetricsOptions {
  db: Database;
  clock: Clock;
  /** While the database does not answer only what the process itself knows is told. */
  condition: Condition;
}

/** Metrics for Prometheus. */
export interface Metrics {
  /** The text that Prometheus reads, and its content type. */
  text(): Promise<string>;
  contentType: string;
  /** The work of a call was done, and its transaction committed, after so long, in ms. */
  answered(ms: number): void;
  /** A step of the sweep took so long, in ms, or failed. */
  swept(step: string, ms: number, failed: boolean): void;
}

/** Counts and times of one process, and what the database says of all of them. */
export function createMetrics(options: MetricsOptions): Metrics {
  const registers = [new Registry()];
  const [registry] = registers;
  if (!registry) throw new Error('No registry.');
  collectDefaultMetrics({ register: registry });
  const answers = new Histogram({
    name: 'samling_answer_seconds',
    help: 'From a call of a person to the end of its work, the commit included',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 10],
    registers,
  });
  const sweep = new Gauge({
    name: 'samling_sweep_seconds',
    help: 'How long a step of the sweep took the last time',
    labelNames: ['step'],
    registers,
  });
  const sweepFailures = new Counter({
    name: 'samling_sweep_failures_total',
    help: 'How often a step of the sweep failed',
    labelNames: ['step'],
    registers,
  });
  addConnections(options.condition, registers);
  addDatabaseGauges(options, registers);
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    answered: (ms) => answers.observe(ms / 1000),
    swept(step, ms, failed) {
      sweep.set({ step }, ms / 1000);
      if (failed) sweepFailures.inc({ step });
    },
  };
}

function addConnections({ database, platforms }: Condition, registers: Registry[]): void {
  new Gauge({
    name: 'samling_database_up',
    help: 'Whether the database answers',
    registers,
    collect() {
      this.set(database() === 'away' ? 0 : 1);
    },
  });
  new Gauge({
    name: 'samling_database_writable',
    help: 'Whether the database can write',
    registers,
    collect() {
      this.set(database() === 'well' ? 1 : 0);
    },
  });
  new Gauge({
    name: 'samling_platform_up',
    help: 'Whether anybody is served on the platform',
    labelNames: ['platform'],
    registers,
    collect() {
      for (const { name, hears } of platforms) this.set({ platform: name }, hears() ? 1 : 0);
    },
  });
  new Gauge({
    name: 'samling_connection_up',
    help: 'Whether one part of a platform works; space: the id of the one server or workspace that it is for',
    labelNames: ['platform', 'connection', 'space'],
    registers,
    collect() {
      this.reset();
      for (const { platform, name, space = '', state } of platforms.flatMap((one) => one.connections()))
        this.set({ platform, connection: name, space }, state === 'up' ? 1 : 0);
    },
  });
}

function addDatabaseGauges({ db, clock, condition: { database } }: MetricsOptions, registers: Registry[]): void {
  const gauge = (name: string, help: string, read: (self: Gauge<string>) => Promise<void>, labelNames: string[] = []) =>
    new Gauge({
      name: `samling_${name}`,
      help,
      labelNames,
      registers,
      async collect() {
        if (database() !== 'away') await read(this);
      },
    });
  gauge(
    'deliveries',
    'Deliveries by state and priority: those on their way, and all that ever ended',
    async (self) => {
      self.reset();
      for (const { count, ...labels } of await countByState(db.prisma)) self.set(labels, count);
    },
    ['state', 'priority'],
  );
  gauge('queue_depth', 'Deliveries that are due and wait', async (self) => {
    self.set((await backlogOf(db.prisma, clock.machine())).depth);
  });
  gauge('lateness_seconds', 'How long the delivery that is due longest has waited', async (self) => {
    const machine = clock.machine();
    const { since } = await backlogOf(db.prisma, machine);
    self.set(since ? (machine - since.getTime()) / 1000 : 0);
  });
  gauge('cards_stale', 'Live cards that do not show the truth yet', async (self) => {
    const [row] = await db.prisma.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM "Placement" WHERE shown < changes AND message IS NOT NULL AND NOT gone`;
    self.set(row?.count ?? 0);
  });
}
