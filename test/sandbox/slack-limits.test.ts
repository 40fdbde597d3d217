import { DISTRIBUTED, type SlackSettings } from '@samling/sandbox/slack/index.ts';
import { WebClientEvent } from '@slack/web-api';
import { describe, expect, it, vi } from 'vitest';
import { client, MEETUPS, PLACE, refusal, smallSeed, startSlack } from './slack-world.ts';
import { standStill } from './stand-still.ts';

describe('rate limits', () => {
  it('let a burst into a channel through and then tell how long to wait', async () => {
    const sandbox = await startSlack();
    standStill();
    const { chat } = client(sandbox);
    const post = () => chat.postMessage({ channel: MEETUPS, text: 'x' });
    for (let count = 0; count < 5; count += 1) await post();
    const limited = await post().catch((error: unknown) => error);
    expect(limited).toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 });
    expect(await refusal(chat.postMessage({ channel: 'C0GEN', text: 'elsewhere' }))).toBe('not refused');
    expect(sandbox.slack.requests().at(-2)).toMatchObject({ path: 'chat.postMessage', status: 429 });
  });

  it('are obeyed by Slack’s own client', async () => {
    const sandbox = await startSlack();
    const web = client(sandbox, { rejectRateLimitedCalls: false, retryConfig: { retries: 1, minTimeout: 1 } });
    const limited = vi.fn();
    web.on(WebClientEvent.RATE_LIMITED, limited);
    for (let count = 0; count < 6; count += 1) await web.chat.postMessage({ channel: MEETUPS, text: `${count}` });
    expect(limited).toHaveBeenCalledOnce();
    expect(sandbox.slack.channel('bent', PLACE).map(({ text }) => text)).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  it('count per method: a tier 2 method may be called twenty times a minute', async () => {
    const sandbox = await startSlack();
    const web = client(sandbox);
    standStill();
    for (let count = 0; count < 20; count += 1) await web.usergroups.list();
    const limited = await web.usergroups.list().catch((error: unknown) => error);
    expect(limited).toMatchObject({ retryAfter: 3 });
    expect(await refusal(web.users.list({}))).toBe('not refused');
  });

  it('leave an app that is distributed outside the Marketplace fifteen messages of a channel a minute', async () => {
    const sandbox = await startSlack({ settings: { limits: false, history: DISTRIBUTED } });
    const { chat, conversations } = client(sandbox);
    standStill();
    for (let count = 0; count < 20; count += 1) await chat.postMessage({ channel: MEETUPS, text: `${count}` });
    const { messages, has_more } = await conversations.history({ channel: MEETUPS, limit: 200 });
    expect([messages?.length, messages?.[0]?.text, has_more]).toEqual([15, '19', true]);
    const limited = await conversations.history({ channel: MEETUPS }).catch((error: unknown) => error);
    expect(limited).toMatchObject({ retryAfter: 60 });
  });

  it('can be lifted', async () => {
    const sandbox = await startSlack({ settings: { limits: false } });
    const { chat } = client(sandbox);
    await Promise.all(Array.from({ length: 50 }, () => chat.postMessage({ channel: MEETUPS, text: 'x' })));
    expect(sandbox.slack.channel('bent', PLACE)).toHaveLength(50);
  });
});

describe('history in several workspaces', () => {
  it('is that of an app outside the Marketplace, for an app there has to be distributed', async () => {
    const seed = smallSeed();
    const [team] = seed.slack.teams;
    if (team) seed.slack.teams.push({ ...team, id: 'T0SECOND', name: 'Kontoret' });
    const read = async (settings: SlackSettings) => {
      const { conversations } = client(await startSlack({ seed, settings }));
      await conversations.history({ channel: MEETUPS });
      return conversations.history({ channel: MEETUPS }).then(
        () => 'not refused',
        (error: { retryAfter?: number }) => error.retryAfter,
      );
    };
    expect(await read({})).toBe(60);
    expect(await read({ limits: false })).toBe('not refused');
    expect(await read({ history: 'internal' })).toBe('not refused');
  });
});

describe('a fault', () => {
  it('refuses without doing the work, as Slack or as a server would', async () => {
    const sandbox = await startSlack();
    const { chat } = client(sandbox);
    const post = () => chat.postMessage({ channel: MEETUPS, text: 'x' });
    sandbox.fail({ on: '^chat\\.postMessage$', times: 1, does: { kind: 'refuse', error: 'is_archived' } });
    expect(await refusal(post())).toBe('is_archived');
    sandbox.fail({ on: 'chat', times: 1, does: { kind: 'refuse', status: 503 } });
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_http_error', statusCode: 503 });
    sandbox.fail({ on: 'chat', times: 1, does: { kind: 'refuse', status: 429, retryAfterMs: 7_000 } });
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 });
    expect(sandbox.slack.channel('bent', PLACE)).toEqual([]);
    expect(sandbox.slack.requests()).toMatchObject([
      { path: 'chat.postMessage', status: 200, fault: 'refuse', body: { channel: MEETUPS, text: 'x' } },
      { status: 503 },
      { status: 429 },
    ]);
  });

  it('loses the answer after the work, or drops the request before it', async () => {
    const sandbox = await startSlack();
    const { chat } = client(sandbox);
    const post = (text: string) => chat.postMessage({ channel: MEETUPS, text });
    sandbox.fail({ on: 'chat', times: 1, does: { kind: 'lose' } });
    await expect(post('gjort')).rejects.toMatchObject({ code: 'slack_webapi_request_error' });
    sandbox.fail({ on: 'chat', times: 1, does: { kind: 'drop' } });
    await expect(post('ikke gjort')).rejects.toMatchObject({ code: 'slack_webapi_request_error' });
    expect(sandbox.slack.channel('bent', PLACE).map(({ text }) => text)).toEqual(['gjort']);
  });

  it('delays the work, or holds it until the fault is removed', async () => {
    const sandbox = await startSlack();
    const { chat } = client(sandbox);
    const texts = () => sandbox.slack.channel('bent', PLACE).map(({ text }) => text);
    sandbox.fail({ on: 'chat', times: 1, does: { kind: 'delay', ms: 500 } });
    const delayed = chat.postMessage({ channel: MEETUPS, text: 'sent' });
    await client(sandbox).auth.test();
    expect(texts()).toEqual([]);
    await delayed;
    expect(texts()).toEqual(['sent']);
    const hold = sandbox.fail({ on: 'chat', does: { kind: 'hold' } });
    const held = chat.postMessage({ channel: MEETUPS, text: 'holdt' });
    const other = await client(sandbox).auth.test();
    expect(other.ok).toBe(true);
    expect(texts()).toHaveLength(1);
    hold.remove();
    await held;
    expect(texts()).toHaveLength(2);
  });
});
