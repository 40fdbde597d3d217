import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '@samling/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { connect, type Database } from '../../src/database/client.ts';
import { say } from '../../src/i18n/translate.ts';
import { freshDatabase } from '../database/harness.ts';
import { deliverSigned } from '../platforms/signed-slack.ts';
import { freePort } from '../platforms/slack-world.ts';
import { eventually, PATIENCE_MS } from '../waiting.ts';
import { startProcess } from './bot-process.ts';

const secret = 'a-signing-secret-of-a-test';
/** As many as there are people in the workspace. */
const PRESSES = 4;
let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
/** The paths of the response_urls that were used, save for what only says that it takes a moment. */
const told: string[] = [];
const responses = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => {
    body += text;
  });
  request.on('end', () => {
    const asksPatience = (['da', 'en'] as const).some((language) => body.includes(say(language, 'errors.patience')));
    if (!asksPatience) told.push(request.url ?? '');
    response.end('ok');
  });
});
const url = (path: string) => `http://127.0.0.1:${(responses.address() as AddressInfo).port}/${path}`;

beforeAll(async () => {
  [sandbox, database] = await Promise.all([
    startFestival({ unlimited: true, patienceMs: PATIENCE_MS }),
    freshDatabase(),
  ]);
  db = connect(database.url);
  await once(responses.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  responses.closeAllConnections();
  responses.close();
  await db.close();
  await sandbox.stop();
  await database.drop();
});

async function bot() {
  const port = await freePort();
  const started = await startProcess({
    DATABASE_URL: database.url,
    SLACK_BOT_TOKEN: sandbox.seed.slack.application.botToken,
    SLACK_SIGNING_SECRET: secret,
    SLACK_API_URL: sandbox.slackApiUrl,
    SLACK_LATE_SECONDS: '2',
    PORT: String(port),
    HEALTH_PORT: '0',
  });
  return { ...started, port };
}

const team = () => sandbox.slack.spaces()[0];

/** Lists meetups, and waits for the answer: whatever was delivered before is answered by then, as far as it will be. */
async function lists(port: number, trigger: string): Promise<void> {
  const command = {
    ...{ command: '/meetup', text: 'liste', team_id: team()?.id ?? '', trigger_id: trigger },
    ...{ channel_id: team()?.channels[0]?.id ?? '', user_id: team()?.people[0]?.id ?? '', response_url: url(trigger) },
  };
  await deliverSigned({ port, secret }, new URLSearchParams(command).toString());
  await eventually(() => expect(told).toContain(`/${trigger}`));
}

/** @param number of the person who presses *Kommer* */
function presses(port: number, number: number, occurrence: string) {
  const payload = {
    type: 'block_actions',
    team: { id: team()?.id },
    user: { id: team()?.people[number]?.id, team_id: team()?.id },
    channel: { id: team()?.channels[0]?.id },
    container: { type: 'message', message_ts: '1700000000.000100', channel_id: team()?.channels[0]?.id },
    trigger_id: `press-${number}`,
    response_url: url(`press-${number}`),
    actions: [{ type: 'button', action_id: `meetup.answer:${occurrence}:going`, action_ts: '1', block_id: 'b' }],
  };
  return deliverSigned({ port, secret }, new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
}

/** A published meetup with two places, in the only community. @returns its occurrence */
async function publishedMeetup(): Promise<string> {
  const now = new Date();
  const startsAt = new Date(now.getTime() + 7 * 24 * 60 * 60_000);
  const { id: spaceId, communityId } = await db.prisma.space.findFirstOrThrow();
  const account = { platform: 'slack', tenant: team()?.id ?? '', externalId: 'U-ORGANISER', createdAt: now };
  const organiser = await db.prisma.account.create({ data: { ...account, person: { create: { createdAt: now } } } });
  const meetup = await db.prisma.meetup.create({
    data: {
      ...{ communityId, spaceId, organiserId: organiser.id, title: 'Filmklub', place: 'Biografen', capacity: 2 },
      ...{ zone: 'Europe/Copenhagen', state: 'published', createdAt: now, publishedAt: now },
      occurrences: { create: { communityId, startsAt } },
    },
    include: { occurrences: true },
  });
  return meetup.occurrences[0]?.id ?? '';
}

test('people who pressed together when the bot was killed are answered when it hears of it again, each once', async () => {
  const first = await bot();
  await lists(first.port, 'before');
  const occurrence = await publishedMeetup();
  const numbers = Array.from({ length: PRESSES }, (_, number) => number);
  const locks = await db.pool.connect();
  await locks.query('BEGIN');
  await locks.query('SELECT 1 FROM "Occurrence" FOR UPDATE');
  // One has begun, and the others wait in the process.
  for (const number of numbers) await presses(first.port, number, occurrence);
  await eventually(async () => {
    expect(await db.prisma.callClaim.count({ where: { answered: false } })).toBe(PRESSES);
    const [row] = await db.prisma.$queryRaw<[{ count: number }]>`
      SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    expect(row.count).toBe(1);
  });
  await first.kill();
  await locks.query('ROLLBACK');
  locks.release();
  expect(told).toEqual(['/before']);

  const second = await bot();
  await Promise.all(numbers.map((number) => presses(second.port, number, occurrence)));
  await eventually(() => expect(told).toHaveLength(1 + PRESSES));
  const rows = await db.prisma.rsvp.findMany({ orderBy: { place: 'asc' } });
  expect(rows.map(({ answer }) => answer)).toEqual(['going', 'going', 'waiting', 'waiting']);
  expect(await db.prisma.handledCall.count({ where: { id: { startsWith: 'press-' } } })).toBe(PRESSES);
  await Promise.all(numbers.map((number) => presses(second.port, number, occurrence)));
  await lists(second.port, 'after');
  await second.stop();
  expect(told.toSorted()).toEqual(['/after', '/before', ...numbers.map((number) => `/press-${number}`)].toSorted());
  expect(await db.prisma.rsvp.count()).toBe(PRESSES);
});
