import { createServer } from 'node:http';
import type { PersonChange } from '@samling/sandbox/contract.ts';
import { App, HTTPReceiver } from '@slack/bolt';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import WebSocket from 'ws';
import {
  client,
  listening,
  MEETUPS,
  PLACE,
  plain,
  refusal,
  silent,
  startBolt,
  startSlack,
  TEAM,
} from './slack-world.ts';

/** A socket of our own, to see every envelope and to leave some unanswered. */
async function socketTo(sandbox: Awaited<ReturnType<typeof startSlack>>): Promise<{
  socket: WebSocket;
  received: { type: string; envelope_id?: string; [field: string]: unknown }[];
}> {
  const { url = '' } = await client(sandbox, {}, 'xapp-test').apps.connections.open();
  const socket = new WebSocket(url);
  const received: { type: string }[] = [];
  socket.on('message', (data) => received.push(JSON.parse(String(data))));
  socket.on('error', () => undefined);
  await expect.poll(() => received.length).toBe(1);
  return { socket, received };
}

describe('Socket Mode', () => {
  it('greets each socket, lets a ticket be used once and takes ten at most', async () => {
    const sandbox = await startSlack();
    const { received } = await socketTo(sandbox);
    expect(received[0]).toMatchObject({
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: 'A0SAMLING' },
      debug_info: { approximate_connection_time: 3600 },
    });
    const { url = '' } = await client(sandbox, {}, 'xapp-test').apps.connections.open();
    const statusOf = (address: string) =>
      new Promise((resolve) => {
        const socket = new WebSocket(address);
        socket.on('open', () => resolve('open'));
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      });
    expect(await statusOf(url)).toBe('open');
    expect(await statusOf(url)).toBe(403);
    for (let count = 2; count < 10; count += 1) await socketTo(sandbox);
    expect(sandbox.slack.connections()).toBe(10);
    const eleventh = await socketTo(sandbox);
    expect(eleventh.received[0]).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' });
  });

  it('sends what was not acknowledged to another socket when the first is lost', async () => {
    const sandbox = await startSlack();
    const first = await socketTo(sandbox);
    const outcome = sandbox.slack.command('bent', PLACE, { name: '/meetup' });
    await expect.poll(() => first.received.length).toBe(2);
    const second = await socketTo(sandbox);
    first.socket.terminate();
    await expect.poll(() => second.received.length).toBe(2);
    expect(second.received[1]).toEqual(first.received[1]);
    second.socket.send(JSON.stringify({ envelope_id: second.received[1]?.envelope_id, payload: { text: 'Hej' } }));
    expect(await outcome).toMatchObject({ result: 'message', message: { text: 'Hej' } });
  });

  it('sends it again after a while, and events with the number and reason of the retry', async () => {
    const sandbox = await startSlack({ settings: { retryAfterMs: [50, 50] } });
    const { received } = await socketTo(sandbox);
    await sandbox.slack.say('bent', PLACE, 'Hej & hej');
    await expect.poll(() => received.length).toBe(4);
    expect(received.slice(1)).toMatchObject([
      { type: 'events_api', accepts_response_payload: false, retry_attempt: 0, retry_reason: '' },
      { retry_attempt: 1, retry_reason: 'timeout' },
      { retry_attempt: 2, retry_reason: 'timeout' },
    ]);
    expect(new Set(received.slice(1).map(({ envelope_id }) => envelope_id)).size).toBe(1);
    expect(received[1]?.payload).toMatchObject({
      type: 'event_callback',
      team_id: TEAM,
      event: { type: 'message', text: 'Hej &amp; hej', channel: MEETUPS, user: 'U0BENT', channel_type: 'channel' },
      authorizations: [{ team_id: TEAM, user_id: 'U0BOT', is_bot: true }],
    });
  });

  it('sends a command again, the same, when no acknowledgement came', async () => {
    const sandbox = await startSlack({ settings: { retryAfterMs: [50] } });
    const { received, socket } = await socketTo(sandbox);
    const outcome = sandbox.slack.command('bent', PLACE, { name: '/meetup' });
    await expect.poll(() => received.length).toBe(3);
    expect(received[2]).toEqual(received[1]);
    expect(received[1]).toMatchObject({ type: 'slash_commands', accepts_response_payload: true });
    socket.send(JSON.stringify({ envelope_id: received[1]?.envelope_id, payload: { text: 'Hej' } }));
    expect(await outcome).toMatchObject({ result: 'message' });
  });

  it('refuses, drops or holds a connection when a fault says so', async () => {
    const sandbox = await startSlack();
    sandbox.fail({ on: '^socket$', times: 1, does: { kind: 'refuse', status: 503 } });
    const { url = '' } = await client(sandbox, {}, 'xapp-test').apps.connections.open();
    const refused = await new Promise((resolve) => {
      new WebSocket(url).on('unexpected-response', (_request, response) => resolve(response.statusCode));
    });
    expect(refused).toBe(503);
    const hold = sandbox.fail({ on: '^socket$', does: { kind: 'hold' } });
    const connected = socketTo(sandbox);
    await client(sandbox).auth.test();
    expect(sandbox.slack.connections()).toBe(0);
    hold.remove();
    await connected;
    expect(sandbox.slack.connections()).toBe(1);
  });

  it('warns before a socket’s end and asks for a new connection', async () => {
    const sandbox = await startSlack({ settings: { socketLifetimeMs: 300, socketWarningMs: 100 } });
    const { received } = await socketTo(sandbox);
    await expect.poll(() => received.map(({ reason }) => reason)).toEqual([undefined, 'warning', 'refresh_requested']);
  });

  it('brings Bolt back after a cut, with the press that it had not acknowledged', async () => {
    const sandbox = await startSlack();
    const pressed = vi.fn();
    await startBolt(sandbox, (app) => {
      app.action('ja', async ({ ack, body, respond }) => {
        pressed(body.type === 'block_actions' ? body.trigger_id : '');
        if (pressed.mock.calls.length === 1) return sandbox.slack.dropConnections();
        await ack();
        return void (await respond({ replace_original: true, text: 'Ja!' }));
      });
    });
    const button = { type: 'button' as const, action_id: 'ja', text: plain('Ja') };
    const blocks = [{ type: 'actions' as const, elements: [button] }];
    const { ts } = await client(sandbox).chat.postMessage({ channel: MEETUPS, text: 'Møde', blocks });
    const outcome = await sandbox.slack.press('bent', ts ?? '', 'Ja');
    expect(outcome).toMatchObject({ result: 'updated', message: { text: 'Ja!' } });
    const [first, second] = pressed.mock.calls;
    expect(second).toEqual(first);
    expect(sandbox.slack.connections()).toBe(1);
  });

  it('tells the app when it is taken out of a workspace, and what people change', async () => {
    const sandbox = await startSlack();
    const heard: unknown[] = [];
    await startBolt(sandbox, (app) => {
      app.event('app_uninstalled', async ({ body }) => void heard.push(['uninstalled', body.team_id]));
      app.event('user_change', async ({ event }) => void heard.push(['changed', event.user.id]));
    });
    const change: PersonChange = { zone: 'Europe/London' };
    sandbox.slack.setPerson('bent', change);
    await expect.poll(() => heard).toEqual([['changed', 'U0BENT']]);
    sandbox.slack.setInstalled(TEAM, false);
    await expect.poll(() => heard).toContainEqual(['uninstalled', TEAM]);
    const dead = sandbox.slack.command('bent', PLACE, { name: '/meetup' });
    await expect(dead).rejects.toMatchObject({ why: 'conflict' });
  });
});

