import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Bot, startBot } from '../../src/bot.ts';
import { connect, type Database } from '../../src/database/client.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { createSlack } from '../../src/slack/index.ts';
import { systemClock } from '../../src/time/clock.ts';
import { freshDatabase } from '../database/harness.ts';

const SECRET = 'a-signing-secret-of-a-test';
let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let bot: Bot;
let port: number;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

beforeAll(async () => {
  [sandbox, database, port] = await Promise.all([startSandbox({ unlimited: true }), freshDatabase(), freePort()]);
  db = connect(database.url);
  const log = pino({ level: 'error' });
  const botTokens = [sandbox.seed.slack.application.botToken];
  const slack = createSlack({ botTokens, signingSecret: SECRET, port, apiUrl: sandbox.slackApiUrl, log });
  bot = await startBot({ databaseUrl: database.url, clock: systemClock, log, platforms: [slack] });
});
afterAll(async () => {
  await bot.stop();
  await db.close();
  await sandbox.stop();
  await database.drop();
});

/** As Slack sends it. https://docs.slack.dev/authentication/verifying-requests-from-slack */
async function deliver(form: Record<string, string>): Promise<number> {
  const body = new URLSearchParams(form).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    },
    body,
  });
  return response.status;
}

test('a command that Slack delivers again makes nothing again', async () => {
  const [team] = sandbox.slack.spaces();
  const bent = team?.people.find((one) => one.key === 'bent');
  const channel = team?.channels.find((one) => one.name === 'arrangementer');
  const command = {
    token: 'unused',
    team_id: team?.id ?? '',
    team_domain: 'raa',
    channel_id: channel?.id ?? '',
    channel_name: 'arrangementer',
    user_id: bent?.id ?? '',
    user_name: 'bent',
    command: '/meetup',
    text: 'opret Filmklub | i morgen kl. 20 | Biografen',
    api_app_id: 'A1',
    is_enterprise_install: 'false',
    response_url: `${sandbox.origin}/slack/response/unknown`,
    trigger_id: '1.2.the-same-again',
  };
  expect(await Promise.all([deliver(command), deliver(command)])).toEqual([200, 200]);
  await vi.waitFor(async () => expect(await db.prisma.meetup.count()).toBeGreaterThan(0), { timeout: 10_000 });
  expect(await deliver(command)).toBe(200);
  await deliver({ ...command, trigger_id: '1.2.another', text: 'opret Sidst | i morgen kl. 21 | Biografen' });
  await vi.waitFor(async () => expect(await db.prisma.meetup.count({ where: { title: 'Sidst' } })).toBe(1), {
    timeout: 10_000,
  });
  expect(await db.prisma.meetup.count({ where: { title: 'Filmklub' } })).toBe(1);
});
