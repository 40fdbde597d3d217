/** `npm run bench -- metrics`: what the metrics cost with a million deliveries, against counting them all. */
import { connect, type Database } from '../src/database/client.ts';
import { createMetrics } from '../src/health/metrics.ts';
import { systemClock } from '../src/time/clock.ts';
import { startBenchDatabase } from './database.ts';
import { type Measured, quantile } from './figures.ts';

const DELIVERIES = 1_000_000;
const PENDING = 200;
/** Each so often, in turns. */
const ROUNDS = 7;

export async function benchMetrics(): Promise<Measured> {
  const fresh = await startBenchDatabase();
  const db = connect(fresh.url);
  await fill(db);
  const metrics = createMetrics({ db, clock: systemClock, condition: { database: () => 'well', platforms: [] } });
  const times: Record<'ours' | 'counted', number[]> = { ours: [], counted: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.ours.push(await took(() => metrics.text()));
    times.counted.push(
      await took(() => db.pool.query('SELECT state, priority, count(*) FROM "Delivery" GROUP BY 1, 2')),
    );
  }
  const [{ sum } = { sum: 0 }] = (
    await db.pool.query<{ sum: number }>('SELECT sum(count)::int AS sum FROM "DeliveryCount"')
  ).rows;
  if (sum !== DELIVERIES) throw new Error(`${sum} were counted.`);
  await db.close();
  await fresh.stop();
  const [ours, counted] = [quantile(times.ours, 0.5), quantile(times.counted, 0.5)];
  const figure = {
    what: `all metrics with ${DELIVERIES.toLocaleString('en')} deliveries, against counting those by state`,
    measured: `${ours.toFixed(1)} ms`,
    baseline: `${counted.toFixed(1)} ms`,
    ratio: ours / counted,
    goal: { atMost: 0.1 },
  };
  return { figures: [figure] };
}

/** Deliveries of which nearly all have arrived. */
async function fill(db: Database): Promise<void> {
  const createdAt = new Date(0);
  const community = await db.prisma.community.create({ data: { name: 'Alle', createdAt } });
  const { id } = await db.prisma.space.create({
    data: { communityId: community.id, platform: 'discord', externalId: '1', name: 'Én', createdAt },
  });
  const insert = (from: number, to: number) =>
    db.pool.query(
      `INSERT INTO "Delivery" (id, "spaceId", kind, "subjectId", channel, key, priority, "wakeAt", "createdAt")
       SELECT gen_random_uuid(), $1, 'any', $1, 'channel ' || n, 'key ' || n, 'broadcast', now(), now()
       FROM generate_series($2::int, $3::int) AS n`,
      [id, from, to],
    );
  const size = 20_000;
  for (let from = 0; from < DELIVERIES; from += size) {
    await insert(from + 1, from + size);
    await db.pool.query(
      `UPDATE "Delivery" SET state = 'sent', "doneAt" = now(), "sentChannel" = channel, "sentMessage" = key
       WHERE state = 'pending'`,
    );
  }
  await insert(DELIVERIES + 1, DELIVERIES + PENDING);
  await db.pool.query('VACUUM ANALYZE "Delivery"');
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
