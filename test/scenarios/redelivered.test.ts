import { once } from 'node:events';
import { createServer as createWebServer } from 'node:http';
import type { Sandbox } from '@samling/sandbox';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { type Bot, startBot } from '../../src/bot.ts';
import { connect, type Database } from '../../src/database/client.ts';
import { createSlack } from '../../src/slack/index.ts';
import { systemClock } from '../../src/time/clock.ts';
import { freshDatabase } from '../database/harness.ts';
import { freePort } from '../free-port.ts';
import { deliverSigned } from '../platforms/signed-slack.ts';
import { eventually, PATIENCE_MS } from '../waiting.ts';
import { webAt } from '../web-at.ts';

const SECRET = 'a-signing-secret-of-a-test';
let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let bots: Bot[];
let ports: [number, number];
/** Stands where Slack takes answers: what came, by the path of the response_url. */
const told: { path: string; text: string }[] = [];
const responses = createWebServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += String(chunk);
  });
  request.on('end', () => {
    told.push({ path: request.url ?? '', text: body });
    response.end('ok');
  });
});

/** A bot of its own, as another process would be. */
async function startAt(port: number): Promise<Bot> {
  const log = pino({ level: 'error' });
  const botTokens = [sandbox.seed.slack.application.botToken];
  const webServer = webAt(port, { log });
  const slack = createSlack({ botTokens, signingSecret: SECRET, webServer, apiUrl: sandbox.slackApiUrl, log });
  return startBot({
    databaseUrl: database.url,
    clock: systemClock,
    log,
    platforms: [slack],
    servers: { outside: webServer, health: null },
  });
}

beforeAll(async () => {
  [sandbox, database] = await Promise.all([
    startFestival({ unlimited: true, patienceMs: PATIENCE_MS }),
    freshDatabase(),
  ]);
  ports = [await freePort(), await freePort()];
  db = connect(database.url);
  responses.listen(0, '127.0.0.1');
  await once(responses, 'listening');
  bots = [await startAt(ports[0]), await startAt(ports[1])];
});
afterAll(async () => {
  await Promise.all(bots.map((bot) => bot.stop()));
  responses.close();
  responses.closeAllConnections();
  await db.close();
  await sandbox.stop();
  await database.drop();
});

async function deliver(form: Record<string, string>, port = ports[0]): Promise<number> {
  return (await deliverSigned({ port, secret: SECRET }, new URLSearchParams(form).toString())).status;
}

