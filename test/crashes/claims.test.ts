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
    if (!body.includes(say('da', 'errors.patience'))) told.push(request.url ?? '');
    response.end('ok');
  });
});

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

function list(port: number, trigger: string, text = 'liste') {
  const [team] = sandbox.slack.spaces();
  const command = {
    ...{ command: '/meetup', text, team_id: team?.id ?? '', trigger_id: trigger },
    ...{ channel_id: team?.channels[0]?.id ?? '', user_id: team?.people[0]?.id ?? '' },
    response_url: `http://127.0.0.1:${(responses.address() as AddressInfo).port}/${trigger}`,
  };
  return deliverSigned({ port, secret }, new URLSearchParams(command).toString());
}

const FILM_CLUB = 'opret Filmklub | i morgen kl. 20 | Biografen';

/** Waits until somebody who has written the id of a call, not yet committed, waits for meetups. */
function stuckInTheMiddle(): Promise<void> {
  return eventually(async () => {
    const [row] = await db.prisma.$queryRaw<[{ count: number }]>`
      SELECT count(*)::int AS count FROM pg_locks w JOIN pg_locks h ON h.pid = w.pid
      WHERE w.relation = '"Meetup"'::regclass AND NOT w.granted
        AND h.relation = '"HandledCall"'::regclass AND h.mode = 'RowExclusiveLock'`;
    expect(row.count).toBe(1);
  });
}

/** Checks that on Slack's port it says no more than that it lives, and the rest on that of HEALTH_PORT. */
async function tellsApart({ port, output }: Awaited<ReturnType<typeof bot>>): Promise<void> {
  const healthPort = /"port":(\d+),"msg":"health and metrics"/.exec(output())?.[1];
  const statusOf = async (at: number | string | undefined, path: string) =>
    (await fetch(`http://127.0.0.1:${at}${path}`)).status;
  for (const [path, outside] of [
    ['/health', 200],
    ['/ready', 404],
    ['/metrics', 404],
  ] as const)
    expect([path, await statusOf(port, path), await statusOf(healthPort, path)]).toEqual([path, outside, 200]);
}

test('a call over which the bot was killed is answered when it is delivered again, and then never again', async () => {
  const first = await bot();
  // The space is made at the first call of all, and what follows is to wait for nothing but its answer.
  await list(first.port, 'before');
  await eventually(() => expect(told).toContain('/before'));
  const locks = await db.pool.connect();
  await locks.query('BEGIN; LOCK TABLE "Meetup"');
  await list(first.port, 'left');
  await list(first.port, 'made', FILM_CLUB);
  await stuckInTheMiddle();
  await eventually(async () => expect(await db.prisma.callClaim.count({ where: { answered: false } })).toBe(2));
  await first.kill();
  await locks.query('ROLLBACK');
  locks.release();
  const second = await bot();
  await list(second.port, 'left');
  await eventually(() => expect(told).toContain('/left'));
  await list(second.port, 'made', FILM_CLUB);
  await eventually(() => expect(told).toContain('/made'));
  // Its id had not been written either: nothing was done when the first process died.
  expect(await db.prisma.meetup.count()).toBe(1);
  await eventually(async () => expect(await db.prisma.callClaim.count({ where: { answered: true } })).toBe(3));
  await second.stop();
  const third = await bot();
  await list(third.port, 'left');
  await list(third.port, 'made', FILM_CLUB);
  await list(third.port, 'before');
  await list(third.port, 'after');
  await eventually(() => expect(told).toContain('/after'));
  await tellsApart(third);
  await third.stop();
  expect(await db.prisma.meetup.count()).toBe(1);
  expect(told).toEqual(['/before', '/left', '/made', '/after']);
});