describe('HTTP mode', () => {
  async function startHttp(signingSecret: string, listen: (app: App) => void) {
    let url: string | undefined;
    const settings = { requestUrl: () => url, retryAfterMs: [20, 20] };
    const sandbox = await startSlack({ settings });
    const receiver = new HTTPReceiver({ signingSecret, logger: silent });
    const clientOptions = { slackApiUrl: sandbox.api };
    const app = new App({ token: 'xoxb-test', receiver, clientOptions, logger: silent });
    listen(app);
    const server = createServer((request, response) => receiver.requestListener(request, response));
    url = `http://127.0.0.1:${await listening(server)}/slack/events`;
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return sandbox;
  }

  it('signs commands, presses and modals, so that Bolt takes them', async () => {
    const sandbox = await startHttp('shh', (app) => {
      app.command('/meetup', async ({ ack, body, client: web }) => {
        await ack();
        const view = {
          type: 'modal' as const,
          callback_id: 'v',
          title: plain('Titel'),
          submit: plain('Gem'),
          blocks: [],
        };
        await web.views.open({ trigger_id: body.trigger_id, view });
      });
      app.view('v', async ({ ack, body, client: web }) => {
        await ack();
        await web.chat.postMessage({ channel: body.user.id, text: 'Tak' });
      });
    });
    const { form } = await sandbox.slack.command('bent', PLACE, { name: '/meetup', text: 'æ & ø' });
    expect(form?.title).toBe('Titel');
    const sent = await sandbox.slack.submit('bent', form?.id ?? '', {});
    expect(sent).toMatchObject({ result: 'message', message: { channel: 'D0BENT', text: 'Tak' } });
  });

  it('is refused by an app with another secret', async () => {
    const sandbox = await startHttp('other', (app) => app.command('/meetup', async ({ ack }) => ack()));
    expect(await sandbox.slack.command('bent', PLACE, { name: '/meetup' })).toMatchObject({ result: 'failed' });
  });

  it('sends an event again, with the number and reason of the retry', async () => {
    const headers: (string | string[] | undefined)[][] = [];
    const server = createServer((request, response) => {
      headers.push([request.headers['x-slack-retry-num'], request.headers['x-slack-retry-reason']]);
      response.writeHead(headers.length < 3 ? 500 : 200).end();
    });
    const url = `http://127.0.0.1:${await listening(server)}/`;
    onTestFinished(() => void server.close());
    const sandbox = await startSlack({ settings: { requestUrl: () => url, retryAfterMs: [20, 20] } });
    await sandbox.slack.say('bent', PLACE, 'Hej');
    await expect.poll(() => headers.length).toBe(3);
    expect(headers).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ]);
  });
});

