import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError, type Result } from '../../src/chat/platform.ts';
import { createSlack } from '../../src/slack/index.ts';
import { eventually } from '../waiting.ts';
import { answer, freePort, PLACE, Script, type SlackWorld, startSlackWorld, TEAM, textCard } from './slack-world.ts';

let world: SlackWorld;
let script: Script;
const command = (as = 'bent') => world.local.command(as, PLACE, { name: '/meetup', text: '' });
const start = (more: Parameters<SlackWorld['options']>[0]) => world.bot(script, more);

beforeEach(async () => {
  world = await startSlackWorld({ socketLifetimeMs: 3_600_000 });
  script = new Script();
});
afterEach(() => world.stop());

describe('starting on Slack', () => {
  it.each([
    ['SLACK_BOT_TOKEN', { botTokens: ['xoxb-wrong'] }],
    ['SLACK_APP_TOKEN', { appToken: 'xapp-wrong' }],
  ])('with a wrong %s ends with one sentence that names it', async (variable, wrong) => {
    const refused = start(wrong);
    await expect(refused).rejects.toBeInstanceOf(ConfigurationError);
    await expect(refused).rejects.toThrow(new RegExp(`^${variable}: `));
  });

  it.each(['/slack/api/nowhere', '/nowhere', 'http://127.0.0.1:1/nowhere'])(
    'with an address where no Slack is goes on trying, and says which: %s',
    async (path) => {
      const bot = await start({ apiUrl: new URL(path, world.apiUrl).href });
      expect(bot.hears()).toBe(false);
      for (const { state, problem } of bot.connections())
        expect([state, problem]).toEqual(['down', expect.stringMatching(/^SLACK_API_URL: .*nowhere/)]);
    },
  );

  it('without any way to hear of people says which variables are missing', () => {
    expect(() => createSlack(world.options({ appToken: undefined }))).toThrow(/SLACK_APP_TOKEN.*SLACK_SIGNING_SECRET/);
  });

  it('waits when Slack says so', async () => {
    world.fault({
      on: '^auth\\.test$',
      times: 1,
      does: { kind: 'refuse', status: 429, error: 'ratelimited', retryAfterMs: 1000 },
    });
    await world.bot(script);
    expect(world.local.connections()).toBe(1);
  });

  it('tells that the bot is in the workspace, and later that it is not', async () => {
    await world.bot(script);
    await eventually(() => expect(script.spaces).toEqual([{ id: TEAM, present: true }]));
    world.local.setInstalled(PLACE.space, false);
    await eventually(() => expect(script.spaces.slice(1)).toContainEqual({ id: TEAM, present: false }));
    expect(script.spaces.slice(1).every(({ present }) => !present)).toBe(true);
  });
});

describe('a connection to Slack', () => {
  it('that is cut is replaced, and people go on', async () => {
    await world.bot(script);
    world.local.dropConnections();
    await eventually(() => expect(world.local.connections()).toBe(1));
    expect(await command()).toMatchObject({ result: 'message' });
  });

  it('comes back after Slack was away for a while, and nothing crashes meanwhile', async () => {
    const bot = await world.bot(script);
    expect(bot.hears()).toBe(true);
    const away = world.fault({ on: '^(apps\\.connections\\.open|socket)$', does: { kind: 'refuse', status: 503 } });
    world.local.dropConnections();
    const tries = () => world.local.requests().filter(({ path }) => path === 'apps.connections.open').length;
    const before = tries();
    await eventually(() => expect(tries()).toBeGreaterThan(before + 1));
    expect(bot.hears()).toBe(false);
    // However often it was tried, it is said once.
    expect(world.logged.filter((line) => line.includes('does not work'))).toHaveLength(1);
    world.removeFault(away);
    await eventually(() => expect(world.local.connections()).toBe(1));
    await eventually(() => expect(bot.hears()).toBe(true));
    expect(await command()).toMatchObject({ result: 'message' });
  });

  it('that breaks before an acknowledgement gets the same call again, by the same id', async () => {
    await world.bot(script);
    script.onCall(() => {
      if (script.calls.length === 1) world.local.dropConnections();
      return answer('privately', { type: 'card', card: textCard('Hej') });
    });
    await command();
    await eventually(() => expect(script.calls.length).toBeGreaterThan(1));
    expect(new Set(script.calls.map(({ callId }) => callId)).size).toBe(1);
  });

  it('that Slack is about to close is replaced at once', async () => {
    await world.stop();
    world = await startSlackWorld({ socketLifetimeMs: 1_500, socketWarningMs: 1_000 });
    await world.bot(script);
    const opened = () => world.local.requests().filter(({ path }) => path === 'apps.connections.open').length;
    await eventually(() => expect(opened()).toBeGreaterThan(1));
    await eventually(() => expect(world.local.connections()).toBeGreaterThan(0));
    expect(await command()).toMatchObject({ result: 'message' });
  });

  it('closes when the bot stops, after what was under way was answered', async () => {
    const bot = await world.bot(script);
    const { promise, resolve } = Promise.withResolvers<Result>();
    script.onCall(() => answer('privately', promise));
    const outcome = command();
    await eventually(() => expect(script.calls).toHaveLength(1));
    const stopped = bot.stop();
    resolve({ type: 'card', card: textCard('Til sidst') });
    await stopped;
    expect(await outcome).toMatchObject({ message: { text: 'Til sidst' } });
    await eventually(() => expect(world.local.connections()).toBe(0));
  });

  it('can be stopped while it is being replaced', async () => {
    const bot = await world.bot(script);
    world.fault({ on: '^apps\\.connections\\.open$', does: { kind: 'drop' } });
    world.local.dropConnections();
    await eventually(() => expect(world.logged.join()).toContain('tried again'));
    await bot.stop();
    expect(world.local.connections()).toBe(0);
  });
});

describe('Slack over HTTP', () => {
  it('takes signed requests, answers them as over a socket, and says that it is there', async () => {
    await world.stop();
    const port = await freePort();
    world = await startSlackWorld({ requestUrl: () => `http://127.0.0.1:${port}/slack/events` });
    await world.bot(script, world.http(port));
    script.onCall(() => answer('privately', { type: 'card', card: textCard('Hej') }));
    expect(await command()).toMatchObject({ result: 'message', message: { text: 'Hej', onlyYou: true } });
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
    const forged = await post(port, 'wrong secret');
    expect(forged.status).toBe(401);
    expect(script.calls).toHaveLength(1);
  });

  it('says which variable to change when the port is taken', async () => {
    const port = Number(new URL(world.apiUrl).port);
    await expect(start(world.http(port))).rejects.toThrow(`PORT ${port} is taken`);
  });

  function post(port: number, secret: string): Promise<Response> {
    const body = 'command=%2Fmeetup&team_id=T1&user_id=U1&channel_id=C1&trigger_id=1';
    const time = String(Math.floor(Date.now() / 1000));
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex')}`;
    return fetch(`http://127.0.0.1:${port}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-signature': signature,
        'x-slack-request-timestamp': time,
      },
      body,
    });
  }
});
