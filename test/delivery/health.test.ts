import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Database } from '../../src/database/client.ts';
import { systemClock } from '../../src/time/clock.ts';
import { healthRoutes } from '../../src/web/health.ts';
import { createMetrics } from '../../src/web/metrics.ts';
import { startWebServer, type WebServer } from '../../src/web/server.ts';
import { freshDatabase } from '../database/harness.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let web: WebServer;
let away = false;
let hears = true;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url);
  const condition = { away: () => away, platforms: [{ name: 'discord', hears: () => hears }] };
  const metrics = createMetrics({ db, clock: systemClock, condition });
  web = await startWebServer({ host: '127.0.0.1', port: 0 }, healthRoutes(condition, metrics));
});
afterAll(async () => {
  await web.stop();
  await db.close();
  await database.drop();
});

const get = async (path: string) => {
  const response = await fetch(`http://127.0.0.1:${web.port}${path}`);
  return { status: response.status, text: await response.text() };
};

test('says whether it lives and whether it can work', async () => {
  expect(await get('/health')).toMatchObject({ status: 200 });
  expect(await get('/ready')).toMatchObject({ status: 200 });
  expect(await get('/elsewhere')).toMatchObject({ status: 404 });
  away = true;
  expect(await get('/health')).toMatchObject({ status: 200 });
  expect(await get('/ready')).toMatchObject({ status: 503 });
  expect((await get('/metrics')).text).toContain('samling_database_up 0');
  away = false;
  hears = false;
  expect(await get('/health')).toMatchObject({ status: 200 });
  expect(await get('/ready')).toEqual({ status: 503, text: 'not connected to discord\n' });
  expect((await get('/metrics')).text).toContain('samling_platform_up{platform="discord"} 0');
  hears = true;
  expect(await get('/ready')).toEqual({ status: 200, text: 'ready\n' });
});

test('is reached on the address that it listens on, and on no other of this machine', async () => {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  // Addresses with a scope hold for one network alone, and cannot be written into a URL.
  const others = all.filter(({ address, scopeid }) => address !== '127.0.0.1' && !scopeid);
  expect((await get('/health')).status).toBe(200);
  for (const { address, family } of others) {
    const host = family === 'IPv6' ? `[${address}]` : address;
    await expect(fetch(`http://${host}:${web.port}/health`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  }
});

test('tells Prometheus what is on its way and how late it is', async () => {
  const community = await db.prisma.community.create({ data: { name: 'Alle', createdAt: new Date(0) } });
  const space = await db.prisma.space.create({
    data: { communityId: community.id, platform: 'discord', externalId: '1', name: 'Én', createdAt: new Date(0) },
  });
  const wakeAt = new Date(systemClock.machine() - 60_000);
  await db.prisma.delivery.create({
    data: { spaceId: space.id, kind: 'any', subjectId: space.id, key: 'one', wakeAt, createdAt: wakeAt, channel: '2' },
  });
  const taken = await db.prisma.delivery.create({
    data: { spaceId: space.id, kind: 'any', subjectId: space.id, key: 'two', wakeAt, createdAt: wakeAt, channel: '2' },
  });
  const until = new Date(systemClock.machine() + 60_000);
  await db.prisma.lease.create({
    data: { id: taken.id, deliveries: [taken.id], attempts: [0], takenAt: wakeAt, until },
  });
  const { text } = await get('/metrics');
  expect(text).toContain('samling_deliveries{state="pending",priority="urgent"} 1');
  expect(text).toContain('samling_deliveries{state="sending",priority="urgent"} 1');
  expect(text).toContain('samling_queue_depth 1');
  const [, late] = /^samling_lateness_seconds (\S+)$/m.exec(text) ?? [];
  expect(Number(late)).toBeGreaterThanOrEqual(60);
  expect(text).toContain('samling_answer_seconds_count 0');
});