describe('triggers and response_urls', () => {
  it('a trigger opens one modal and expires after three seconds', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const sandbox = await startSlack({ settings: { patienceMs: 3_000 } });
    const { received, socket } = await socketTo(sandbox);
    const triggerOf = async () => {
      const count = received.length;
      const done = sandbox.slack.command('bent', PLACE, { name: '/meetup' });
      await expect.poll(() => received.length).toBe(count + 1);
      const envelope = received[count];
      socket.send(JSON.stringify({ envelope_id: envelope?.envelope_id, payload: { text: 'ok' } }));
      await done;
      return String((envelope?.payload as { trigger_id: string } | undefined)?.trigger_id);
    };
    const { views } = client(sandbox);
    const view = { type: 'modal' as const, title: plain('Titel'), blocks: [] };
    const first = await triggerOf();
    expect(await refusal(views.open({ trigger_id: first, view: { ...view, title: plain('') } }))).toBe(
      'invalid_arguments',
    );
    expect(await refusal(views.open({ trigger_id: first, view }))).toBe('not refused');
    expect(await refusal(views.open({ trigger_id: first, view }))).toBe('exchanged_trigger_id');
    const late = await triggerOf();
    vi.setSystemTime(Date.now() + 3_001);
    expect(await refusal(views.open({ trigger_id: late, view }))).toBe('expired_trigger_id');
  });

  it('a response_url is used five times at most, within half an hour', async () => {
    const sandbox = await startSlack();
    const urls: string[] = [];
    await startBolt(sandbox, (app) => {
      app.command('/meetup', async ({ ack, command }) => {
        urls.push(command.response_url);
        await ack('ok');
      });
    });
    const respond = async (url: string, body: object) => {
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
      return [response.status, await response.text()];
    };
    await sandbox.slack.command('bent', PLACE, { name: '/meetup' });
    const [url = ''] = urls;
    expect(await respond(url, { blocks: [{ type: 'poem' }] })).toEqual([
      400,
      expect.stringContaining('invalid_blocks'),
    ]);
    for (let use = 2; use <= 5; use += 1) expect(await respond(url, { text: `${use}` })).toEqual([200, 'ok']);
    expect(await respond(url, { text: 'seks' })).toEqual([404, '{"ok":false,"error":"used_url"}']);
    await sandbox.slack.command('bent', PLACE, { name: '/meetup' });
    sandbox.clock.set(Date.now() + 31 * 60_000);
    expect(await respond(urls[1] ?? '', { text: 'sent' })).toEqual([404, '{"ok":false,"error":"expired_url"}']);
  });
});
