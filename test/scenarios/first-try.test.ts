import { expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { startBot } from '../../src/bot.ts';
import { createDiscord } from '../../src/discord/index.ts';
import { createLog } from '../../src/log.ts';
import { createSlack } from '../../src/slack/index.ts';
import { SettableClock } from '../../src/time/clock.ts';
import { freshDatabase } from '../database/harness.ts';
import { freePort } from '../free-port.ts';
import { eventually, PATIENCE_MS } from '../waiting.ts';
import { webAt } from '../web-at.ts';
import { festivalSeed } from './festivals.ts';
import { startPort } from './port.ts';
import { NOON, Person, publishes } from './world.ts';

test('how the bot stands is told while a platform’s first try to connect still lasts', async () => {
  const port = await freePort();
  const server = webAt(port);
  const first = Promise.withResolvers<void>();
  const starting = startPort(NOON, { first: first.promise, servers: { outside: server, health: server } });
  try {
    const statusOf = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
    await eventually(async () => expect(await statusOf('/health')).toBe(200));
    expect([await statusOf('/ready'), await statusOf('/metrics')]).toEqual([200, 200]);
  } finally {
    first.resolve();
    await (await starting).stop();
  }
});

test('what one platform is sent waits for no other one’s first try to connect', async () => {
  const clock = new SettableClock();
  clock.set(Date.parse(NOON));
  const [sandbox, database] = await Promise.all([
    startFestival({ seed: festivalSeed(), clock, unlimited: true, patienceMs: PATIENCE_MS }),
    freshDatabase(),
  ]);
  const { discord, slack } = sandbox.seed;
  const log = createLog('error');
  const { botToken, appToken } = slack.application;
  const late = createSlack({ botTokens: [botToken], appToken, apiUrl: sandbox.slackApiUrl, log });
  const first = Promise.withResolvers<void>();
  let started = false;
  const starting = startBot({
    databaseUrl: database.url,
    clock,
    log,
    platforms: [
      createDiscord({ token: discord.application.token, apiUrl: sandbox.discordApiUrl, log }),
      { ...late, start: (receiver, commands) => first.promise.then(() => late.start(receiver, commands)) },
    ],
  });
  void starting.then(() => {
    started = true;
  });
  try {
    await eventually(() => expect(sandbox.discord.connections()).toBe(1));
    const maja = new Person(sandbox, 'discord', 'organiser');
    await publishes(maja, { title: 'Strik & snak', when: 'fredag kl. 19', where: 'Café Kanten' });
    expect(started).toBe(false);
  } finally {
    first.resolve();
    await (await starting).stop();
    await sandbox.stop();
    await database.drop();
  }
});
