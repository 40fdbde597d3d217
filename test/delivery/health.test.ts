import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConnectionState } from '../../src/chat/connection.ts';
import { connect, type Database } from '../../src/database/client.ts';
import { addUpCounts } from '../../src/delivery/backlog.ts';
import { createMetrics } from '../../src/health/metrics.ts';
import { healthRoutes } from '../../src/health/routes.ts';
import { systemClock } from '../../src/time/clock.ts';
import { freshDatabase } from '../database/harness.ts';
import { webAt } from '../web-at.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
const web = webAt(0);
let port: number | null;
let state: 'well' | 'away' | 'unwritable' = 'well';
/** As the platforms tell: Discord's connection, and one workspace of Slack. */
const discord: ConnectionState = { platform: 'discord', name: 'connection', state: 'up', since: 0, minor: false };
const workspace: ConnectionState = { ...discord, platform: 'slack', name: 'workspace T1 (token 1 of 2)', space: 'T1' };

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url);
  const platforms = [discord, workspace].map((one) => ({
    name: one.platform,
    hears: () => one.state === 'up',
    connections: () => [one],
  }));
  const condition = { database: () => state, platforms };
  const metrics = createMetrics({ db, clock: systemClock, condition });
  web.mount(healthRoutes(condition, metrics));
  port = await web.open();
});
afterAll(async () => {
  await web.stop();
  await db.close();
  await database.drop();
});

const get = async (path: string) => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: response.status, text: await response.text() };
};

test('says whether it lives and whether it can work', async () => {
  expect(await get('/health')).toMatchObject({ status: 200 });
  expect(await get('/ready')).toMatchObject({ status: 200 });
  expect(await get('/elsewhere')).toMatchObject({ status: 404 });
  state = 'away';
  expect(await get('/health')).toMatchObject({ status: 200 });
  expect(await get('/ready')).toMatchObject({ status: 503 });
  expect((await get('/metrics')).text).toContain('samling_database_up 0');
  state = 'unwritable';
  expect(await get('/ready')).toMatchObject({ status: 503, text: expect.stringContaining('can write nothing') });
  expect(await get('/ready/all')).toMatchObject({ status: 503 });
  const { text } = await get('/metrics');
  expect(text).toMatch(/^samling_database_up 1$[\s\S]*^samling_database_writable 0$/m);
  state = 'well';
  expect(await get('/ready')).toEqual({ status: 200, text: 'ready\n' });
  expect(await get('/ready/all')).toEqual({ status: 200, text: 'ready\n' });
});

test('names what does not work, since when and why; as long as anybody is served it is ready, but not whole', async () => {
  Object.assign(discord, { state: 'refused', since: Date.UTC(2026, 0, 2), problem: 'DISCORD_TOKEN is refused.' });
  const words = 'discord, connection: does not work since 2026-01-02T00:00:00.000Z. DISCORD_TOKEN is refused.\n';
  expect(await get('/ready')).toEqual({ status: 200, text: `ready\n${words}` });
  expect(await get('/ready/all')).toEqual({ status: 503, text: `not ready\n${words}` });
  const { text } = await get('/metrics');
  expect(text).toContain('samling_platform_up{platform="discord"} 0');
  expect(text).toContain('samling_connection_up{platform="discord",connection="connection",space=""} 0');
  expect(text).toContain(
    'samling_connection_up{platform="slack",connection="workspace T1 (token 1 of 2)",space="T1"} 1',
  );
  workspace.state = 'starting';
  expect(await get('/ready')).toMatchObject({ status: 503, text: expect.stringContaining('is starting') });
  workspace.state = 'up';
  Object.assign(discord, { minor: true });
  expect(await get('/ready/all')).toMatchObject({ status: 200, text: `ready\n${words}` });
  Object.assign(discord, { state: 'up', minor: false, problem: undefined });
});

test('is reached on the address that it listens on, and on no other of this machine', async () => {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  // Addresses with a scope hold for one network alone, and cannot be written into a URL.
  const others = all.filter(({ address, scopeid }) => address !== '127.0.0.1' && !scopeid);
  expect((await get('/health')).status).toBe(200);
  for (const { address, family } of others) {
    const host = family === 'IPv6' ? `[${address}]` : address;
    await expect(fetch(`http://${host}:${port}/health`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
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

test('tells of all deliveries that ever ended, however they did and whoever wrote it', async () => {
  const space = await db.prisma.space.findFirstOrThrow();
  const times = { wakeAt: new Date(0), createdAt: new Date(0) };
  const rows = Array.from({ length: 5 }, (_, number) => ({
    ...times,
    spaceId: space.id,
    kind: 'any',
    subjectId: space.id,
    key: `ended ${number}`,
    channel: '3',
    priority: number < 3 ? ('broadcast' as const) : ('urgent' as const),
  }));
  await db.prisma.delivery.createMany({ data: rows });
  const ended = { key: { startsWith: 'ended' } };
  const told = async () =>
    (await get('/metrics')).text.match(/^samling_deliveries\{state="(?:sent|unknown|failed)".*$/gm);
  expect(await told()).toBeNull();

  await db.prisma.delivery.updateMany({ where: ended, data: { state: 'sent' } });
  const [last] = await db.prisma.delivery.findMany({ where: { key: 'ended 4' } });
  await db.prisma.delivery.update({ where: { key: 'ended 4' }, data: { state: 'unknown' } });
  const all = [
    'samling_deliveries{state="sent",priority="broadcast"} 3',
    'samling_deliveries{state="sent",priority="urgent"} 1',
    'samling_deliveries{state="unknown",priority="urgent"} 1',
  ];
  expect((await told())?.toSorted()).toEqual(all);
  // A change that is undone was never counted, one of something else neither, and what is deleted has been.
  const undone = db.prisma.$transaction(async (tx) => {
    await tx.delivery.updateMany({ where: ended, data: { state: 'failed' } });
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  await db.prisma.delivery.updateMany({ where: ended, data: { attempts: 2 } });
  await db.prisma.delivery.deleteMany({ where: { id: last?.id ?? '' } });
  await Promise.all([addUpCounts(db.prisma), addUpCounts(db.prisma), addUpCounts(db.prisma)]);
  expect((await told())?.toSorted()).toEqual(all);
  await addUpCounts(db.prisma);
  expect(await db.prisma.deliveryCount.count()).toBe(all.length);
});