/** @param trigger names the call, and where its answer goes */
function commandOf(trigger: string, text: string): Record<string, string> {
  const [team] = sandbox.slack.spaces();
  const bent = team?.people.find((one) => one.key === 'bent');
  const channel = team?.channels.find((one) => one.name === 'arrangementer');
  const address = responses.address();
  return {
    token: 'unused',
    team_id: team?.id ?? '',
    team_domain: 'raa',
    channel_id: channel?.id ?? '',
    channel_name: 'arrangementer',
    user_id: bent?.id ?? '',
    user_name: 'bent',
    command: '/meetup',
    text,
    api_app_id: 'A1',
    is_enterprise_install: 'false',
    response_url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/${trigger}`,
    trigger_id: `1.2.${trigger}`,
  };
}

/** On a slow machine one is asked for patience first, also by a process that then hears that another one answers. */
const ASKS_PATIENCE = /Et øjeblik …|One moment …/;
const answersTo = (trigger: string) =>
  told.filter(({ path, text }) => path === `/${trigger}` && !ASKS_PATIENCE.test(text));

/** Resolves when what was delivered before this is answered too, as far as it will be. */
async function settled(): Promise<void> {
  for (const port of ports) {
    const trigger = `settled-${told.length}-${port}`;
    await deliver(commandOf(trigger, 'liste'), port);
    await eventually(() => expect(answersTo(trigger)).toHaveLength(1));
  }
}

test('a command that Slack delivers again makes nothing again', async () => {
  const command = commandOf('the-same-again', 'opret Filmklub | i morgen kl. 20 | Biografen');
  expect(await Promise.all([deliver(command), deliver(command)])).toEqual([200, 200]);
  await eventually(async () => expect(await db.prisma.meetup.count()).toBeGreaterThan(0));
  expect(await deliver(command)).toBe(200);
  await deliver(commandOf('another', 'opret Sidst | i morgen kl. 21 | Biografen'));
  await eventually(async () => expect(await db.prisma.meetup.count({ where: { title: 'Sidst' } })).toBe(1));
  expect(await db.prisma.meetup.count({ where: { title: 'Filmklub' } })).toBe(1);
});

test.each([
  ['a list', 'liste'],
  ['an error', 'vis noget der ikke findes'],
  ['a form, whose modal cannot open here', 'opret'],
])('a command that changes nothing is answered once: %s', async (what, text) => {
  const trigger = what.replaceAll(/\W/g, '-');
  const command = commandOf(trigger, text);
  await Promise.all([deliver(command), deliver(command), deliver(command, ports[1])]);
  await eventually(() => expect(answersTo(trigger)).toHaveLength(1));
  await deliver(command);
  await deliver(command, ports[1]);
  await settled();
  expect(answersTo(trigger)).toHaveLength(1);
});

test('a call that its process died over is answered by whoever is given it next, and only by them', async () => {
  const left = { platform: 'slack', id: '1.2.left', process: 1, claimedAt: new Date() };
  await db.prisma.callClaim.create({ data: left });
  await Promise.all(ports.map((port) => deliver(commandOf('left', 'liste'), port)));
  await eventually(() => expect(answersTo('left')).not.toEqual([]));
  await settled();
  expect(answersTo('left')).toHaveLength(1);
  await db.prisma.callClaim.create({ data: { ...left, id: '1.2.over', answered: true } });
  await deliver(commandOf('over', 'liste'));
  await settled();
  expect(answersTo('over')).toHaveLength(0);
});

test('a change whose answer died with its process is not made again; the person hears that it is made', async () => {
  const id = '1.2.half';
  await db.prisma.callClaim.create({ data: { platform: 'slack', id, process: 1, claimedAt: new Date() } });
  await db.prisma.handledCall.create({ data: { platform: 'slack', id, handledAt: new Date() } });
  await deliver(commandOf('half', 'opret Halvfjerds | i morgen kl. 20 | Biografen'));
  await eventually(() => expect(answersTo('half')).toHaveLength(1));
  expect(answersTo('half')[0]?.text).toContain('Det er gjort.');
  expect(await db.prisma.meetup.count({ where: { title: 'Halvfjerds' } })).toBe(0);
});

test('a mention that Slack delivers again, to either process, is answered once', async () => {
  const [team] = sandbox.slack.spaces();
  const bent = team?.people.find((one) => one.key === 'bent');
  const channel = team?.channels.find((one) => one.name === 'arrangementer');
  const event = { type: 'app_mention', user: bent?.id, channel: channel?.id, ts: '1700000000.000100', text: 'hej' };
  const body = (id: string, more = {}) =>
    JSON.stringify({ type: 'event_callback', team_id: team?.id, event_id: id, event: { ...event, ...more } });
  const door = (port: number) => ({ port, secret: SECRET });
  const help = () =>
    sandbox.slack
      .channel('bent', { space: team?.name ?? '', channel: 'arrangementer' })
      .filter(({ text }) => text.includes('Hvad vil du?'));
  const deliverEvent = (text: string, port: number) => deliverSigned(door(port), text, 'application/json');
  await Promise.all(ports.map((port) => deliverEvent(body('Ev1'), port)));
  await eventually(() => expect(help()).toHaveLength(1));
  await deliverEvent(body('Ev2'), ports[0]);
  // Nor is our own message, or the next one of the same person at once.
  await deliverEvent(body('Ev3', { ts: '1700000001.000100', bot_id: 'B1' }), ports[0]);
  await deliverEvent(body('Ev4', { ts: '1700000002.000100' }), ports[0]);
  await settled();
  expect(help()).toHaveLength(1);
});
